/** A passkey opens the desk for whoever made it, at this address, unlocked by the person, once an answer. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import { aWorld, caller, minutes, withAccount, type World } from "../support/accounts-world.ts";
import { SoftPasskey } from "../support/soft-passkey.ts";

const origin = "https://desk.example.test";
let world: World;
beforeEach(async () => {
  world = await aWorld(null, origin);
  await withAccount(world, "li");
});
afterEach(() => world.close());

async function withPasskey(passkey = new SoftPasskey(origin)): Promise<SoftPasskey> {
  const { options, step } = await world.accounts.passkeys.beginNew("li", "李文", "li@example.test");
  expect(
    await world.accounts.passkeys.finishNew("li", step, {
      answer: passkey.create(options as never),
      label: "Telephone",
    }),
  ).toBe(true);
  return passkey;
}

const signIn = async (answer: (options: never) => string) => {
  const { options, step } = await world.accounts.passkeys.beginSignIn();
  return world.accounts.signInWithPasskey(step, answer(options as never), caller());
};

test("signs its person in without a password or a name", async () => {
  const passkey = await withPasskey();
  const outcome = await signIn((options) => passkey.get(options));
  expect(outcome).toMatchObject({ outcome: "in", member: { id: "li" } });
  expect((await world.accounts.sessions.list("li")).map(({ way }) => way)).toEqual(["passkey"]);
});

test("is refused when it was not unlocked, is nobody's, is for another address, or was removed", async () => {
  const passkey = await withPasskey();
  expect(await signIn((options) => passkey.get(options, 0x01))).toEqual({ outcome: "wrong" });
  expect(await signIn((options) => new SoftPasskey(origin).get(options))).toEqual({ outcome: "wrong" });
  const elsewhere = new SoftPasskey("https://desk.example.test.evil.test");
  const { options, step } = await world.accounts.passkeys.beginNew("li", "李文", "li@example.test");
  expect(
    await world.accounts.passkeys.finishNew("li", step, { answer: elsewhere.create(options as never), label: "x" }),
  ).toBe(false);
  for (const answer of ["", "null", "{}", '{"id":1}', "x".repeat(30_000)])
    expect(await signIn(() => answer)).toEqual({ outcome: "wrong" });
  await world.accounts.passkeys.remove("li", passkey.id.toString("base64url"));
  expect(await signIn((asked) => passkey.get(asked))).toEqual({ outcome: "wrong" });
});

test("answers once, within ten minutes, and counts up", async () => {
  const passkey = await withPasskey();
  const { options, step } = await world.accounts.passkeys.beginSignIn();
  const answer = passkey.get(options as never);
  expect(await world.accounts.signInWithPasskey(step, answer, caller())).toMatchObject({ outcome: "in" });
  expect(await world.accounts.signInWithPasskey(step, answer, caller())).toEqual({ outcome: "wrong" });
  expect(await world.storage.passkeys.find(passkey.id.toString("base64url"))).toMatchObject({ counter: 2 });
  const late = await world.accounts.passkeys.beginSignIn();
  world.clock.wind(minutes(10));
  expect(await world.accounts.signInWithPasskey(late.step, passkey.get(late.options as never), caller())).toEqual({
    outcome: "wrong",
  });
});

test("that counts less than before is a copy, and opens nothing", async () => {
  const passkey = await withPasskey();
  expect(await signIn((options) => passkey.get(options))).toMatchObject({ outcome: "in" });
  passkey.goBack();
  expect(await signIn((options) => passkey.get(options))).toEqual({ outcome: "wrong" });
});

test("of somebody who left opens nothing", async () => {
  const passkey = await withPasskey();
  await world.accounts.deactivate("li", "wang");
  expect(await signIn((options) => passkey.get(options))).toEqual({ outcome: "wrong" });
});

test("is made by the person who asked for it, and no second time from the same device", async () => {
  const passkey = await withPasskey();
  const { options, step } = await world.accounts.passkeys.beginNew("li", "李文", "li@example.test");
  expect(options).toMatchObject({ excludeCredentials: [{ id: passkey.id.toString("base64url") }] });
  expect(
    await world.accounts.passkeys.finishNew("wang", step, { answer: passkey.create(options as never), label: "x" }),
  ).toBe(false);
});

test("that cannot be put on record lets nobody in, and the next try makes it", async () => {
  const passkey = new SoftPasskey(origin);
  const make = async (record: () => Promise<void>) => {
    const { options, step } = await world.accounts.passkeys.beginNew("li", "李文", "li@example.test");
    return world.accounts.passkeys.finishNew("li", step, {
      answer: passkey.create(options as never),
      label: "x",
      record,
    });
  };
  const broken = () => Promise.reject(new Error("the disk is full"));
  await expect(make(broken)).rejects.toThrow("the disk is full");
  expect(await world.accounts.passkeys.list("li")).toEqual([]);
  expect(await make(async () => undefined)).toBe(true);
  expect(await world.accounts.passkeys.list("li")).toHaveLength(1);
});

test("neither does a token", async () => {
  const broken = () => Promise.reject(new Error("the disk is full"));
  await expect(world.accounts.tokens.issue("li", "script", ["read"], 1, broken)).rejects.toThrow("the disk is full");
  expect(await world.accounts.tokens.list("li")).toEqual([]);
});

test("nor do codes, and the next code turns them on", async () => {
  const { totp } = world.accounts;
  const { secret } = await totp.offer("li", "li@example.test", "清河大学");
  const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.clock.now() });
  const broken = () => Promise.reject(new Error("the disk is full"));
  await expect(totp.confirm("li", code(), broken)).rejects.toThrow("the disk is full");
  expect(await totp.isOn("li")).toBe(false);
  world.clock.wind(60_000);
  expect(await totp.confirm("li", code(), async () => undefined)).toBe(true);
  expect(await totp.isOn("li")).toBe(true);
});
