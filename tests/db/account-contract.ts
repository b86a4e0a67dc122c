import { describe, expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { InvitationRow, PasskeyRow, SessionRow, TokenRow } from "../../src/accounts/ports.ts";
import { wayContract } from "./way-contract.ts";

const aSession = (secretHash: string, parts: Partial<SessionRow> = {}): SessionRow => ({
  secretHash,
  id: `id-${secretHash}`,
  person: "li",
  way: "password",
  madeAt: 10,
  seenAt: 10,
  expiresAt: 100,
  confirmedAt: 10,
  agent: 'Browser "1" 浏览器',
  address: "::1",
  ...parts,
});

const aToken = (secretHash: string, parts: Partial<TokenRow> = {}): TokenRow => ({
  secretHash,
  id: `id-${secretHash}`,
  person: "li",
  label: "night script",
  scopes: ["read", "write"],
  madeAt: 1,
  expiresAt: 9,
  usedAt: null,
  revokedAt: null,
  ...parts,
});

const anInvitation = (secretHash: string, parts: Partial<InvitationRow> = {}): InvitationRow => ({
  secretHash,
  person: "li",
  madeBy: "wang",
  madeAt: 1,
  expiresAt: 50,
  ...parts,
});

const aPasskey = (id: string): PasskeyRow => ({
  id,
  person: "li",
  publicKey: "pQECAyYgASFY",
  counter: 0,
  transports: ["internal", "hybrid"],
  label: "Telephone",
  madeAt: 3,
  usedAt: null,
});

export function accountContract(storage: () => Storage): void {
  describe("accounts", () => {
    credentials(storage);
    contacts(storage);
    sessions(storage);
    keys(storage);
    attempts(storage);
    wayContract(storage);
  });
}

function credentials(storage: () => Storage): void {
  test("a password and a second factor are kept apart and change apart", async () => {
    const { credentials } = storage().accounts;
    expect([await credentials.count(), await credentials.of("li")]).toEqual([0, null]);
    await credentials.setPassword("li", "$argon2id$1", 5);
    await credentials.setTotp("li", "SECRET");
    await credentials.confirmTotp("li", 7);
    await credentials.setPassword("li", "$argon2id$2", 8);
    expect(await credentials.of("li")).toEqual({
      person: "li",
      passwordHash: "$argon2id$2",
      passwordSetAt: 8,
      totpSecret: "SECRET",
      totpConfirmedAt: 7,
      totpStep: 0,
    });
    await credentials.setTotp("li", null);
    expect(await credentials.of("li")).toMatchObject({ totpSecret: null, totpConfirmedAt: null });
    await credentials.setPassword("li", null, 9);
    expect(await credentials.of("li")).toMatchObject({ passwordHash: null, passwordSetAt: 9 });
    expect(await credentials.count()).toBe(1);
  });

  test("of many who bring the same code at once one is taken, and no older one after it", async () => {
    const { credentials } = storage().accounts;
    await credentials.setTotp("li", "SECRET");
    const taken = await Promise.all([1, 2, 3, 4].map(async () => credentials.takeTotpStep("li", 77)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await credentials.takeTotpStep("li", 76)).toBe(false);
    expect(await credentials.takeTotpStep("li", 78)).toBe(true);
  });
}

function contacts(storage: () => Storage): void {
  test("an address is found in any case, belongs to one person, and can be erased", async () => {
    const { contacts } = storage().accounts;
    expect(await contacts.set("li", "mail", "Li.Wen@Example.test")).toBe(true);
    expect(await contacts.set("li", "phone", "+86 10 1234")).toBe(true);
    expect(await contacts.personByMail(" li.wen@EXAMPLE.test")).toBe("li");
    expect(await contacts.set("wang", "mail", "li.wen@example.test")).toBe(false);
    expect(await contacts.set("wang", "phone", "+86 10 1234")).toBe(true);
    expect(await contacts.of("li")).toEqual({ mail: "Li.Wen@Example.test", phone: "+86 10 1234" });
    expect([...(await contacts.all())]).toEqual([
      ["li", { mail: "Li.Wen@Example.test", phone: "+86 10 1234" }],
      ["wang", { mail: null, phone: "+86 10 1234" }],
    ]);
    await contacts.set("li", "mail", null);
    expect(await contacts.of("li")).toEqual({ mail: null, phone: "+86 10 1234" });
    expect(await contacts.set("wang", "mail", "li.wen@example.test")).toBe(true);
  });

  test("an invitation is taken once, and a newer one takes its place", async () => {
    const { invitations } = storage().accounts;
    await invitations.put(anInvitation("a"));
    await invitations.put(anInvitation("b", { madeAt: 2 }));
    await invitations.put(anInvitation("c", { person: "wang", madeAt: 3, expiresAt: 4 }));
    expect(await invitations.find("a")).toBeNull();
    expect((await invitations.waiting(4)).map(({ secretHash }) => secretHash)).toEqual(["b"]);
    const { credentials, sessions, devices } = storage().accounts;
    for (const id of ["a", "b"]) await sessions.put(aSession(id));
    await devices.put("laptop", "li", 1, { since: 0, most: 9 });
    const use = async (passwordHash: string, keepSession: string | null = null) =>
      credentials.changePassword({ person: "li", passwordHash, at: 5, endings: ends(keepSession), invitation: "b" });
    const ends = (keepSession: string | null) =>
      (["session", "device"] as const).map((kind) => ({ kind, keepSession }));
    const used = await Promise.all(["one", "two", "three"].map(async (hash) => use(hash)));
    expect(used.filter((one) => one !== null)).toHaveLength(1);
    const set = ["one", "two", "three"][used.findIndex((one) => one !== null)];
    expect(await credentials.of("li")).toMatchObject({ passwordHash: set, passwordSetAt: 5 });
    expect(await invitations.find("b")).toBeNull();
    expect([await sessions.ofPerson("li"), await devices.personOf("laptop", 0)]).toEqual([[], null]);
    // What comes too late changes nothing, and ends nothing.
    await sessions.put(aSession("d"));
    expect(await use("late")).toBeNull();
    expect(await credentials.of("li")).toMatchObject({ passwordHash: set });
    expect(await sessions.ofPerson("li")).toHaveLength(1);
    expect(
      await credentials.changePassword({
        person: "li",
        passwordHash: "by hand",
        at: 6,
        endings: ends("id-d"),
        invitation: null,
      }),
    ).toEqual([]);
    expect(await sessions.ofPerson("li")).toHaveLength(1);
    await invitations.withdraw("wang");
    expect(await invitations.find("c")).toBeNull();
  });
}

function sessions(storage: () => Storage): void {
  test("sessions are listed, seen, confirmed and ended, each its person's own", async () => {
    const { sessions } = storage().accounts;
    await sessions.put(aSession("a"));
    await sessions.put(aSession("b", { madeAt: 20, seenAt: 20 }));
    await sessions.put(aSession("c", { person: "wang" }));
    await sessions.seen("a", 30);
    await sessions.seen("a", 25);
    expect([await sessions.confirmed("a", "a2", 31), await sessions.confirmed("a", "a3", 32)]).toEqual([true, false]);
    expect(await sessions.find("a")).toBeNull();
    expect(await sessions.find("a2")).toEqual(aSession("a", { secretHash: "a2", seenAt: 30, confirmedAt: 31 }));
    expect((await sessions.ofPerson("li")).map(({ id }) => id)).toEqual(["id-b", "id-a"]);
    expect(await sessions.end("li", "id-c")).toBe(false);
    expect(await sessions.end("wang", "id-c")).toBe(true);
    expect(await sessions.endAll("li", "id-a")).toBe(1);
    await sessions.endBySecret("a2");
    expect(await sessions.find("a2")).toBeNull();
  });

  test("sessions that were idle too long or are too old go", async () => {
    const { sessions } = storage().accounts;
    await sessions.put(aSession("idle", { seenAt: 49 }));
    await sessions.put(aSession("old", { seenAt: 80, expiresAt: 80 }));
    await sessions.put(aSession("fresh", { seenAt: 50 }));
    await sessions.endExpired(50, 80);
    expect((await sessions.ofPerson("li")).map(({ id }) => id)).toEqual(["id-fresh"]);
  });

  test("a device is known to its person only", async () => {
    const { devices } = storage().accounts;
    const keep = { since: 0, most: 2 };
    await devices.put("d", "li", 1, keep);
    await devices.put("d", "li", 2, keep);
    await devices.put("other", "wang", 2, keep);
    expect([await devices.personOf("d", 2), await devices.personOf("d", 3)]).toEqual(["li", null]);
    // Of the newest so many stay, and nothing that was seen too long ago.
    for (const at of [3, 4]) await devices.put(`d${at}`, "li", at, keep);
    const all = async () => Promise.all(["d", "d3", "d4", "other"].map(async (hash) => devices.personOf(hash, 0)));
    expect(await all()).toEqual([null, "li", "li", "wang"]);
    await devices.put("d5", "li", 5, { since: 3, most: 9 });
    expect(await all()).toEqual([null, "li", "li", null]);
    await devices.forget("li");
    expect(await all()).toEqual([null, null, null, null]);
  });
}

function keys(storage: () => Storage): void {
  test("passkeys count up and go one by one", async () => {
    const { passkeys } = storage().accounts;
    await passkeys.put(aPasskey("k-1"));
    await passkeys.put(aPasskey("k-2"));
    await expect(passkeys.put(aPasskey("k-2"))).rejects.toThrow();
    await passkeys.used("k-1", 4, 9);
    expect(await passkeys.find("k-1")).toEqual({ ...aPasskey("k-1"), counter: 4, usedAt: 9 });
    expect(await passkeys.remove("wang", "k-1")).toBe(false);
    expect(await passkeys.remove("li", "k-1")).toBe(true);
    expect(await passkeys.ofPerson("li")).toEqual([aPasskey("k-2")]);
  });

  test("tokens are revoked for good and stay listed", async () => {
    const { tokens } = storage().accounts;
    await tokens.put(aToken("a"));
    await tokens.put(aToken("b", { madeAt: 2 }));
    await tokens.used("a", 4);
    expect(await tokens.revoke("wang", "id-a", 5)).toBe(false);
    expect(await tokens.revoke("li", "id-a", 5)).toBe(true);
    expect(await tokens.revoke("li", "id-a", 6)).toBe(false);
    expect(await tokens.find("a")).toEqual(aToken("a", { usedAt: 4, revokedAt: 5 }));
    expect(await tokens.revokeAll("li", 7)).toBe(1);
    expect((await tokens.ofPerson("li")).map(({ id, revokedAt }) => [id, revokedAt])).toEqual([
      ["id-b", 7],
      ["id-a", 5],
    ]);
  });
}

function attempts(storage: () => Storage): void {
  test("failures are counted one by one, also when they come at once, and are forgotten", async () => {
    const { failures } = storage().accounts;
    await Promise.all([1, 2, 3, 4, 5].map(async () => failures.count("account li", 10, 0)));
    await failures.count("address ::1", 12, 0);
    const asked = ["account li", "address ::1", "account wang"];
    expect([...(await failures.of(asked))]).toHaveLength(2);
    expect((await failures.of(asked)).get("account li")).toEqual({ count: 5, lastAt: 10 });
    await failures.uncount("address ::1");
    expect((await failures.of(asked)).get("address ::1")).toEqual({ count: 0, lastAt: 12 });
    await failures.count("account li", 99, 11);
    expect((await failures.of(asked)).get("account li")).toEqual({ count: 1, lastAt: 99 });
    await failures.clear("account li");
    await failures.forget(13);
    expect((await failures.of(asked)).size).toBe(0);
  });

  test("a step of a sign-in is taken once, and only as what it is", async () => {
    const { steps } = storage().accounts;
    const step = { secretHash: "s", kind: "totp", person: "li", data: "{}", expiresAt: 9 };
    await steps.put(step);
    expect(await steps.take("s", "oidc")).toBeNull();
    expect(await steps.find("s", "totp")).toEqual(step);
    const taken = await Promise.all([1, 2, 3].map(async () => steps.take("s", "totp")));
    expect(taken.filter((one) => one !== null)).toEqual([step]);
    await steps.put({ ...step, person: null });
    await steps.endExpired(9);
    expect(await steps.find("s", "totp")).toBeNull();
  });
}
