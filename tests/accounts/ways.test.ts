/** For each thing that lets a person in, and each act that ends some of it: dead or alive. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import { secretHash } from "../../src/kernel/secret.ts";
import { aWorld, caller, goodPassword, withAccount, type World } from "../support/accounts-world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.close());

const issuer = "https://id.test";
const outside = {
  issuer,
  subject: "7",
  name: "Li",
  mail: "li@example.test",
  language: "en",
  isProven: true,
  roles: null,
};
const another = "another eleven quiet herons";

/** Whether each of them still does what it is for, asked at the door that it opens. */
type Probes = Readonly<Record<WayName, () => Promise<boolean>>>;
type WayName = (typeof names)[number];
const names = [
  "password",
  "codes",
  "passkey",
  "provider",
  "session",
  "device",
  "unfinished",
  "token",
  "link",
  "link made for somebody else",
  "calendar",
  "webhook",
  "acknowledge link",
  "mail",
] as const;

async function liWithEverything(): Promise<Probes> {
  const { accounts, storage, whole, clock } = world;
  const mail = await withAccount(world, "li", { roles: ["administrator"] });
  await withAccount(world, "wang");
  const { secret } = await accounts.totp.offer("li", "li", "desk");
  const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() });
  await accounts.signInFromOutside(outside, caller());
  const signedIn = await accounts.signIn(mail, goodPassword, caller());
  if (signedIn.outcome !== "in") throw new Error(signedIn.outcome);
  expect(await accounts.totp.confirm("li", code())).toBe(true);
  clock.wind(60_000);
  const halfway = await accounts.signIn(mail, goodPassword, caller());
  if (halfway.outcome !== "second-factor") throw new Error(halfway.outcome);
  const key = { publicKey: "k", counter: 0, transports: [], label: "Key", madeAt: 1, usedAt: null };
  await storage.passkeys.put({ id: "key", person: "li", ...key });
  const token = (await accounts.tokens.issue("li", "script", ["read"], 30))!;
  const link = (await accounts.inviteAgain("li", "wang"))!;
  const made = (await accounts.inviteAgain("wang", "li"))!;
  await whole.calendars.put({ owner: "li", secretHash: "calendar", madeAt: 1 });
  const off = { earlierSecret: null, earlierUntil: null, serviceSecret: null, off: null };
  await whole.webhooks.put({ person: "li", address: "https://hook.test/x", secret: "whsec_x", ...off, changedAt: 1 });
  const message = { message: "m", madeAt: clock.now(), expiresAt: clock.now() + 1_000_000 };
  await whole.acknowledgeLinks.put({ secretHash: "acknowledge", person: "li", ...message });
  return {
    password: async () => (await storage.credentials.of("li"))?.passwordHash !== null,
    codes: async () => accounts.totp.isOn("li"),
    passkey: async () => (await accounts.passkeys.list("li")).length === 1,
    provider: async () => (await accounts.signInFromOutside(outside, caller())).outcome === "in",
    session: async () => (await accounts.principalOfSession(signedIn.session)) !== null,
    device: async () => (await storage.devices.personOf(secretHash(signedIn.device), 0)) === "li",
    unfinished: async () => (await storage.steps.find(secretHash(halfway.step), "second-factor")) !== null,
    token: async () => (await accounts.principalOfToken(token.secret)) !== null,
    link: async () => (await accounts.invitations.find(link.secret)) !== null,
    "link made for somebody else": async () => (await accounts.invitations.find(made.secret)) !== null,
    calendar: async () => (await whole.calendars.find("calendar")) !== null,
    webhook: async () => (await whole.webhooks.of("li")) !== null,
    "acknowledge link": async () => (await whole.acknowledgeLinks.find("acknowledge")) !== null,
    mail: async () => (await storage.contacts.of("li")).mail !== null,
  };
}

async function deadAmong(probes: Probes): Promise<readonly WayName[]> {
  const alive = new Map<WayName, boolean>();
  for (const name of names) alive.set(name, await probes[name]());
  return names.filter((name) => !alive.get(name));
}

