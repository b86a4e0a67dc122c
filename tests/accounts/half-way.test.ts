/** What ends or changes about an account whose writing fails: nothing is half done, and the next try does it whole. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { whoComesFromOutside } from "../../src/accounts/from-outside.ts";
import { aWorld, caller, goodPassword, withAccount, type World } from "../support/accounts-world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.close());

const another = "another eleven quiet herons";

/** The first of these steps throws, and no other. */
type Broken = "record" | "change";

function breakOnce(broken: Broken): void {
  const { ways, credentials, contacts } = world.storage;
  let isBroken = true;
  const once = <Asked extends readonly unknown[], Said>(whole: (...asked: Asked) => Promise<Said>) => {
    return async (...asked: Asked): Promise<Said> => {
      if (!isBroken) return whole(...asked);
      isBroken = false;
      throw new Error("the disk is full");
    };
  };
  if (broken === "record") Object.assign(world.members, { note: once(world.members.note) });
  else {
    Object.assign(ways, { end: once(ways.end) });
    Object.assign(credentials, { changePassword: once(credentials.changePassword) });
    Object.assign(contacts, { set: once(contacts.set) });
  }
}

async function liWithSome(): Promise<void> {
  const { accounts, whole, storage } = world;
  const mail = await withAccount(world, "li");
  await withAccount(world, "wang");
  await accounts.signIn(mail, goodPassword, caller());
  const key = { publicKey: "k", counter: 0, transports: [], label: "Key", madeAt: 1, usedAt: null };
  await storage.passkeys.put({ id: "key", person: "li", ...key });
  await accounts.tokens.issue("li", "script", ["read"], 30);
  await whole.calendars.put({ owner: "li", secretHash: "calendar", madeAt: 1 });
  await accounts.notices.idle();
}

const list = async () => (await world.accounts.ways.of("li")).map(({ kind, label }) => `${kind} ${label}`);
const recorded = () => world.members.changes.length;

const removals = [
  ["the password", "password", ""],
  ["a passkey", "passkey", "key"],
  ["the calendar address", "calendar", ""],
] as const;

describe.each(["record", "change"] as const)("when the %s cannot be written", (broken) => {
  test.each(removals)("%s stays, nobody is told of its end, and the next try ends it", async (_what, kind, id) => {
    await liWithSome();
    const before = await list();
    const told = world.sent.length;
    breakOnce(broken);
    await expect(world.accounts.ways.endOne("li", kind, id, { by: "wang" })).rejects.toThrow("full");
    await world.accounts.notices.idle();
    expect([await list(), world.sent.length]).toEqual([before, told]);
    expect(await world.accounts.ways.endOne("li", kind, id, { by: "wang" })).toEqual({ outcome: "ended" });
    await world.accounts.notices.idle();
    expect((await list()).some((one) => one.startsWith(kind))).toBe(false);
    expect(world.sent.slice(told).map(({ what }) => what)).toEqual([`${kind}-removed`]);
  });

  test("a new password leaves the old one, the tokens and the sessions, and the next try sets it", async () => {
    await liWithSome();
    const before = await list();
    const told = world.sent.length;
    const set = () => world.accounts.setPassword("li", another, { keepSession: null, keepsTokens: false });
    breakOnce(broken);
    await expect(set()).rejects.toThrow("full");
    await world.accounts.notices.idle();
    expect([await list(), world.sent.length]).toEqual([before, told]);
    expect((await world.accounts.signIn("li@example.test", goodPassword, caller())).outcome).toBe("in");
    expect(await set()).toBeNull();
    expect((await list()).filter((one) => /^(session|token|calendar)/.test(one))).toEqual([]);
    await world.accounts.notices.idle();
    expect(world.sent.slice(told).map(({ what }) => what)).toContain("password-set");
  });

  test("another mail address leaves the old one, and the next try sets it", async () => {
    await liWithSome();
    const set = () => world.accounts.setContact("li", "mail", "li@elsewhere.test", "wang");
    breakOnce(broken);
    await expect(set()).rejects.toThrow("full");
    expect((await world.storage.contacts.of("li")).mail).toBe("li@example.test");
    expect(await set()).toBe(true);
    expect((await world.storage.contacts.of("li")).mail).toBe("li@elsewhere.test");
  });
});

test("what has ended is on record, and recorded before it ends", async () => {
  await liWithSome();
  const before = recorded();
  breakOnce("change");
  await expect(world.accounts.resetSignIn("li", "wang")).rejects.toThrow("full");
  expect(await list()).toContain("password ");
  expect(world.members.changes.slice(before)).toEqual(
    expect.arrayContaining([
      { what: "sign-in", person: "li", part: "password", change: "removed" },
      { what: "sign-in", person: "li", part: "passkey", change: "removed" },
      { what: "token-revoked", person: "li", token: "script" },
      { what: "sign-in", person: "li", part: "calendar", change: "removed" },
    ]),
  );
});

test.each(["notice", "change"])("an address whose %s cannot be written stays, and nobody is told", async (what) => {
  await liWithSome();
  const told = world.sent.length;
  const { contacts, notices } = world.storage;
  const failing = async () => Promise.reject(new Error("the disk is full"));
  // The change and the notice of it are one writing: no second one is needed, so none can fail.
  if (what === "notice") Object.assign(notices, { put: failing });
  else Object.assign(contacts, { set: failing });
  const setting = world.accounts.setContact("li", "mail", "li.new@example.test", "li");
  if (what === "notice") {
    expect(await setting).toBe(true);
    await world.accounts.notices.idle();
    expect(world.sent.slice(told).map((sent) => [sent.what, sent.address])).toEqual([["mail-set", "li@example.test"]]);
  } else {
    await expect(setting).rejects.toThrow("full");
    await world.accounts.notices.idle();
    expect((await contacts.of("li")).mail).toBe("li@example.test");
    expect(world.sent.slice(told).map((sent) => sent.what)).not.toContain("mail-set");
  }
});

test("an address of somebody else is refused before anything is recorded", async () => {
  await liWithSome();
  const before = recorded();
  expect(await world.accounts.setContact("li", "mail", "WANG@example.test", "li")).toBe(false);
  expect(recorded()).toBe(before);
});

test.each(["record", "link"])("an account of a provider whose %s cannot be written lets nobody in", async (what) => {
  await liWithSome();
  const told = world.sent.length;
  const { identities } = world.storage;
  const failing = async () => Promise.reject(new Error("the disk is full"));
  const [put, note] = [identities.put, world.members.note];
  if (what === "record") Object.assign(world.members, { note: failing });
  else Object.assign(identities, { put: failing });
  const { accounts, storage, clock, members } = world;
  const parts = { storage, clock, members, membership: accounts, ways: accounts.ways };
  const outside = { issuer: "https://id.test", subject: "s-li", name: "Li", mail: "li@example.test", language: null };
  const linking = () => whoComesFromOutside(parts, { ...outside, isProven: false, roles: null }, null);
  await expect(linking()).rejects.toThrow("full");
  expect(await identities.find(outside.issuer, outside.subject)).toBeNull();
  Object.assign(world.members, { note });
  Object.assign(identities, { put });
  expect(await linking()).toMatchObject({ outcome: "somebody", person: "li" });
  await world.accounts.notices.idle();
  expect(world.sent.slice(told).map((sent) => sent.what)).toEqual(["provider-set"]);
});
