/** The roster in the browser: rotations with their preview, gaps in words, taking over, swaps and hand-overs. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import ICAL from "ical.js";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, missing, Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let officer: Visitor;
let other: Visitor;
let lead: Visitor;

beforeAll(async () => {
  desk = await aNightDesk();
  officer = new Visitor(desk, "chen");
  lead = new Visitor(desk, "li");
  other = new Visitor(desk, "zhao");
});
afterAll(() => desk.shut());

const rotation = {
  layer: "officer",
  people: ["chen", "zhao"],
  every: "1",
  unit: "days",
  handoverTime: "08:00",
  startDate: "2026-11-22",
};

describe("before anybody is rostered", () => {
  test("every page says so and nobody is alarmed", async () => {
    const { text } = await officer.get("/");
    expect(missing(text, "On duty now", "not rostered")).toEqual([]);
    expect(text).not.toContain('role="alert"');
  });

  test("somebody who may not plan is told who may", async () => {
    const page = await officer.get("/administration/ROTATION_SET");
    expect(page.status).toBe(403);
    expect(missing(page.text, "李文")).toEqual([]);
  });
});

describe("a rotation", () => {
  const path = "/administration/ROTATION_SET";

  test("takes only people who hold the layer's role", async () => {
    const page = await lead.fill(path, rotation);
    expect(page.status).toBe(409);
    expect(missing(page.text, "does not have the role")).toEqual([]);
  });

  test("is shown day by day before it is saved", async () => {
    const roles = await lead.fill(
      "/administration/ROLES_CHANGED?person=zhao",
      { roles: ["unit-contact", "duty-officer"] },
      "/administration/ROLES_CHANGED",
    );
    expect(roles.location).toBe("/administration/people?recorded=ROLES_CHANGED");
    const check = await lead.fill(path, rotation);
    expect(check.status).toBe(200);
    expect(
      missing(check.text, "Not saved yet", "The next two weeks", "陈晓", "赵敏", "Mon 23 Nov", "00:00–08:00"),
    ).toEqual([]);
    expect(desk.desk.directory().rotations).toEqual([]);
    const saved = await lead.post(path, { ...formFields(check.text, path), step: "confirmed" });
    expect(saved.location).toBe("/roster?recorded=ROTATION_SET");
    expect(missing((await lead.get(saved.location!)).text, "Recorded: Rotation set")).toEqual([]);
  });

  test("puts who has the duty, until when, and who is next on every page", async () => {
    const { text } = await officer.get("/playbooks");
    expect(missing(text, "duty officer", "<b><bdi>陈晓</bdi></b>", "until 23 Nov, 08:00", "next: 赵敏")).toEqual([]);
    const chinese = await new Visitor(desk, "chen", "zh").get("/playbooks");
    expect(missing(chinese.text, "当前值班", "至 11月23日 08:00", "下一班：赵敏")).toEqual([]);
  });
});

describe("a gap", () => {
  test("is said before an absence is recorded, and stands on the roster afterwards", async () => {
    const path = "/administration/ABSENCE_RECORDED";
    const absence = { person: "zhao", from: "2026-11-24T00:00", until: "2026-11-25T00:00" };
    const check = await lead.fill(path, absence);
    expect(check.status).toBe(200);
    expect(missing(check.text, "No one will be on duty", "赵敏 is absent and has no deputy")).toEqual([]);
    await lead.post(path, { ...formFields(check.text, path), step: "confirmed" });
    const { text } = await officer.get("/roster");
    expect(missing(text, "No one is on duty at these times in the next 14 days", "24 Nov 2026, 00:00 (GMT+8)")).toEqual(
      [],
    );
  });
});

describe("taking over", () => {
  test("makes whoever does it the one on duty, until the turn ends", async () => {
    const path = "/administration/DUTY_TAKEN_OVER";
    await desk.wind(5);
    const page = await other.get("/roster");
    expect(missing(page.text, "/administration/DUTY_TAKEN_OVER?layer=officer")).toEqual([]);
    const done = await other.fill(`${path}?layer=officer`, {}, path);
    expect(done.status).toBe(303);
    expect(missing((await officer.get("/")).text, "<b><bdi>赵敏</bdi></b>")).toEqual([]);
    const again = await other.fill(`${path}?layer=officer`, {}, path);
    expect(missing(again.text, "You are already on duty")).toEqual([]);
  });
});

describe("a swap", () => {
  test("is offered to people who would be accepted only: with the role, and another than oneself", async () => {
    const roster = (await officer.get("/roster")).text;
    expect([...roster.matchAll(/SWAP_OFFERED\?layer=(\w+)/g)].map(([, layer]) => layer)).toEqual(["officer"]);
    for (const address of ["/administration/SWAP_OFFERED?layer=officer", "/administration/SWAP_OFFERED"]) {
      const { text } = await officer.get(address);
      const offered = (field: string) =>
        [...text.matchAll(/<input[^>]*>/g)]
          .filter(([input]) => input.includes(`name="${field}"`))
          .map(([input]) => /value="([^"]*)"/.exec(input)?.[1]);
      expect([address, offered("layer"), offered("to")]).toEqual([address, ["officer"], ["zhao"]]);
    }
  });

  test("is offered, answered by the other side only, and then counts", async () => {
    const path = "/administration/SWAP_OFFERED";
    const mine = { layer: "officer", person: "chen", to: "zhao", from: "2026-11-26T08:00", until: "2026-11-27T08:00" };
    expect((await officer.fill(path, mine)).status).toBe(303);
    const offered = await other.get("/roster");
    expect(missing(offered.text, "waiting for an answer", ">Accept<")).toEqual([]);
    expect((await officer.get("/roster")).text).not.toContain(">Accept<");
    const accepted = await other.post(
      "/administration/SWAP_ACCEPTED",
      formFields(offered.text, "/administration/SWAP_ACCEPTED"),
    );
    expect(accepted.location).toBe("/roster?recorded=SWAP_ACCEPTED");
    expect(missing((await officer.get("/roster")).text, "accepted", "swap")).toEqual([]);
  });

  test("of somebody else's time is refused with what was typed kept", async () => {
    const theirs = {
      layer: "officer",
      person: "chen",
      to: "zhao",
      from: "2026-11-27T08:00",
      until: "2026-11-28T07:00",
    };
    const page = await officer.fill("/administration/SWAP_OFFERED", theirs);
    expect(page.status).toBe(409);
    expect(formFields(page.text, "/administration/SWAP_OFFERED")).toMatchObject({ from: ["2026-11-27T08:00"] });
  });
});

describe("a hand-over", () => {
  test("is asked for on the desk until both have signed", async () => {
    await desk.desk.open(
      "public-incident@1",
      { title: "Brown water", sourceKind: "call", discoveredAt: "2026-11-22T20:50:00+08:00", grade: "major" },
      desk.desk.person("chen")!,
      { commandId: "incident" },
    );
    const { text } = await officer.get("/");
    expect(missing(text, "Handover of duty officer", "not signed by")).toEqual([]);
    const page = await officer.get("/hand-over");
    expect(missing(page.text, "Brown water", "due 22 Nov 2026, 21:20", "not signed")).toEqual([]);
    const sign = formFields(page.text, "/administration/HANDOVER_SIGNED");
    expect((await officer.post("/administration/HANDOVER_SIGNED", { ...sign, note: "All said" })).location).toBe(
      "/hand-over?recorded=HANDOVER_SIGNED",
    );
    const theirs = formFields((await other.get("/hand-over")).text, "/administration/HANDOVER_SIGNED");
    expect((await other.post("/administration/HANDOVER_SIGNED", theirs)).status).toBe(303);
    expect(missing((await officer.get("/hand-over")).text, "Signed by both", "All said")).toEqual([]);
    expect((await officer.get("/")).text).not.toContain("not signed by");
  });
});

describe("a calendar address", () => {
  const linkIn = (text: string) => /https:\/\/desk\.example\.test(\/calendar\/[\w-]+\.ics)/.exec(text)?.[1] ?? "";
  const stranger = () => new Visitor(desk, null);

  test("is shown once and opens one's own duty without signing in", async () => {
    const made = await officer.fill("/calendar", {}, "/calendar/own");
    expect(made.status).toBe(200);
    const feed = await stranger().get(linkIn(made.text));
    expect(feed.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const events = new ICAL.Component(ICAL.parse(feed.text) as never[]).getAllSubcomponents("vevent");
    expect(events.length).toBeGreaterThan(10);
    expect(feed.text).not.toContain("赵敏:");
    const etag = feed.headers.get("etag")!;
    expect((await stranger().get(linkIn(made.text), { "if-none-match": etag })).status).toBe(304);
    expect((await officer.get("/calendar")).text).not.toContain(".ics");
  });

  test("stops when it is renewed", async () => {
    const first = linkIn((await officer.fill("/calendar", {}, "/calendar/own")).text);
    const second = linkIn((await officer.fill("/calendar", {}, "/calendar/own")).text);
    expect((await stranger().get(first)).status).toBe(404);
    expect((await stranger().get(second)).status).toBe(200);
  });

  test("of the team is made by a lead, and names everybody", async () => {
    expect((await officer.get("/calendar")).text).not.toContain('action="/calendar/team"');
    expect((await officer.post("/calendar/team", {})).status).toBe(403);
    const feed = await stranger().get(linkIn((await lead.fill("/calendar", {}, "/calendar/team")).text));
    expect(missing(feed.text, "陈晓", "赵敏")).toEqual([]);
  });

  test("is written once for all who ask, also with turns of an hour, and anew when the roster changes", async () => {
    const path = "/administration/ROTATION_SET";
    const check = await lead.fill(path, { ...rotation, startDate: "2018-01-01", unit: "hours" });
    const saved = await lead.post(path, { ...formFields(check.text, path), step: "confirmed" });
    expect(saved.location).toBe("/roster?recorded=ROTATION_SET");
    const link = linkIn((await lead.fill("/calendar", {}, "/calendar/team")).text);
    const work = async (address: string) => {
      const before = process.cpuUsage();
      const { status } = await stranger().get(address);
      const { user, system } = process.cpuUsage(before);
      return { status, took: user + system };
    };
    const least = async (address: string) => {
      const all = [];
      for (let times = 0; times < 7; times += 1) all.push(await work(address));
      return Math.min(...all.map(({ status, took }) => (status === 200 ? took : Infinity)));
    };
    const first = await work(link);
    expect(first.status).toBe(200);
    expect((await least(link)) / first.took).toBeLessThan(0.5);
    const says = async () => (await stranger().get(link)).text.includes("夜班员");
    expect(await says()).toBe(false);
    const layer = "/administration/LAYER_DESCRIBED";
    expect((await lead.fill(`${layer}?layer=officer`, { zh: "夜班员" }, layer)).status).toBe(303);
    expect(await says()).toBe(true);
  });
});
