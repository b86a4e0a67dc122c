/** The record keeps everything for good, so nobody adds to it without limit. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { minutes } from "../support/accounts-world.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";

let desk: DeskWorld;
beforeEach(async () => {
  desk = await aDesk({ environment: { ANSWERABLE_ENTRIES_PER_MINUTE: "2" } });
});
afterEach(() => desk.shut());

const rows = async () => (await desk.desk.organisationHistory()).length;

test("by hand: eight at once, two a minute, then a page in both languages that says when", async () => {
  const browser = new Browser(desk);
  await browser.signIn("li@example.test");
  const before = await rows();
  let number = 1_000;
  // The same number again would change nothing, and nothing is recorded of that.
  const change = () => browser.fill("/account", { phone: `+86 10 6278 ${(number += 1)}` }, "/account/phone");
  const statuses: number[] = [];
  for (let tries = 0; tries < 12; tries += 1) statuses.push((await change()).status);
  expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
  expect(statuses.at(-1)).toBe(429);
  expect((await rows()) - before).toBeLessThanOrEqual(8);
  const refused = await change();
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  for (const words of ["Too many entries in a short time", "短时间内提交过多"]) expect(refused.text).toContain(words);
  const full = await rows();
  desk.clock.wind(minutes(1));
  expect([(await change()).status, (await change()).status, (await change()).status]).toEqual([200, 200, 429]);
  expect((await rows()) - full).toBe(2);
  expect(desk.problems).toEqual([]);
});

test("by a token: half of it, and its maker still has the other half", async () => {
  const { secret = "" } = (await desk.accounts.tokens.issue("li", "script", ["write"], 30)) ?? {};
  const send = () =>
    fetch(`${desk.origin}/api/v1/incidents/1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", "accept-language": "en" },
      body: "{}",
    });
  const answers = [];
  for (let tries = 0; tries < 6; tries += 1) answers.push(await send());
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 429, 429]);
  expect(answers[4]?.headers.get("retry-after")).toBe("60");
  expect(await answers[4]?.json()).toMatchObject({ code: "too-many-entries", status: 429 });
  const browser = new Browser(desk);
  await browser.signIn("li@example.test");
  expect((await browser.fill("/account", { phone: "1" }, "/account/phone")).status).toBe(200);
});
