/** A device from which somebody has signed in before is counted for itself, so that strangers cannot keep them out there. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { aWorld, caller, goodPassword, hours, withAccount, type World } from "../support/accounts-world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.close());

const signIn = (mail: string, password = goodPassword, parts = {}) =>
  world.accounts.signIn(mail, password, caller(parts));

async function signedIn(mail: string): Promise<{ device: string }> {
  const outcome = await signIn(mail);
  if (outcome.outcome !== "in") throw new Error(outcome.outcome);
  return outcome;
}

describe("somebody who tries passwords", () => {
  test("does not keep the owner out on a device from which they have signed in before", async () => {
    const mail = await withAccount(world, "li");
    const { device } = await signedIn(mail);
    for (let tries = 0; tries < 12; tries += 1) await signIn(mail, "wrong wrong wrong", { address: "198.51.100.9" });
    expect(await signIn(mail)).toMatchObject({ outcome: "wait" });
    expect(await signIn(mail, goodPassword, { device })).toMatchObject({ outcome: "in" });
  });

  test("finds no mark of a device that nobody has used for half a year", async () => {
    const mail = await withAccount(world, "li");
    const { device } = await signedIn(mail);
    world.clock.wind(hours(24 * 180));
    for (let tries = 0; tries < 6; tries += 1) await signIn(mail, "wrong wrong wrong", { address: "198.51.100.9" });
    expect(await signIn(mail, goodPassword, { device })).toMatchObject({ outcome: "in" });
    world.clock.wind(hours(24 * 180) + 1);
    for (let tries = 0; tries < 6; tries += 1) await signIn(mail, "wrong wrong wrong", { address: "198.51.100.9" });
    expect(await signIn(mail, goodPassword, { device })).toMatchObject({ outcome: "wait" });
    expect(await world.accounts.isKnownDevice(device)).toBe(false);
  });

  test("does not keep the owner out there by trying from behind the same address either", async () => {
    const mail = await withAccount(world, "li");
    const { device } = await signedIn(mail);
    for (let tries = 0; tries < 32; tries += 1) await signIn(`nobody-${tries}@example.test`);
    expect(await signIn(mail)).toMatchObject({ outcome: "wait" });
    expect(await signIn(mail, goodPassword, { device })).toMatchObject({ outcome: "in" });
    for (let tries = 0; tries < 5; tries += 1) await signIn(mail, "wrong wrong wrong", { device });
    expect(await signIn(mail, goodPassword, { device })).toMatchObject({ outcome: "wait" });
  });
});
