/**
 * A night with six accounts: who is on duty, who is woken, who is passed over, who may approve. Everything is done as people
 * do it, in a browser of their own, and every notification is read where it arrives.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Browser } from "../support/desk-world.ts";
import { formFields, missing } from "../support/visitor.ts";
import { act, aNightWithSixAccounts, change, proven, type Name, type Night } from "./six-accounts.ts";

let night: Night;
let number = "";
beforeAll(async () => {
  night = await aNightWithSixAccounts();
}, 60_000);
afterAll(() => night.end());

const page = async (person: Name, path: string) => (await night.as[person].get(path)).text;
const incident = async (person: Name) => page(person, `/incidents/${number}`);

describe("in the evening", () => {
  test("the administrator sets the ladder, and a lead the roster", async () => {
    const levels = "layer:officer\nlayer:leader\nperson:fu\nrole:superior";
    expect((await change(night.as.wu, "LADDER_SET", { levels })).status).toBe(303);
    const times = { every: "1", unit: "days", handoverTime: "08:00", startDate: "2026-11-22" };
    for (const [layer, people] of [
      ["officer", ["chen", "zhao"]],
      ["leader", ["li"]],
    ] as const)
      expect((await change(night.as.li, "ROTATION_SET", { layer, people, ...times })).location).toContain("/roster");
    const absence = { person: "fu", from: "2026-11-22T18:00", until: "2026-11-24T08:00" };
    expect((await change(night.as.fu, "ABSENCE_RECORDED", absence)).status).toBe(303);
    expect(
      missing(await page("chen", "/"), "<b><bdi>Chen Xiao</bdi></b>", "<b><bdi>Li Wen</bdi></b>", "next: Zhao Min"),
    ).toEqual([]);
  });

  test("an officer who is not on duty is not asked for a thing that is not theirs, and may still see it", async () => {
    expect((await night.as.zhao.get("/")).status).toBe(200);
    expect((await night.as.wu.get("/administration/people")).status).toBe(200);
    expect((await night.as.chen.get("/administration/people/invite")).status).toBe(403);
  });
});

describe("the fast report is missed", () => {
  test("the officer on duty registers an incident, and alone is told as the officer", async () => {
    const values = {
      title: "Exports show other people's records",
      sourceKind: "call",
      discoveredAt: local(night.world.clock.now()),
      grade: "critical",
    };
    const check = await night.as.chen.fill("/register", { ...values, step: "check" });
    expect(missing(check.text, "Chen Xiao", "Li Wen")).toEqual([]);
    const done = await night.as.chen.post("/register", { ...formFields(check.text, "/register"), step: "submit" });
    number = /\/incidents\/(\d+)/.exec(done.location ?? "")?.[1] ?? "";
    expect(number).toBe("1");
    await night.wind(1);
    expect(night.mailsTo("chen")).toHaveLength(1);
    expect(night.mailsTo("zhao")).toEqual([]);
  });

  test("it climbs from officer to leader, passes over the absent deputy visibly, and reaches the head at once", async () => {
    await night.wind(51);
    const overdue = (person: Name) =>
      night.mailsTo(person).filter(({ subject }) => /fast report .*overdue/i.test(subject ?? ""));
    expect(overdue("chen").map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^#1 Critical: fast report overdue – acknowledge by \d\d:\d\d$/),
    ]);
    expect(overdue("li").map(({ subject }) => subject)).toEqual([expect.stringContaining("(level 2)")]);
    expect(overdue("fu")).toEqual([]);
    const [toTheHead, ...more] = overdue("wang");
    expect(more).toEqual([]);
    expect(toTheHead!.subject).toContain("(level 3)");
    expect(toTheHead!.text).toContain("Not notified: Fu Ning is absent");
    expect(toTheHead!.headers).toContainEqual(
      expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
    );
    expect(missing(await incident("chen"), "Fu Ning is absent", "Wang Jian")).toEqual([]);
  });

  test("the leader acknowledges from the second level's mail, which scanners have opened before, and it is quiet", async () => {
    const mail = night.mailsTo("li").find(({ subject }) => (subject ?? "").includes("level 2"))!;
    const [, link = ""] = /http:\/\/[^/]+(\/acknowledge\/\S+)/.exec(mail.text ?? "") ?? [];
    expect(mail.html).toContain(link);
    const before = night.mails.length;
    const stranger = new Browser(night.world);
    for (let scan = 0; scan < 3; scan += 1) expect((await stranger.get(link)).status).toBe(200);
    expect(await incident("li")).not.toContain("Overdue notice acknowledged");
    expect((await stranger.fill(link, { intention: "On my way" })).status).toBe(303);
    expect(missing(await incident("chen"), "Overdue notice acknowledged", "On my way", "Li Wen")).toEqual([]);
    await night.wind(29);
    const since = night.mails.slice(before).filter(({ parsed }) => (parsed.subject ?? "").includes("overdue"));
    expect(since).toEqual([]);
  });

  test("nothing moves for half an hour, so it begins again", async () => {
    const before = night.mails.length;
    await night.wind(2);
    const again = night.mails.slice(before).map(({ parsed }) => parsed);
    expect(again.some(({ text = "" }) => text.includes("Li Wen acknowledged at "))).toBe(true);
  });
});

describe("towards the statement", () => {
  test("the response goes on, step by step, each by whoever may", async () => {
    const done = async (person: Name, type: string, fields = {}) =>
      expect([type, (await act(night.as[person], number, type, fields)).status]).toEqual([type, 303]);
    await done("chen", "FAST_REPORT_SENT", { what: "Records were shown", where: "Export", firstMeasures: "It is off" });
    await done("li", "CONSULTATION_OPENED", { participants: "Consultation group" });
    await done("li", "SUPERIOR_VIEW_RECORDED", { office: "Superior office", view: "Tell people at once" });
    await done("li", "DECISION_MADE", {
      finding: "at-fault",
      summary: "We are at fault",
      measures: "Review every export",
      owner: "IT",
      dueAt: "2026-12-01T12:00",
      drafter: "spokesperson",
    });
    await done("li", "STATEMENT_SAVED", { title: "What happened", body: "Records were shown for an hour." });
    await done("li", "STATEMENT_SUBMITTED");
  });

  test("its author cannot approve it: not on the page, not through the API", async () => {
    const own = await night.as.li.get(`/incidents/${number}/events/STATEMENT_APPROVED`);
    expect(missing(own.text, "You drafted this version")).toEqual([]);
    const asked = { label: "script", days: "1", scopes: ["read", "write"] };
    const path = "/account/tokens";
    const made = await proven(night.as.li, await night.as.li.fill("/account", asked, path), path);
    const [, token = ""] = /id="new-token">(answerable_[\w-]{43})</.exec(made.text) ?? [];
    expect([made.status, token]).toEqual([200, expect.stringMatching(/^answerable_/)]);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const api = `${night.world.origin}/api/v1/incidents/${number}`;
    const { events } = (await (await fetch(api, { headers })).json()) as {
      events: { type: string; prefill: object }[];
    };
    const fields = events.find(({ type }) => type === "STATEMENT_APPROVED")!.prefill;
    const reply = await fetch(`${api}/events`, {
      method: "POST",
      headers,
      body: JSON.stringify({ type: "STATEMENT_APPROVED", fields: { ...fields, role: "lead" } }),
    });
    expect([reply.status, await reply.json()]).toEqual([
      409,
      expect.objectContaining({ code: "not-acceptable", detail: expect.stringContaining("You drafted this version") }),
    ]);
  });

  test("another lead and the superior approve it, and the incident says who", async () => {
    expect((await act(night.as.fu, number, "STATEMENT_APPROVED", { role: "lead" })).status).toBe(303);
    expect(await incident("li")).toContain("Higher authority");
    expect((await act(night.as.wang, number, "STATEMENT_APPROVED", { role: "superior" })).status).toBe(303);
    expect(missing(await incident("li"), "Fu Ning", "Wang Jian")).toEqual([]);
  });
});

describe("the morning", () => {
  test("a swap is offered and accepted", async () => {
    const swap = { layer: "officer", person: "zhao", to: "chen", from: "2026-11-23T08:00", until: "2026-11-24T08:00" };
    expect((await change(night.as.zhao, "SWAP_OFFERED", swap)).status).toBe(303);
    const offered = await night.as.chen.get("/roster");
    const path = "/administration/SWAP_ACCEPTED";
    expect((await night.as.chen.post(path, formFields(offered.text, path))).location).toBe(
      "/roster?recorded=SWAP_ACCEPTED",
    );
    expect(missing(await page("zhao", "/"), "until 25 Nov, 08:00")).toEqual([]);
  });

  test("zhao takes over all the same, and both sign the hand-over", async () => {
    await change(night.as.zhao, "DUTY_TAKEN_OVER", {}, "?layer=officer");
    expect(missing(await page("chen", "/"), "<b><bdi>Zhao Min</bdi></b>", "not signed by")).toEqual([]);
    const path = "/administration/HANDOVER_SIGNED";
    for (const person of ["chen", "zhao"] as const) {
      const { text } = await night.as[person].get("/hand-over");
      expect(text).toContain("Exports show other people");
      expect((await night.as[person].post(path, formFields(text, path))).status).toBe(303);
    }
    expect(missing(await page("chen", "/hand-over"), "Signed by both")).toEqual([]);
  });

  test("while the head is away, his deputy acts in his role, until he is back", async () => {
    const isSuperior = async () => /Zhao Min<\/bdi><\/b> <span>[^<]*higher authority/.test(await page("zhao", "/"));
    expect(await isSuperior()).toBe(false);
    const away = { person: "wang", deputy: "zhao", from: local(night.world.clock.now()), until: "2026-11-24T08:00" };
    expect((await change(night.as.wang, "ABSENCE_RECORDED", away)).status).toBe(303);
    expect(await isSuperior()).toBe(true);
    const { absences } = night.world.desk.directory();
    const { id } = absences.find(({ person }) => person === "wang")!;
    expect((await change(night.as.wang, "ABSENCE_ENDED", { absence: id })).status).toBe(303);
    expect(await isSuperior()).toBe(false);
  });

  test("from now on notifications for the duty officer go to zhao", async () => {
    const before = night.mailsTo("zhao").length;
    const noted = { trend: "worse", wording: "Two outlets called" };
    expect((await act(night.as.chen, number, "SITUATION_NOTED", noted)).status).toBe(303);
    await night.wind(1);
    expect(night.mailsTo("zhao").length).toBeGreaterThan(before);
  });

  test("the whole night replays", async () => {
    const { id } = (await night.world.desk.find(number))!;
    expect((await night.world.engine.replay(id)).divergence).toBeNull();
  });
});

/** As the form takes it, in the organisation's zone. */
function local(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
}
