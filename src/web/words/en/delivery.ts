import type { TellingWords } from "../telling-words.ts";

export const enTelling: TellingWords = {
  acknowledge: {
    title: "Acknowledge",
    asPerson: (name) => `You acknowledge as ${name}.`,
    overdue: "Overdue",
    nothingYet:
      "Nothing has been sent yet. Press the button to confirm that you have received this and are handling it.",
    acknowledged: (name, time) => `Acknowledged by ${name}, ${time}. You do not need to do anything.`,
    expired: "This link has expired. Open the incident and acknowledge it there.",
    unknownTitle: "This link is not valid",
    unknown: "This link was not issued by this system, or its recipient has left. Sign in to open the incident.",
    toIncident: "Open the incident",
    notYoursTitle: "This link was sent to another person",
    notYours: (reader, you) =>
      `It acknowledges as ${reader}, and you are signed in as ${you}. Acknowledge at the desk under your own name instead.`,
  },
  deliveries: {
    title: "Delivery log",
    intro:
      "Every notification on every channel: first those that need attention, then the queue, then the most recent.",
    none: "Nothing sent, nothing queued.",
    hidden: "Incident notification",
    resend: "Send again",
    resent: "Queued again.",
    notResent: "It did not fail, or someone else has already sent it again.",
    mayNot: "The duty officer, a duty lead or an administrator can send it again.",
    resentBy: (name, time) => `Sent again by ${name}, ${time}`,
    nobody: "No one",
    insteadOf: (name) => `deputy for ${name}`,
    acknowledged: (name, time) => `acknowledged by ${name}, ${time}`,
    states: {
      queued: "queued",
      sent: "sent",
      failed: "failed, retrying",
      "given-up": "failed – needs attention",
      "passed-over": "skipped",
      unreachable: "no recipient",
    },
  },
  unreached: {
    title: "A notification reached no one",
    text: "A notification reached no one, and no one has been notified since. Phone someone now.",
    since: (time) => `since ${time}`,
    open: "See the delivery log",
  },
  channels: {
    title: "My notification channels",
    intro:
      "Notifications use these channels in your order. The next channel is used if one fails permanently, or for two minutes.",
    mail: "E-mail",
    noMail: "No address on file. Ask an administrator to add it.",
    webhook: "Webhook",
    webhookHelp:
      "An https address of your chat or SMS gateway. Requests are signed according to Standard Webhooks; the receiver verifies them with the secret.",
    address: "Address",
    save: "Save the address",
    remove: "Remove the webhook",
    renew: "Replace secret",
    switchOn: "Turn on again",
    off: (why) => `Turned off: the receiver refused further requests (${why}).`,
    bothSecrets: (time) => `The previous secret is also valid until ${time}.`,
    secret: "The webhook's secret",
    secretOnce: "It is shown only once. Copy it to the receiver now.",
    test: "Send a test",
    answered: "Response:",
    failed: "Failed:",
    noAddress: "No address to send to.",
    tooOften: "Too many tests. Wait ten minutes.",
    done: "Saved.",
    notThere: "No webhook.",
  },
};
