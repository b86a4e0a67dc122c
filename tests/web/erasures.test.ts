/** The pages on which two administrators erase texts, each of whom has proved of late who they are. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { goodPassword, minutes } from "../support/accounts-world.ts";

const title = "Brown water in the kitchen";
let desk: DeskWorld;
beforeAll(async () => {
  desk = await aDesk();
  const values = { title, sourceKind: "call", discoveredAt: "2026-11-22T21:00:00+08:00", grade: "major" };
  await desk.desk.open("public-incident", values, desk.desk.person("li")!, { commandId: "open-1" });
});
afterAll(async () => {
  await desk.shut();
});

const refIn = (text: string) => /t1:[\w-]{43}/.exec(text)?.[0] ?? "";

test("texts are chosen, requested with a proof, refused to the same person, and the page says what is not reached", async () => {
  const li = new Browser(desk);
  await li.signIn("li@example.test");
  const lost = await li.get("/administration/erasures?incident=77");
  expect([lost.status, lost.text.includes("There is no such incident.")]).toEqual([404, true]);
  expect((await li.get("/administration/erasures?incident=%231")).location).toBe("/administration/erasures/of/1");
  const path = "/administration/erasures/of/1";
  const page = await li.get(path);
  expect(page.text).toContain(title);
  const ref = refIn(page.text);
  const empty = await li.send(page, path, { reason: "order" });
  expect([empty.status, empty.text.includes("Tick at least one text")]).toEqual([422, true]);
  desk.clock.wind(minutes(11));
  const asked = await li.send(page, path, { reason: "order", texts: ref });
  expect([asked.status, asked.text.includes('name="password"')]).toEqual([403, true]);
  expect(await desk.desk.erasures(desk.desk.person("li")!)).toEqual([]);
  const back = await li.send(asked, "/prove", { password: goodPassword });
  expect(back.text).toContain("Request the erasure");
  const done = await li.send(back, path);
  expect([done.status, done.location]).toEqual([303, "/administration/erasures"]);
  const [erasure] = await desk.desk.erasures(desk.desk.person("li")!);
  const own = await li.get(`/administration/erasures/${erasure!.proposal.id}`);
  expect(own.text).toContain("it is not set for how long they are kept");
  expect(own.text).toContain("a second administrator has to approve it");
  expect(own.text).not.toContain('value="approve"');
  const forged = await li.post(`/administration/erasures/${erasure!.proposal.id}`, {
    ...Object.fromEntries(new URLSearchParams(formTokenOf(own.text))),
    decision: "approve",
  });
  expect(forged.status).toBe(409);
  expect((await li.get("/incidents/1")).text).toContain(title);
});

const formTokenOf = (text: string): string => {
  const [, name = "", value = ""] =
    /<input type="hidden" name="([\w-]*[tT]oken[\w-]*)" value="([^"]+)"/.exec(text) ?? [];
  return `${name}=${encodeURIComponent(value)}`;
};

test("a second administrator approves it, and every page says who erased it, when and why, in its language", async () => {
  const { desk: door } = desk;
  const li = door.person("li")!;
  const values = { person: "min", name: "Zheng Min", language: "en", roles: ["administrator"] };
  await door.administer("PERSON_INVITED", values, li, { commandId: "invite-min" });
  const [erasure] = await door.erasures(li);
  const approved = await door.administer("ERASURE_APPROVED", { erasure: erasure!.proposal.id }, door.person("min")!, {
    commandId: "approve-1",
  });
  expect(approved.outcome).toBe("done");
  const browser = new Browser(desk);
  await browser.signIn("li@example.test");
  for (const path of ["/incidents/1", "/", "/incidents/1/replay?at=0", "/administration/erasures"]) {
    const { text } = await browser.get(path);
    expect([path, text.includes(title)]).toEqual([path, false]);
    expect([path, text.includes("▭ Text erased (22 Nov 2026, 21:13 (GMT+8), by Zheng Min, reason: order of")]).toEqual([
      path,
      true,
    ]);
  }
  browser.cookies.set("answerable_language", "zh");
  expect((await browser.get("/incidents/1")).text).toContain(
    "▭ 文字已删除（2026-11-22 21:13（北京时间），Zheng Min，原因：",
  );
});
