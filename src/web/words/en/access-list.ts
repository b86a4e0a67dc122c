import type { EndedCounts } from "../../../accounts/way-ports.ts";
import { plural } from "./counts.ts";

export const accessList = {
  title: "Everything that gives access",
  introOwn:
    "What you sign in with, where you are signed in, and where your notifications go. End whatever you do not recognise.",
  introTheirs:
    "What they sign in with, where they are signed in, and where their notifications go. Ending an entry is recorded, and they are notified.",
  what: "What",
  since: "Since",
  used: "Last used",
  end: "End",
  never: "never",
  notKnown: "not recorded",
  until: (time: string) => `valid until ${time}`,
  kinds: {
    password: "Password",
    codes: "One-time codes",
    passkey: "Passkey",
    provider: "Sign-in provider account",
    unlinked: "Provider account, not linked",
    session: "Signed in",
    device: "Known device",
    token: "API token",
    link: "Unused link to choose a password",
    calendar: "Calendar address",
    acknowledge: "Acknowledge links in notifications",
    webhook: "Webhook",
    mail: "E-mail address",
    phone: "Phone number",
  },
  linkBy: (name: string) => `created by ${name}`,
  webhookOff: "switched off",
  change: "Change",
  endWithPassword: "End, with the password",
  link: "Link this account",
  refused: "refused or ended; it cannot sign in",
  lastWayIn: "This is the only way you can sign in. Set up another one first.",
  notThere: "It had already ended.",
  ended: "Ended.",
  linked: "Linked. The account that was linked before no longer signs in.",
  endTokensToo: "Keep my API tokens and my calendar address",
  endTokensHint: "Every other sign-in, every known device and every unused link ends in any case.",
  linkedOtherwise:
    "This account of the sign-in provider is not the one linked with the person who has this e-mail address. If it is yours, ask an administrator to link it.",
  copied: {
    title: {
      backup: "This desk was started from a backup",
      restore: "This desk was restored from a backup",
      copy: "This desk was copied from another database",
      asked: "All access that had been issued has ended",
    },
    made: (time: string) =>
      `The copy was made at ${time}. What had been revoked since then must not come back, so all of it ended when the desk started:`,
    ended: ({ sessions, tokens, links, devices, calendars }: EndedCounts) =>
      [
        plural(sessions, "sign-in", "sign-ins"),
        plural(tokens, "API token", "API tokens"),
        plural(links, "unused link", "unused links"),
        plural(devices, "known device", "known devices"),
        plural(calendars, "calendar address", "calendar addresses"),
        "and every acknowledge link in notifications.",
      ].join(", "),
    stays:
      "People, roles, passwords, one-time codes, passkeys, provider links, addresses and webhooks are as they were then. Check whether anyone has left, lost a device or changed a password since.",
    dismiss: "I have checked this",
  },
};
