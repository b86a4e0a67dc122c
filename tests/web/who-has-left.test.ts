/** Whoever has left keeps their name in what they did, and is offered for nothing any more. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";

let desk: DeskWorld;
let browser: Browser;
beforeAll(async () => {
  desk = await aDesk();
  const asked = { name: "陈晓明", language: "zh", roles: ["duty-officer"], mail: "cxm@example.test" } as const;
  await desk.accounts.invite({ ...asked, id: "cxm-7" }, "li");
  await desk.accounts.invite({ ...asked, id: "wu-8", name: "吴岚", mail: "wu@example.test" }, "li");
  const [chen, li] = [desk.desk.person("cxm-7")!, desk.desk.person("li")!];
  const values = { title: "供水中断", sourceKind: "call", discoveredAt: "2026-11-22T21:00:00+08:00", grade: "major" };
  await desk.desk.open("public-incident", values, chen, { commandId: "open" });
  await desk.desk.act("1", "OFFICER_ASSIGNED", { person: "cxm-7" }, li, { commandId: "assign" });
  await desk.desk.act("1", "SITUATION_NOTED", { trend: "steady", wording: "x" }, chen, { commandId: "note" });
  await desk.engine.runDue();
  await desk.accounts.deactivate("cxm-7", "li");
  browser = new Browser(desk);
  await browser.signIn("li@example.test");
});
afterAll(() => desk.shut());

/** What somebody reads: neither addresses of links, nor values of fields, nor names of files. */
const read = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\S+\.eml/g, "");

test.each(["/", "/incidents/1", "/incidents/1/replay", "/incidents/1/replay?seq=2", "/notifications", "/deliveries"])(
  "%s has the name and not the id",
  async (path) => {
    const page = await browser.get(path);
    const text = read(page.text);
    expect([page.status, text.includes("陈晓明") || path === "/deliveries"]).toEqual([200, true]);
    expect(text).not.toContain("cxm-7");
  },
);

test("the API names them, and nobody is offered who has left", async () => {
  const li = desk.desk.person("li")!;
  const view = await desk.desk.incident("1", li);
  expect(view!.timeline.map(({ by }) => by)).toEqual(["陈晓明", "李文", "陈晓明", null, null]);
  expect((await desk.desk.history("1"))!.map(({ by }) => by)).not.toContain("cxm-7");
  const page = await browser.get("/incidents/1/events/OFFICER_ASSIGNED");
  const offered = [...page.text.matchAll(/value="(cxm-7|wu-8|li)"/g)].map(([, id]) => id);
  expect(new Set(offered)).toEqual(new Set(["wu-8", "li"]));
  expect(desk.desk.people.map(({ id }) => id)).not.toContain("cxm-7");
  const named = { person: "cxm-7" };
  expect(await desk.desk.act("1", "OFFICER_ASSIGNED", named, li, { commandId: "again" })).toMatchObject({
    outcome: "invalid",
  });
});
