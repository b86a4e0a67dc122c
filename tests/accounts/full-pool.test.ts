/** More people at once than passwords can be hashed for: they are told to come again, and nothing has happened. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { passwordHasher, type Place } from "../../src/accounts/password-hash.ts";
import { aWorld, caller, goodPassword, withAccount, type World } from "../support/accounts-world.ts";

const hasher = passwordHasher({ cost: { memoryCost: 64, timeCost: 1, parallelism: 1 }, atOnce: 1, waitingMax: 0 });
const kept = { keepSession: null, keepsTokens: true };
let world: World;
let place: Place | null = null;
const fill = () => (place = hasher.reserve());
const free = () => (place?.leave(), (place = null));

beforeEach(async () => {
  world = await aWorld(null, undefined, hasher);
});
afterEach(async () => {
  free();
  await world.close();
});

test("a sign-in and a proof are not counted as failures", async () => {
  const mail = await withAccount(world, "li");
  const before = await world.countedFailures();
  fill();
  for (let tries = 0; tries < 40; tries += 1) {
    expect(await world.accounts.signIn(mail, goodPassword, caller())).toEqual({ outcome: "busy" });
    expect(await world.accounts.proveByPassword("li", goodPassword, caller())).toEqual({ outcome: "busy" });
  }
  expect(await world.accounts.maySpareSecondFactor("li", goodPassword, caller())).toEqual({ outcome: "busy" });
  expect(await world.countedFailures()).toEqual(before);
  free();
  expect(await world.accounts.signIn(mail, goodPassword, caller())).toMatchObject({ outcome: "in" });
});

test("whoever has to wait because of earlier guesses takes no place from others", async () => {
  const mail = await withAccount(world, "li");
  for (let tries = 0; tries < 5; tries += 1) await world.accounts.signIn(mail, "wrong wrong wrong", caller());
  fill();
  expect(await world.accounts.signIn(mail, goodPassword, caller())).toMatchObject({ outcome: "wait" });
});

test("an invitation is as good as before", async () => {
  const asked = { id: "chen", name: "陈晓", language: "zh", roles: ["lead"], mail: "chen@example.test" } as const;
  const invited = await world.accounts.invite(asked, "system");
  if (invited.outcome !== "invited") throw new Error(invited.outcome);
  const changes = world.members.changes.length;
  fill();
  expect(await world.accounts.accept(invited.invitation.secret, goodPassword)).toEqual({ outcome: "busy" });
  expect(await world.accounts.hasPassword("chen")).toBe(false);
  expect(world.members.changes).toHaveLength(changes);
  free();
  expect(await world.accounts.accept(invited.invitation.secret, goodPassword)).toMatchObject({ outcome: "done" });
});

test("a new password leaves the old one and every session as they were", async () => {
  const mail = await withAccount(world, "li");
  const entered = await world.accounts.signIn(mail, goodPassword, caller());
  if (entered.outcome !== "in") throw new Error(entered.outcome);
  fill();
  expect(await world.accounts.setPassword("li", "another eleven quiet herons", kept)).toBe("busy");
  free();
  expect(await world.accounts.principalOfSession(entered.session)).not.toBeNull();
  expect(await world.accounts.signIn(mail, goodPassword, caller())).toMatchObject({ outcome: "in" });
});

test("the set-up has not begun", async () => {
  const organisation = {
    name: { zh: "清河大学", en: "Qinghe University" },
    zone: "Asia/Shanghai",
    zoneLabel: { zh: "北京时间", en: "GMT+8" },
    languages: ["zh", "en"],
  } as const;
  const first = { name: "李文", mail: "li@example.test", password: goodPassword, language: "zh" } as const;
  const { setUp } = world.accounts;
  fill();
  expect(await setUp.run(setUp.code, organisation, first)).toEqual({ outcome: "busy" });
  expect([await setUp.needed(), world.members.established(), world.members.all()]).toEqual([true, false, []]);
  free();
  expect(await setUp.run(setUp.code, organisation, first)).toMatchObject({ outcome: "done" });
});
