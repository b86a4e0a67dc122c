/** Forms offer only people who will be accepted, and every door refuses the others with what to do first. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let lead: Visitor;
const incident = {
  title: "Pipe burst",
  sourceKind: "call",
  discoveredAt: "2026-11-22T21:00:00+08:00",
  grade: "ordinary",
};

/** Chen is away and Zhao acts for them; Wang is a duty officer until further notice away. */
beforeAll(async () => {
  desk = await aNightDesk();
  lead = new Visitor(desk, "li");
  const li = desk.desk.person("li")!;
  await desk.desk.open("public-incident@1", incident, li, { commandId: "open" });
  await administer("ROLES_CHANGED", { person: "wang", roles: ["spokesperson", "duty-officer"] });
  await administer("ABSENCE_RECORDED", { person: "chen", deputy: "zhao", from: "2026-11-22T00:00:00+08:00" });
  await administer("ABSENCE_RECORDED", { person: "wang", from: "2026-11-22T00:00:00+08:00" });
});
afterAll(() => desk.shut());

let commands = 0;
async function administer(type: string, values: object): Promise<void> {
  const outcome = await desk.desk.administer(type, values, desk.desk.person("li")!, {
    commandId: `a-${String((commands += 1))}`,
  });
  expect(outcome).toMatchObject({ outcome: "done" });
}

async function offered(path: string, field: string): Promise<readonly string[]> {
  const { status, text } = await lead.get(path);
  expect(status).toBe(200);
  const [, select = ""] = new RegExp(`<select[^>]*name="${field}"[^>]*>(.*?)</select>`, "s").exec(text) ?? [];
  const boxes = [...text.matchAll(new RegExp(`<input[^>]*name="${field}"[^>]*>`, "g"))].map(([tag]) => tag).join("");
  return [...`${select}${boxes}`.matchAll(/value="([^"]+)"/g)].map(([, value]) => value!);
}

describe("who is offered", () => {
  test("as officer in charge: nobody who is absent, and their deputy", async () => {
    const people = await offered("/incidents/1/events/OFFICER_ASSIGNED", "person");
    expect(people).toContain("zhao");
    expect(people).not.toContain("chen");
    expect(people).not.toContain("wang");
  });

  test.each([
    ["/administration/SHIFT_ADDED?layer=officer", "person"],
    ["/administration/OVERRIDE_ADDED?layer=officer", "person"],
    ["/administration/ROTATION_SET?layer=officer", "people"],
    ["/administration/SWAP_OFFERED?layer=officer", "to"],
  ])("%s offers nobody who is away until further notice", async (path, field) => {
    const people = await offered(path, field);
    expect(people).not.toContain("chen");
    expect(people).not.toContain("wang");
  });
});

describe("whoever is away for a while only", () => {
  const wording = /赵敏 \(absent from 2026-12-01 08:00 until 2026-12-03 08:00\)/;

  test("is offered, for what lies before or after, with the absence beside the name", async () => {
    await administer("ROLES_CHANGED", { person: "zhao", roles: ["unit-contact", "duty-officer"] });
    const dates = { from: "2026-12-01T08:00:00+08:00", until: "2026-12-03T08:00:00+08:00" };
    await administer("ABSENCE_RECORDED", { person: "zhao", ...dates });
    for (const type of ["SHIFT_ADDED", "OVERRIDE_ADDED", "ROTATION_SET", "SWAP_OFFERED"])
      expect((await lead.get(`/administration/${type}?layer=officer`)).text).toMatch(wording);
    const zh = await new Visitor(desk, "li", "zh").get("/administration/SHIFT_ADDED?layer=officer");
    expect(zh.text).toContain("（2026-12-01 08:00 起至 2026-12-03 08:00 不在岗）");
  });

  test("is refused within it, at every door, with the same dates", async () => {
    const times = { from: "2026-12-02T08:00", until: "2026-12-02T20:00" };
    const page = await lead.fill("/administration/SHIFT_ADDED", { layer: "officer", person: "zhao", ...times });
    expect(page.status).toBe(409);
    expect(page.text).toContain("absent from 2026-12-01 08:00 until 2026-12-03 08:00");
  });

  test("is offered as they are once the absence is over or was ended", async () => {
    const { absences } = desk.desk.directory();
    const absence = absences.find(({ person }) => person === "zhao")!.id;
    await administer("ABSENCE_ENDED", { absence });
    expect((await lead.get("/administration/SHIFT_ADDED?layer=officer")).text).not.toMatch(wording);
  });
});

describe("whoever is absent", () => {
  const sentence = "陈晓 is absent: end that absence first, or choose another person.";

  test("is refused by the page, and nothing typed is lost", async () => {
    const path = "/incidents/1/events/OFFICER_ASSIGNED";
    const page = await lead.fill(path, { person: "chen", note: "Valve is ordered." });
    expect(page.status).toBe(422);
    expect(page.text).toContain(sentence);
    expect(page.text).toContain("Valve is ordered.");
  });

  test("is refused by the API at the field", async () => {
    const answer = await fetch(`${desk.origin}/api/v1/incidents/1/events`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Answerable-Person": "li", "Accept-Language": "en" },
      body: JSON.stringify({ type: "OFFICER_ASSIGNED", fields: { person: "chen" } }),
    });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(await answer.json())).toContain(sentence);
  });

  test("is not named among those who could be", async () => {
    const outcome = await desk.desk.act("1", "OFFICER_ASSIGNED", { person: "nobody" }, desk.desk.person("li")!, {
      commandId: "nobody",
    });
    expect(JSON.stringify(outcome)).toContain("zhao");
    expect(JSON.stringify(outcome)).not.toContain("chen");
  });

  test("has a deputy who is taken, by whoever names them", async () => {
    const outcome = await desk.desk.act("1", "OFFICER_ASSIGNED", { person: "zhao" }, desk.desk.person("li")!, {
      commandId: "deputy",
    });
    expect(outcome).toMatchObject({ outcome: "done" });
  });
});
