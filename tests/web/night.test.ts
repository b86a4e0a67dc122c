/** What a duty officer sees and does, page by page. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, missing, Visitor } from "../support/visitor.ts";

const hostile = `<script>alert("x")</script> "O'Neil" & 数据`;
const escaped = "&lt;script>alert(";

let desk: NightDesk;
let officer: Visitor;
let lead: Visitor;
beforeAll(async () => {
  desk = await aNightDesk();
  officer = new Visitor(desk, "chen");
  lead = new Visitor(desk, "li");
});
afterAll(() => desk.shut());

const opening = {
  title: hostile,
  sourceKind: "call",
  discoveredAt: "2026-11-22T21:00",
  grade: "major",
  place: "Hall 2",
};

describe("registering", () => {
  test("asks for what is needed first and fills in what the address says", async () => {
    const { text } = await officer.get("/register?title=Brown%20water&link=https%3A%2F%2Fnews.example.test%2F1");
    const fields = formFields(text, "/register");
    expect(fields["title"]).toEqual(["Brown water"]);
    expect(fields["link"]).toEqual(["https://news.example.test/1"]);
    expect(fields["discoveredAt"]).toEqual(["2026-11-22T21:02"]);
    expect(text.indexOf('name="grade"')).toBeLessThan(text.indexOf("Optional"));
    expect(text.indexOf('name="occurredAt"')).toBeGreaterThan(text.indexOf("Optional"));
  });

  test("offers every playbook", async () => {
    const { text } = await officer.get("/register?playbook=lost-parcel%401");
    expect(missing(text, "Lost &lt;parcel> &amp; co")).toEqual([]);
    expect(
      missing(text, 'type="datetime-local"', 'type="checkbox"', 'type="radio"', 'type="url"', "<textarea"),
    ).toEqual([]);
    expect((await officer.get("/register?playbook=nothing%401")).status).toBe(404);
  });

  test("keeps everything when something is wrong, and says it on top and at the field", async () => {
    const page = await officer.fill("/register", { ...opening, title: "", sourceKind: "", summary: "Kept\ntext" });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/role="alert" tabindex="-1" autofocus/i);
    expect(missing(page.text, 'href="#field-title"')).toEqual([]);
    expect(page.text).toMatch(/id="field-title"[^>]*aria-describedby="[^"]*field-title-wrong"[^>]*aria-invalid="true"/);
    expect(formFields(page.text, "/register")).toMatchObject({
      summary: ["Kept\ntext"],
      discoveredAt: [opening.discoveredAt],
      grade: ["major"],
    });
    expect(missing(page.text, "<title>Error: ")).toEqual([]);
  });

  test("shows before submitting which clocks will start, from when and why; nothing is registered yet", async () => {
    const page = await officer.fill("/register", { ...opening, step: "check" });
    expect(page.status).toBe(200);
    expect(missing(page.text, "Fast report")).toEqual([]);
    expect(missing(page.text, "22 Nov 2026, 21:00 (GMT+8) + 30 min = 22 Nov 2026, 21:30 (GMT+8)")).toEqual([]);
    expect(missing(page.text, escaped)).toEqual([]);
    expect(await desk.desk.counts()).toMatchObject({ open: 0 });
    const edited = await officer.post("/register", { ...formFields(page.text, "/register"), step: "edit" });
    expect(formFields(edited.text, "/register")).toMatchObject({ title: [hostile], place: ["Hall 2"] });
  });

  test("submits once, however often the button is pressed", async () => {
    const check = await officer.fill("/register", { ...opening, step: "check" });
    const fields = { ...formFields(check.text, "/register"), step: "submit" };
    expect((await officer.post("/register", fields)).location).toBe("/incidents/1?recorded=0");
    expect((await officer.post("/register", fields)).location).toBe("/incidents/1?recorded=0&again=yes");
    expect(await desk.desk.counts()).toMatchObject({ open: 1 });
  });
});

describe("the duty desk and the incident", () => {
  test("show the deadline in words, the zone, the grade and my next step; no title is ever markup", async () => {
    const { text } = await officer.get("/");
    expect(missing(text, escaped)).toEqual([]);
    expect(text).not.toContain("<script>");
    expect(
      missing(
        text,
        "00:28:00",
        "Due <time",
        "22 Nov 2026, 21:30 (GMT+8)",
        "Major",
        "Send the fast report",
        "Fast report due",
      ),
    ).toEqual([]);
    const chinese = await new Visitor(desk, "chen", "zh").get("/incidents/1");
    expect(
      missing(chinese.text, "现在要做", "剩余", "2026-11-22 21:30（北京时间）", "为什么是这个时间？", "+ 30 分钟 ="),
    ).toEqual([]);
    expect(chinese.text).not.toContain("<script>");
  });

  test("filters stand in the address; an empty list says what to do", async () => {
    expect(missing((await officer.get("/?text=Neil&grade=major")).text, escaped)).toEqual([]);
    expect(missing((await officer.get("/?text=nothing-like-it")).text, "No matching incidents")).toEqual([]);
    expect(missing((await officer.get("/?show=mine")).text, "Send the fast report")).toEqual([]);
    expect(missing((await new Visitor(desk, "morgan").get("/?show=mine")).text, "No matching incidents")).toEqual([]);
    expect((await officer.get("/?show=<script>&page=-1&page=2&text[]=x&grade[$ne]=1")).status).toBe(200);
  });

  test("an overdue deadline reads so, and the notifications that went out are on the page", async () => {
    await desk.wind(31);
    const { text } = await officer.get("/");
    expect(missing(text, "overdue by")).toEqual([]);
    expect(missing(text, "00:03:00")).toEqual([]);
    const page = await lead.get("/incidents/1");
    expect(missing(page.text, "li@example.test")).toEqual([]);
    expect(missing(page.text, "Acknowledge")).toEqual([]);
    expect(missing((await lead.get("/notifications")).text, "chen@example.test")).toEqual([]);
  });

  test("what cannot be done is listed with the reason, and its page says so too", async () => {
    const { text } = await officer.get("/incidents/1");
    expect(text).toMatch(/Unavailable now \(\d+\)/);
    const page = await officer.get("/incidents/1/events/STATEMENT_APPROVED");
    expect(page.status).toBe(200);
    expect(missing(page.text, "Not available now")).toEqual([]);
    expect((await officer.get("/incidents/1/events/NOTHING")).status).toBe(404);
    expect((await officer.get("/incidents/77")).status).toBe(404);
    expect((await officer.get("/incidents/%00")).status).toBe(404);
  });
});

describe("who has it", () => {
  const path = "/incidents/1/events/OFFICER_ASSIGNED";

  test("one click takes it on; the row and the page say who has it, and the button is gone", async () => {
    const before = await officer.get("/incidents/1");
    expect(missing(before.text, "<b>Unassigned</b>", "Take charge")).toEqual([]);
    for (const reader of [officer, lead]) {
      const row = (await reader.get("/")).text;
      expect(missing(row, "<b>Unassigned</b>", "Waiting for: ")).toEqual([]);
      expect(row).not.toContain("Officer in charge: <b>");
    }
    expect((await lead.get("/incidents/1")).text).not.toContain("Take charge");
    const done = await officer.post(path, formFields(before.text, path));
    expect(done.status).toBe(303);
    const after = await officer.get(done.location!);
    expect(missing(after.text, "Recorded: Officer in charge assigned", "Officer in charge: <b>you</b>")).toEqual([]);
    expect(after.text).not.toContain("Take charge");
    expect(missing((await officer.get("/")).text, "Officer in charge: <b>you</b>")).toEqual([]);
    expect(missing((await lead.get("/")).text, "Officer in charge: <b><bdi>陈晓</bdi></b>")).toEqual([]);
  });

  test("who has it already is not put in charge again", async () => {
    const rows = (await desk.desk.history("1"))!.length;
    const again = await officer.post(path, { person: "chen" });
    expect(again.status).toBe(409);
    expect(missing(again.text, "This person is already the officer in charge.")).toEqual([]);
    expect(await desk.desk.history("1")).toHaveLength(rows);
  });

  test("a name that cannot have it is refused at the field", async () => {
    const page = await lead.post(path, { person: "morgan" });
    expect(page.status).toBe(422);
    expect(missing(page.text, "Choose a person with the role “duty officer”: 陈晓 (chen).")).toEqual([]);
  });
});

describe("an event that needs confirmation", () => {
  const path = "/incidents/1/events/FAST_REPORT_SENT";
  const report = { what: "Water came through the ceiling.", where: "Hall 2", firstMeasures: "Hall closed." };

  test("is confirmed on a page that says what will happen, and is done once", async () => {
    const before = (await desk.desk.history("1"))!.length;
    const confirm = await officer.fill(path, report);
    expect(missing(confirm.text, "It cannot be recalled")).toEqual([]);
    expect(missing(confirm.text, report.what)).toEqual([]);
    expect(await desk.desk.history("1")).toHaveLength(before);
    const done = await officer.post(path, { ...formFields(confirm.text, path), step: "confirmed" });
    expect(done.status).toBe(303);
    expect(missing((await officer.get(done.location!)).text, "Recorded: Fast report sent")).toEqual([]);
  });

  test("that somebody else did meanwhile is refused, with the text kept", async () => {
    const page = await officer.post(path, { ...report, what: "My longer text", step: "confirmed", expectedSeq: "999" });
    expect(page.status).toBe(409);
    expect(missing(page.text, "My longer text")).toEqual([]);
  });
});

describe("a conflict", () => {
  test("shows what happened since and keeps what was typed; it can be sent anyway", async () => {
    const path = "/incidents/1/events/GRADE_CHANGED";
    const opened = formFields((await officer.get(path)).text, path);
    const other = await lead.fill(path, { grade: "critical", reason: "People are hurt" });
    expect(other.status).toBe(303);
    const page = await officer.post(path, { ...opened, grade: "ordinary", reason: "Only <one> room" });
    expect(page.status).toBe(409);
    expect(missing(page.text, "The incident has changed")).toEqual([]);
    expect(missing(page.text, "People are hurt")).toEqual([]);
    const kept = formFields(page.text, path);
    expect(kept).toMatchObject({ reason: ["Only <one> room"], grade: ["ordinary"] });
    expect(kept["commandId"]).not.toEqual(opened["commandId"]);
    const anyway = await officer.post(path, kept);
    expect(anyway.status).toBe(303);
  });
});

describe("replay", () => {
  test("shows the incident as it was after each entry, and whether the record is sound", async () => {
    const { text } = await officer.get("/incidents/1/replay?at=0");
    expect(missing(text, "Incident registered")).toEqual([]);
    expect(missing(text, "● Fast report due")).toEqual([]);
    expect(missing(text, "every stored state matches the log")).toEqual([]);
    expect(missing(text, 'href="/incidents/1/replay?at=1"')).toEqual([]);
    expect(missing(text, escaped)).toEqual([]);
    const last = await officer.get("/incidents/1/replay?at=999999");
    expect(last.text).not.toContain('rel="next"');
    expect(missing(last.text, "● Consulting")).toEqual([]);
    expect((await officer.get("/incidents/9/replay?at=0")).status).toBe(404);
    expect((await officer.get("/incidents/1/replay?at=-1&at=x")).status).toBe(200);
  });
});

describe("playbook pages", () => {
  test.each(["public-incident@1", "equipment-fault@1", "lost-parcel@1"])(
    "%s is drawn and told, in both languages",
    async (key) => {
      for (const language of ["zh", "en"] as const) {
        const visitor = new Visitor(desk, "chen", language);
        const { status, text } = await visitor.get(`/playbooks/${key}`);
        expect(status).toBe(200);
        for (const form of desk.desk.playbook(key)!.events) expect(missing(text, form.type)).toEqual([]);
        expect(text).not.toContain("undefined");
      }
      const svg = await officer.get(`/playbooks/${key}/chart.svg`);
      expect(svg.headers.get("content-type")).toContain("image/svg+xml");
    },
  );
});
