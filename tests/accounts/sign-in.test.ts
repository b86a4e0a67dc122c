/** Who gets in, who does not, and what nobody can learn by trying. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { TOTP, Secret } from "otpauth";
import { aWorld, caller, goodPassword, hours, minutes, withAccount, type World } from "../support/accounts-world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.close());

const signIn = (mail: string, password = goodPassword, parts = {}) =>
  world.accounts.signIn(mail, password, caller(parts));

async function signedIn(mail: string, parts = {}): Promise<{ session: string; device: string }> {
  const outcome = await signIn(mail, goodPassword, parts);
  if (outcome.outcome !== "in") throw new Error(outcome.outcome);
  return outcome;
}

describe("a password", () => {
  test("opens a session in whatever case the address is written, and however the characters are composed", async () => {
    const mail = await withAccount(world, "li", {}, "Ångström über ﬁve rivers");
    const composed = "Ångström über five rivers".normalize("NFD");
    expect(await world.accounts.signIn(mail.toUpperCase(), composed, caller())).toMatchObject({ outcome: "in" });
  });

  test("is argon2id in the database, and the session only a hash", async () => {
    const { session } = await signedIn(await withAccount(world, "li"));
    const stored = await world.storage.credentials.of("li");
    expect(stored?.passwordHash).toMatch(/^\$argon2id\$v=19\$/);
    const [row] = await world.storage.sessions.ofPerson("li");
    expect(row?.secretHash).not.toBe(session);
    expect(Buffer.from(session, "base64url")).toHaveLength(32);
  });

  test("is not cut: what comes after 72 letters counts", async () => {
    const long = "the herons stand in the shallow water until it is dark and nobody sees them leave";
    const mail = await withAccount(world, "li", {}, long);
    expect(await signIn(mail, long.slice(0, 72))).toEqual({ outcome: "wrong" });
    expect(await signIn(mail, long)).toMatchObject({ outcome: "in" });
  });
});

describe("somebody who tries addresses", () => {
  test("gets the same answer for the same work: unknown, without password, deactivated, wrong", async () => {
    const known = await withAccount(world, "li");
    await world.accounts.invite(
      { id: "chen", name: "chen", language: "zh", roles: [], mail: "chen@example.test" },
      "li",
    );
    const gone = await withAccount(world, "wang");
    await world.accounts.deactivate("wang", "li");
    for (const mail of ["nobody@example.test", "chen@example.test", known]) {
      const before = world.hashed();
      expect(await signIn(mail, "a wrong password altogether")).toEqual({ outcome: "wrong" });
      expect(world.hashed() - before).toBe(1);
    }
    const before = world.hashed();
    expect(await signIn(gone)).toEqual({ outcome: "wrong" });
    expect(world.hashed() - before).toBe(1);
  });

  test("waits longer each time, for an unknown address as for a known one, and never more than a quarter of an hour", async () => {
    const known = await withAccount(world, "li");
    for (const mail of [known, "nobody@example.test"]) {
      const address = mail;
      for (let tries = 0; tries < 5; tries += 1)
        expect(await signIn(mail, "wrong wrong wrong", { address })).toEqual({ outcome: "wrong" });
      expect(await signIn(mail, goodPassword, { address })).toEqual({ outcome: "wait", waitMs: 2000 });
      world.clock.wind(2000);
      expect(await signIn(mail, "wrong wrong wrong", { address })).toEqual({ outcome: "wrong" });
      expect(await signIn(mail, goodPassword, { address })).toEqual({ outcome: "wait", waitMs: 4000 });
    }
    for (let tries = 0; tries < 20; tries += 1) {
      world.clock.wind(minutes(15));
      await signIn(known, "wrong wrong wrong");
    }
    expect(await signIn(known)).toEqual({ outcome: "wait", waitMs: minutes(15) });
    world.clock.wind(minutes(15));
    expect(await signIn(known)).toMatchObject({ outcome: "in" });
  });

  test("leaves nothing behind for longer than a day", async () => {
    await signIn("nobody-1@example.test");
    world.clock.wind(hours(25));
    await signIn("nobody-2@example.test");
    const kept = await world.countedFailures();
    // Of the second try one for the account and one for the address.
    expect(kept).toHaveLength(2);
    await signIn("nobody-2@example.test");
    expect(await world.countedFailures()).toEqual(kept);
  });

  test("leaves nothing of what was typed in the database, which may be a password", async () => {
    for (const typed of ["seven green herons", "li@example.test", "x".repeat(100_000), "\0\u001b[2J"])
      await signIn(typed, "wrong wrong wrong");
    const kept = await world.countedFailures();
    expect(kept).toHaveLength(5);
    for (const key of kept) expect(key).toMatch(/^[\w-]{43}$/);
  });

  test("is one caller in all of an IPv6 network", async () => {
    for (let tries = 0; tries < 30; tries += 1)
      await signIn(`nobody-${tries}@example.test`, "x", { address: `2001:db8::${tries.toString(16)}:1:1:1` });
    const next = { address: "[2001:DB8:0:0:ffff::9]:4431" };
    expect(await signIn("nobody@example.test", "x", next)).toMatchObject({ outcome: "wait" });
    expect(await signIn("nobody@example.test", "x", { address: "2001:db8:0:1::1" })).toEqual({ outcome: "wrong" });
  });

  test("gains nothing by trying at once", async () => {
    const mail = await withAccount(world, "li");
    const tries = await Promise.all(Array.from({ length: 30 }, async () => signIn(mail, "wrong wrong wrong")));
    expect(tries.filter(({ outcome }) => outcome === "wrong")).toHaveLength(5);
  });

  test("from one address gets few tries at many accounts, and an own account buys no more", async () => {
    const own = await withAccount(world, "li");
    for (let tries = 0; tries < 30; tries += 1) {
      expect(await signIn(`nobody-${tries}@example.test`)).toEqual({ outcome: "wrong" });
      if (tries < 29) expect(await signIn(own)).toMatchObject({ outcome: "in" });
    }
    expect(await signIn("nobody-31@example.test")).toMatchObject({ outcome: "wait" });
    expect(await signIn("nobody-31@example.test", "x", { address: "198.51.100.1" })).toEqual({ outcome: "wrong" });
  });
});

describe("a session", () => {
  test("ends after half an hour of silence, and after twelve hours whatever happens", async () => {
    const mail = await withAccount(world, "li");
    const idle = (await signedIn(mail)).session;
    world.clock.wind(minutes(29));
    expect(await world.accounts.principalOfSession(idle)).toMatchObject({ member: { id: "li" } });
    world.clock.wind(minutes(30));
    expect(await world.accounts.principalOfSession(idle)).toBeNull();
    const busy = (await signedIn(mail)).session;
    for (let passed = 0; passed < hours(12) - minutes(20); passed += minutes(20)) {
      world.clock.wind(minutes(20));
      expect(await world.accounts.principalOfSession(busy)).not.toBeNull();
    }
    world.clock.wind(minutes(20));
    expect(await world.accounts.principalOfSession(busy)).toBeNull();
  });

  test("has a new secret each time, and the others can be ended", async () => {
    const mail = await withAccount(world, "li");
    const [first, second] = [await signedIn(mail), await signedIn(mail)];
    expect(first.session).not.toBe(second.session);
    const here = await world.accounts.principalOfSession(second.session);
    expect(await world.accounts.sessions.list("li")).toHaveLength(2);
    expect(await world.accounts.sessions.endOthers("li", here!.session.id)).toBe(1);
    expect(await world.accounts.principalOfSession(first.session)).toBeNull();
    expect(await world.accounts.principalOfSession(second.session)).not.toBeNull();
  });

  test("of the twenty newest of a person stays, an older one ends", async () => {
    const mail = await withAccount(world, "li");
    const sessions = [];
    for (let number = 0; number < 21; number += 1) {
      world.clock.wind(1000);
      sessions.push((await signedIn(mail)).session);
    }
    const open = await Promise.all(sessions.map(async (secret) => world.accounts.principalOfSession(secret)));
    expect(open.map((one) => one !== null)).toEqual([false, ...Array.from({ length: 20 }, () => true)]);
  });

  test("ends with the account, and with a new password", async () => {
    const mail = await withAccount(world, "li");
    const { session } = await signedIn(mail);
    await world.accounts.setPassword("li", "another eleven quiet herons", { keepSession: null, keepsTokens: true });
    expect(await world.accounts.principalOfSession(session)).toBeNull();
    const again = await signIn(mail, "another eleven quiet herons");
    const { token } = (await world.accounts.tokens.issue("li", "script", ["read"], 30)) ?? {};
    await world.accounts.deactivate("li", "wang");
    expect(again.outcome === "in" && (await world.accounts.principalOfSession(again.session))).toBeNull();
    expect((await world.storage.tokens.ofPerson("li")).map(({ id, revokedAt }) => [id, revokedAt !== null])).toEqual([
      [token?.id, true],
    ]);
  });

  test("counts as proof of who one is for ten minutes, and again after the password", async () => {
    const mail = await withAccount(world, "li");
    const { session } = await signedIn(mail);
    const isConfirmed = async (secret = session) => {
      const principal = await world.accounts.principalOfSession(secret);
      return world.accounts.sessions.isConfirmed(principal!.session);
    };
    expect(await isConfirmed()).toBe(true);
    world.clock.wind(minutes(10));
    expect(await isConfirmed()).toBe(false);
    expect(await world.accounts.proveByPassword("li", "wrong wrong wrong", caller())).toEqual({ outcome: "wrong" });
    expect(await world.accounts.proveByPassword("li", goodPassword, caller())).toEqual({ outcome: "proven" });
    const renewed = (await world.accounts.sessions.confirm(session))!;
    expect(await isConfirmed(renewed)).toBe(true);
    expect(await world.accounts.principalOfSession(session)).toBeNull();
    expect(await world.accounts.sessions.confirm(session)).toBeNull();
  });
});

describe("a second factor", () => {
  const codeAt = (secret: string, at: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

  async function withCodes(): Promise<{ mail: string; code: () => string }> {
    const mail = await withAccount(world, "li");
    const { secret, address } = await world.accounts.totp.offer("li", mail, "清河大学");
    expect(new URL(address).searchParams.get("secret")).toBe(secret);
    expect(await world.accounts.totp.isOn("li")).toBe(false);
    expect(await world.accounts.totp.confirm("li", codeAt(secret, world.clock.now()))).toBe(true);
    world.clock.wind(minutes(1));
    return { mail, code: () => codeAt(secret, world.clock.now()) };
  }

  test("is asked for after the password, and each code is taken once", async () => {
    const { mail, code } = await withCodes();
    const first = await signIn(mail);
    if (first.outcome !== "second-factor") throw new Error(first.outcome);
    expect(await world.accounts.secondFactor(first.step, "000000", caller())).toEqual({ outcome: "wrong" });
    const entered = code();
    expect(await world.accounts.secondFactor(first.step, entered, caller())).toMatchObject({ outcome: "in" });
    const second = await signIn(mail);
    if (second.outcome !== "second-factor") throw new Error(second.outcome);
    expect(await world.accounts.secondFactor(second.step, entered, caller())).toEqual({ outcome: "wrong" });
    world.clock.wind(30_000);
    expect(await world.accounts.secondFactor(second.step, code(), caller())).toMatchObject({ outcome: "in" });
    expect(await world.accounts.secondFactor(second.step, code(), caller())).toEqual({ outcome: "wrong" });
  });

  test("cannot be guessed, and its step ends after ten minutes", async () => {
    const { mail, code } = await withCodes();
    const begun = await signIn(mail);
    if (begun.outcome !== "second-factor") throw new Error(begun.outcome);
    for (let tries = 0; tries < 5; tries += 1)
      expect(await world.accounts.secondFactor(begun.step, "000000", caller())).toEqual({ outcome: "wrong" });
    expect(await world.accounts.secondFactor(begun.step, code(), caller())).toMatchObject({ outcome: "wait" });
    world.clock.wind(minutes(10));
    expect(await world.accounts.secondFactor(begun.step, code(), caller())).toEqual({ outcome: "wrong" });
  });

  test("cannot be kept from the owner by somebody who knows the password", async () => {
    const { mail, code } = await withCodes();
    const first = await signIn(mail);
    if (first.outcome !== "second-factor") throw new Error(first.outcome);
    const entered = await world.accounts.secondFactor(first.step, code(), caller());
    if (entered.outcome !== "in") throw new Error(entered.outcome);
    world.clock.wind(minutes(1));
    const theirs = await signIn(mail);
    if (theirs.outcome !== "second-factor") throw new Error(theirs.outcome);
    const stranger = caller({ address: "198.51.100.9" });
    for (let tries = 0; tries < 9; tries += 1) await world.accounts.secondFactor(theirs.step, "000000", stranger);
    expect(await world.accounts.secondFactor(theirs.step, code(), stranger)).toMatchObject({ outcome: "wait" });
    const own = caller({ device: entered.device });
    expect(await world.accounts.secondFactor(theirs.step, code(), own)).toMatchObject({ outcome: "in" });
  });

  test("makes a shorter password possible, and is not taken away from one", async () => {
    await withCodes();
    expect(await world.accounts.setPassword("li", "nine heron", { keepSession: null, keepsTokens: true })).toBeNull();
    expect(await world.accounts.maySpareSecondFactor("li", "nine heron", caller())).toEqual({ outcome: "too-short" });
    await world.accounts.setPassword("li", goodPassword, { keepSession: null, keepsTokens: true });
    expect(await world.accounts.maySpareSecondFactor("li", goodPassword, caller())).toEqual({ outcome: "proven" });
  });

  test("that is lost takes the password along, which may be short, and whoever has the link begins anew", async () => {
    const { mail, code } = await withCodes();
    expect(await world.accounts.setPassword("li", "nine heron", { keepSession: null, keepsTokens: true })).toBeNull();
    const first = await world.accounts.signIn(mail, "nine heron", caller());
    if (first.outcome !== "second-factor") throw new Error(first.outcome);
    const entered = await world.accounts.secondFactor(first.step, code(), caller());
    if (entered.outcome !== "in") throw new Error(entered.outcome);

    const { secret } = (await world.accounts.resetSignIn("li", "wang"))!;
    expect(await world.accounts.principalOfSession(entered.session)).toBeNull();
    expect(await world.accounts.signIn(mail, "nine heron", caller())).toEqual({ outcome: "wrong" });
    expect(await world.accounts.accept(secret, "nine heron")).toEqual({ outcome: "fault", fault: "too-short" });
    expect(await world.accounts.accept(secret, goodPassword)).toMatchObject({ outcome: "done" });
    expect(await signIn(mail)).toMatchObject({ outcome: "in" });
    expect(await world.accounts.resetSignIn("nobody", "wang")).toBeNull();
  });
});
