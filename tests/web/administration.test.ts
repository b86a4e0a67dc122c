/** The administration in the browser: who gets in, what a change means before it is saved, conflicts, limits, the record. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, missing, Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let administrator: Visitor;
beforeAll(async () => {
  desk = await aNightDesk();
  administrator = new Visitor(desk, "li");
});
afterAll(() => desk.shut());

const pages = ["", "/people", "/units", "/ladder", "/limits", "/record", "/record/replay"].map(
  (path) => `/administration${path}`,
);

describe("the pages", () => {
  test.each(pages)("%s opens for those who look after it and says to others whom it is for", async (path) => {
    for (const person of ["li", "sun"]) expect((await new Visitor(desk, person).get(path)).status).toBe(200);
    const page = await new Visitor(desk, "chen").get(path);
    expect([page.status, missing(page.text, "for administrators, duty leads and auditors")]).toEqual([403, []]);
    expect((await new Visitor(desk, null).get(path)).status).toBe(303);
  });

  test("every form opens for who may, in both languages", async () => {
    const { offers } = await desk.desk.organisationView(desk.desk.person("li")!);
    for (const { form, permitted } of offers)
      for (const language of ["zh", "en"] as const) {
        const page = await new Visitor(desk, "li", language).get(`/administration/${form.type}`);
        expect([form.type, page.status]).toEqual([form.type, permitted ? 200 : 403]);
        expect(page.text).not.toContain("undefined");
      }
    expect((await administrator.get("/administration/TOKEN_ISSUED")).status).toBe(404);
    expect((await administrator.get("/administration/nothing")).status).toBe(404);
  });
});

describe("a person", () => {
  test("is invited, and their name is never markup", async () => {
    const person = { person: "lu", name: "<b>Lu</b>", language: "en", roles: ["duty-officer"] };
    const done = await administrator.fill("/administration/PERSON_INVITED", person);
    expect(done.location).toBe("/administration/people?recorded=PERSON_INVITED");
    const { text } = await administrator.get(done.location!);
    expect(missing(text, "Recorded: Person invited", "&lt;b>Lu")).toEqual([]);
    expect(desk.desk.person("lu")).toMatchObject({ roles: ["duty-officer"] });
  });

  test("is deactivated after a look at what that means, acts no more, and can come back", async () => {
    const path = "/administration/PERSON_DEACTIVATED";
    const check = await administrator.fill(`${path}?person=lu`, {}, path);
    expect(missing(check.text, "What this means for the roster", "stay on record")).toEqual([]);
    await administrator.post(path, { ...formFields(check.text, path), step: "confirmed" });
    expect((await new Visitor(desk, "lu").get("/")).status).toBe(303);
    expect(missing((await administrator.get("/administration/people")).text, "deactivated 22 Nov")).toEqual([]);
    const back = await administrator.fill(
      "/administration/PERSON_REACTIVATED?person=lu",
      {},
      "/administration/PERSON_REACTIVATED",
    );
    expect(back.status).toBe(303);
  });

  test("who is the last administrator stays one, and the page says why", async () => {
    const page = await administrator.fill(
      "/administration/ROLES_CHANGED?person=li",
      { roles: ["lead"] },
      "/administration/ROLES_CHANGED",
    );
    expect([page.status, missing(page.text, "last administrator")]).toEqual([409, []]);
  });
});

describe("a conflict", () => {
  const path = "/administration/ROLES_CHANGED";

  test("stops only a change of the same person, and keeps what was typed", async () => {
    const opened = formFields((await administrator.get(`${path}?person=chen`)).text, path);
    const change = (person: string, commandId: string) =>
      desk.desk.administer(
        "ROLES_CHANGED",
        { person, roles: ["duty-officer", "spokesperson"] },
        desk.desk.person("li")!,
        { commandId },
      );
    await change("morgan", "other");
    expect((await administrator.post(path, { ...opened, roles: ["lead"] })).status).toBe(303);
    const again = formFields((await administrator.get(`${path}?person=chen`)).text, path);
    await change("chen", "same");
    const page = await administrator.post(path, { ...again, roles: ["unit-contact"] });
    expect([page.status, missing(page.text, "The incident has changed", "Roles changed")]).toEqual([409, []]);
    const kept = formFields(page.text, path);
    expect(kept["roles"]).toEqual(["unit-contact"]);
    expect((await administrator.post(path, kept)).status).toBe(303);
  });
});

describe("limits", () => {
  const path = "/administration/POLICY_CHANGED";

  test("are shown with the rule they come from", async () => {
    const { text } = await administrator.get("/administration/limits");
    expect(
      missing(
        text,
        "Fast report",
        "Every grade",
        "30 min",
        "time for the fast report (no other basis given)",
        "settings file",
      ),
    ).toEqual([]);
  });

  test("that the playbook does not take are refused in words", async () => {
    const section = JSON.stringify({ warnings: { fastReport: 7 } });
    const page = await administrator.fill(
      `${path}?playbook=public-incident`,
      { section, reason: "Try", step: "confirmed" },
      path,
    );
    expect([page.status, missing(page.text, "warnings.fastReport")]).toEqual([409, []]);
  });

  test("stand beside what they were before they are saved, in words, and nothing that stays is named", async () => {
    const within = (fastReport: object) => ({ grades: { major: { limits: { fastReport } } } });
    const sections = [within({ within: "10 min", from: "discovered" }), { ladder: { interval: "20 min" } }, {}];
    const texts = [];
    for (const section of sections) {
      const fields = { section: JSON.stringify(section), reason: "Agreed" };
      texts.push(
        (await administrator.fill(`${path}?playbook=public-incident`, fields, path)).text.split(
          "<h2>What you entered",
        )[0]!,
      );
    }
    const [limit = "", ladder = "", none = ""] = texts;
    expect(missing(limit, "Before", "After", "Every grade: 30 min · ", "10 min · ", "Fast report")).toEqual([]);
    expect(limit).not.toContain("Official reply");
    expect(limit).not.toContain("&quot;grades&quot;:{</dd>");
    expect(missing(ladder, "ladder.interval", "10 min", "20 min")).toEqual([]);
    expect(none).toContain("Nothing changes");
  });

  test("that the words of their basis contradict are named", async () => {
    const rule = { zh: "快报须在 30 分钟内报出", en: "The fast report is due within 30 minutes" };
    const fastReport = { within: "45 min", from: "discovered", rule };
    const section = JSON.stringify({ grades: { major: { limits: { fastReport } } } });
    const fields = { section, reason: "Agreed" };
    const { text } = await administrator.fill(`${path}?playbook=public-incident`, fields, path);
    expect(missing(text, "the limit is 45 min, but the basis beside it names another time")).toEqual([]);
  });

  test("and levels of escalation alike", async () => {
    const levels = "/administration/LADDER_SET";
    const page = await administrator.fill(levels, { levels: "role:lead\nrole:superior, role:lead" }, levels);
    expect(missing(page.text, "Before", "After", "Level 2", "higher authority")).toEqual([]);
  });

  test("hold for incidents that are registered afterwards", async () => {
    const section = JSON.stringify({
      grades: { major: { limits: { fastReport: { within: "10 min", from: "discovered" } } } },
    });
    const check = await administrator.fill(`${path}?playbook=public-incident`, { section, reason: "Agreed" }, path);
    const done = await administrator.post(path, { ...formFields(check.text, path), step: "confirmed" });
    expect(done.location).toBe("/administration/limits?recorded=POLICY_CHANGED");
    expect(missing((await administrator.get(done.location!)).text, "Changed here", "10 min")).toEqual([]);
    const officer = desk.desk.people.find(({ roles }) => roles.includes("duty-officer"));
    const values = { title: "Fire", sourceKind: "call", discoveredAt: "2026-11-22T21:00:00+08:00", grade: "major" };
    const prepared = await desk.desk.prepareOpening("public-incident", values, officer!, { commandId: "look" });
    const preview = prepared.outcome === "ready" ? prepared.preview() : null;
    expect(preview!.clocks.find((clock) => clock.id === "fast-report")?.limitMs).toBe(600_000);
  });
});

describe("the record", () => {
  test("tells every change, and the organisation as it was", async () => {
    const { text } = await administrator.get("/administration/record");
    expect(missing(text, "Time limits changed", "Organisation set up", "/administration/record/replay?at=1")).toEqual(
      [],
    );
    const then = await administrator.get("/administration/record/replay?at=1");
    expect(missing(then.text, "every stored state matches", "Organisation set up")).toEqual([]);
    expect(then.text).not.toContain("Lu");
    expect((await administrator.get("/administration/record/replay?at=99999")).status).toBe(404);
  });
});