const inBrowsers = ["session", "device", "unfinished", "link"] as const;

interface Act {
  readonly what: string;
  readonly act: () => Promise<unknown>;
  readonly ends: readonly WayName[];
}

/** Written down apart from the code: docs/security.md says the same. */
const acts: readonly Act[] = [
  {
    what: "a new password",
    act: () => world.accounts.setPassword("li", another, { keepSession: null, keepsTokens: false }),
    ends: [...inBrowsers, "token", "calendar"],
  },
  {
    what: "a new password, and the programs go on",
    act: () => world.accounts.setPassword("li", another, { keepSession: null, keepsTokens: true }),
    ends: inBrowsers,
  },
  {
    what: "a new password by a link",
    act: async () => world.accounts.accept((await world.accounts.inviteAgain("li", "wang"))!.secret, another),
    ends: [...inBrowsers, "token", "calendar"],
  },
  { what: "a new link", act: () => world.accounts.inviteAgain("li", "wang"), ends: ["link"] },
  {
    what: "another mail address",
    act: () => world.accounts.setContact("li", "mail", "li@elsewhere.test", "wang"),
    ends: ["unfinished", "link", "acknowledge link"],
  },
  {
    what: "another telephone number",
    act: () => world.accounts.setContact("li", "phone", "+86 10 6278 0000", "li"),
    ends: [],
  },
  {
    what: "deactivation, also after the person is active again",
    act: async () => {
      await world.accounts.deactivate("li", "wang");
      await world.accounts.reactivate("li", "wang");
    },
    ends: [...inBrowsers, "token", "link made for somebody else", "calendar", "webhook", "acknowledge link"],
  },
  {
    what: "the end of being an administrator",
    act: () => world.accounts.isAdministratorNoMore("li", "wang"),
    ends: ["link made for somebody else"],
  },
  {
    what: "starting over",
    act: () => world.accounts.resetSignIn("li", "wang"),
    ends: names.filter((name) => name !== "mail"),
  },
  {
    what: "the end of the password, by an administrator",
    act: () => world.accounts.ways.endOne("li", "password", "", { by: "wang" }),
    ends: ["password", "session"],
  },
  {
    what: "the end of the codes, by an administrator",
    act: () => world.accounts.ways.endOne("li", "codes", "", { by: "wang" }),
    ends: ["password", "codes", "session"],
  },
  {
    what: "the end of the passkey",
    act: () => world.accounts.ways.endOne("li", "passkey", "key", { by: "li" }),
    ends: ["passkey"],
  },
  {
    what: "the end of the account at the provider",
    act: () => world.accounts.ways.endOne("li", "provider", issuer, { by: "li" }),
    ends: ["provider"],
  },
  {
    what: "the end of the webhook",
    act: () => world.accounts.ways.endOne("li", "webhook", "", { by: "li" }),
    ends: ["webhook"],
  },
  {
    what: "the end of the acknowledge links",
    act: () => world.accounts.ways.endOne("li", "acknowledge", "", { by: "li" }),
    ends: ["acknowledge link"],
  },
];

test("everything that is made here lets in or leads out, and stands on one list with when it began", async () => {
  const probes = await liWithEverything();
  expect(await deadAmong(probes)).toEqual([]);
  const list = await world.accounts.ways.of("li");
  expect([...new Set(list.map(({ kind }) => kind))]).toEqual([
    ...["password", "codes", "passkey", "provider", "session", "device", "token"],
    ...["link", "calendar", "acknowledge", "mail", "webhook"],
  ]);
  expect(list.filter(({ since }) => since === null)).toEqual([]);
  expect(list.find(({ kind }) => kind === "password")?.usedAt).not.toBeNull();
  expect(list.some((way) => JSON.stringify(way).includes("whsec_"))).toBe(false);
});

describe("what ends", () => {
  test.each(acts.map(({ what, ...rest }) => [what, rest] as const))("with %s", async (_what, { act, ends }) => {
    const probes = await liWithEverything();
    await act();
    expect(await deadAmong(probes)).toEqual(names.filter((name) => ends.includes(name)));
  });

  test("by itself, of each kind, is what was asked for and nothing of somebody else's", async () => {
    await liWithEverything();
    const { ways } = world.accounts;
    const wangs = await ways.of("wang");
    for (const { kind, id } of await ways.of("li")) {
      if (kind === "unlinked" || kind === "mail" || kind === "phone") continue;
      expect([kind, await ways.endOne("wang", kind, id || "another", { by: "li" })]).toEqual([
        kind,
        { outcome: "not-there" },
      ]);
      const [before] = (await ways.of("li")).filter((way) => way.kind === kind && way.id === id);
      if (before) await ways.endOne("li", kind, id, { by: "wang" });
      expect((await ways.of("li")).filter((way) => way.kind === kind && way.id === id)).toEqual([]);
    }
    expect(await ways.of("wang")).toEqual(wangs);
  });

  test("while somebody is deactivated nothing lets them in", async () => {
    await liWithEverything();
    await world.accounts.deactivate("li", "wang");
    expect(await world.accounts.signIn("li@example.test", goodPassword, caller())).toEqual({ outcome: "wrong" });
    expect(await world.accounts.signInFromOutside(outside, caller())).toEqual({ outcome: "wrong" });
    expect(await world.accounts.inviteAgain("li", "wang")).toBeNull();
  });

  test("is never the last way in of whoever asks for it", async () => {
    await withAccount(world, "li");
    const { ways } = world.accounts;
    expect(await ways.endOne("li", "password", "", { by: "li" })).toEqual({ outcome: "last-way-in" });
    await world.accounts.signInFromOutside(outside, caller());
    expect(await ways.endOne("li", "password", "", { by: "li" })).toEqual({ outcome: "ended" });
    expect(await ways.endOne("li", "provider", issuer, { by: "li" })).toEqual({ outcome: "last-way-in" });
    expect(await ways.endOne("li", "provider", issuer, { by: "wang" })).toEqual({ outcome: "ended" });
  });
});

describe("an account at the provider", () => {
  const second = { ...outside, subject: "8" };

  test("that comes second with the same checked address is refused and recorded once, whoever it is", async () => {
    await withAccount(world, "li");
    expect((await world.accounts.signInFromOutside(outside, caller())).outcome).toBe("in");
    for (const isProven of [true, false])
      expect(await world.accounts.signInFromOutside({ ...second, isProven }, caller())).toEqual({
        outcome: "linked-otherwise",
      });
    const withRoles = { ...second, subject: "9", roles: ["administrator"] as const };
    expect(await world.accounts.signInFromOutside(withRoles, caller())).toEqual({ outcome: "linked-otherwise" });
    expect(
      world.members.changes.filter((one) => typeof one === "object" && "change" in one && one.change === "refused"),
    ).toHaveLength(2);
    expect(world.members.member("li")?.roles).toEqual(["lead"]);
  });

  test("that has ended does not link itself again; an administrator links another, and the first is out", async () => {
    await withAccount(world, "li");
    const first = await world.accounts.signInFromOutside(outside, caller());
    await world.accounts.resetSignIn("li", "wang");
    expect(await world.accounts.signInFromOutside(outside, caller())).toEqual({ outcome: "linked-otherwise" });
    expect(await world.accounts.signInFromOutside(second, caller())).toEqual({ outcome: "linked-otherwise" });
    expect(await world.accounts.ways.relink("li", issuer, "never came", "wang")).toBe(false);
    expect(await world.accounts.ways.relink("wang", issuer, "8", "wang")).toBe(false);
    expect(await world.accounts.ways.relink("li", issuer, "8", "wang")).toBe(true);
    expect((await world.accounts.signInFromOutside(second, caller())).outcome).toBe("in");
    expect(await world.accounts.signInFromOutside(outside, caller())).toEqual({ outcome: "linked-otherwise" });
    expect(first.outcome === "in" && (await world.accounts.principalOfSession(first.session))).toBeNull();
  });
});
