import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { EventForm } from "../../machines/playbook.ts";
import type { Person } from "../../src/directory/person.ts";
import { aDutyDesk, type DutyDesk } from "../support/duty-desk.ts";
import { leakPlaybook } from "../support/leak-playbook.ts";
import { auditor, lead, nightFalls, officer } from "../support/night.ts";

const minute = 60_000;

const asNaming = (form: EventForm): EventForm => (form.type === "RENAMED" ? { ...form, otherIncident: "title" } : form);

let night: DutyDesk;
let id: string;
beforeEach(async () => {
  night = await aDutyDesk();
  id = await night.leak();
});
afterEach(() => night.engine.close());

async function aWholeNight() {
  const act = (type: string, values: unknown, who = officer) =>
    night.desk.act(id, type, values, who, { commandId: `${type}-${String(night.clock.now())}` });
  await night.engine.runDue();
  night.clock.wind(10 * minute);
  await night.engine.runDue();
  await act("DRAFT_SAVED", { draft: "We fixed it." });
  night.clock.wind(minute);
  await act("DRAFT_SUBMITTED", { version: "1" });
  night.clock.wind(minute);
  await act("DRAFT_APPROVED", { version: "1" }, lead);
}

async function viewed(viewer = officer) {
  const view = await night.desk.incident(id, viewer);
  if (!view) throw new Error("there should be an incident");
  return view;
}

async function replayed(seq: number, viewer = officer) {
  const view = await night.desk.replay(id, seq, viewer);
  if (!view) throw new Error("there should be such a row");
  return view;
}

describe("an incident", () => {
  test("shows what each person may do, and why not the rest", async () => {
    const { offered } = await viewed();
    const of = (type: string) => offered.find((offer) => offer.form.type === type);
    expect(of("DRAFT_SAVED")).toMatchObject({
      acceptable: true,
      permitted: true,
      whyNot: null,
      prefill: { draft: "" },
    });
    expect(of("DRAFT_SAVED")?.who.map((one) => one.id)).toEqual(["second", "lead"]);
    expect(of("DRAFT_APPROVED")).toMatchObject({
      acceptable: false,
      permitted: false,
      whyNot: { zh: "现在不能进行此操作。当前状态：起草。" },
    });
    const toAuditor = (await viewed(auditor)).offered.find((offer) => offer.form.type === "NOTE_ADDED");
    expect(toAuditor).toMatchObject({
      acceptable: true,
      permitted: false,
      whyNot: { zh: "仅以下角色可进行此操作：值班员（陈晓、Sam、李敏）。" },
    });
  });

  test("tells its night in words", async () => {
    await aWholeNight();
    const { timeline } = await viewed();
    expect(timeline.map(({ title, by }) => [title.en, by])).toEqual([
      ["Registered", "陈晓"],
      ["Notification sent: Registration → 李敏", null],
      ["Deadline reached: Half the time has passed", null],
      ["Notification sent: Reminder → 陈晓, Sam, 李敏", null],
      ["Draft saved", "陈晓"],
      ["Draft submitted", "陈晓"],
      ["Draft approved", "李敏"],
    ]);
    expect(timeline[3]?.title.zh).toBe("通知已发出：时限提醒 → 陈晓、Sam、李敏");
    expect(timeline[0]?.fields).toEqual([
      { label: { zh: "事件", en: "What happened" }, value: "Pipe burst" },
      { label: { zh: "级别", en: "Grade" }, value: { zh: "一般", en: "Ordinary" } },
      { label: { zh: "发现时间", en: "Discovered at" }, value: { at: nightFalls - 6 * minute } },
      { label: { zh: "紧急", en: "Urgent" }, value: { zh: "否", en: "No" } },
    ]);
    expect(timeline[2]).toMatchObject({ kind: "timer", dueAt: nightFalls + 9 * minute, at: nightFalls + 10 * minute });
    // What a form carries along is not for reading.
    expect(timeline[5]?.fields).toEqual([]);
  });

  test("names a timer without words by the state it ended", async () => {
    night.clock.wind(60 * minute);
    await night.engine.runDue();
    await night.engine.runDue();
    const titles = (await viewed()).timeline.filter((entry) => entry.kind === "timer").map((entry) => entry.title.en);
    expect(titles.at(-1)).toBe("Deadline reached: Warned");
  });

  test("keeps missed deadlines in the list until they are met", async () => {
    night.clock.wind(60 * minute);
    await night.engine.runDue();
    await night.engine.runDue();
    const overdue = { page: 1, pageSize: 10, sort: "deadline", overdueAt: night.desk.now() } as const;
    expect((await night.desk.list(overdue)).rows[0]?.summary).toMatchObject({ dueClock: "answer" });
    expect(await night.desk.counts()).toMatchObject({ open: 1, overdue: 1, closed: 0 });
  });

  test("waits for those whose turn it is", async () => {
    const waiting = async (viewer: Person) => (await night.desk.counts(viewer)).waiting;
    expect(await waiting(officer)).toBe(1);
    expect(await waiting({ ...officer, roles: ["auditor"] })).toBe(0);
    expect((await night.desk.counts()).waiting).toBe(0);
  });

  test("offers the other open incidents where one of them is to be named", async () => {
    const named = { ...leakPlaybook, events: leakPlaybook.events.map(asNaming) };
    const desk = await aDutyDesk([named]);
    const id = await desk.leak();
    const options = async () =>
      (await desk.desk.incident(id, officer))?.offered.find(({ form }) => form.type === "RENAMED")?.options;
    expect(await options()).toEqual({ title: [] });
    await desk.leak("Lift stuck");
    expect(await options()).toEqual({ title: [{ value: "2", label: { zh: "#2 Lift stuck", en: "#2 Lift stuck" } }] });
    await desk.engine.close();
  });

  test("is found by id and by number, and nothing else is", async () => {
    expect((await night.desk.find(id))?.number).toBe(1);
    expect((await night.desk.find("1"))?.id).toBe(id);
    expect((await night.desk.find("#1"))?.id).toBe(id);
    for (const other of ["2", "", "0", "-1", "1 OR 1=1", "x".repeat(10_000), "9".repeat(40)])
      expect(await night.desk.find(other)).toBeNull();
    expect(await night.desk.incident("nobody", officer)).toBeNull();
    expect(await night.desk.history("nobody")).toBeNull();
    expect(await night.desk.replay("nobody", 0, officer)).toBeNull();
  });
});

describe("a replay", () => {
  test("shows the incident as it was after one row", async () => {
    await aWholeNight();
    const first = await replayed(0);
    expect(first).toMatchObject({ seq: 0, lastSeq: 6, divergence: null, now: nightFalls, headline: { open: true } });
    expect(first.timeline).toHaveLength(1);
    expect(first.clocks[0]?.state).toBe("running");
    expect(first.row).toMatchObject({
      seq: 0,
      number: 1,
      updatedAt: nightFalls,
      summary: { phase: "response.drafting" },
    });
    const approving = await replayed(5, lead);
    expect(approving.headline.phase).toBe("response.approving");
    expect(approving.entry.title.en).toBe("Draft submitted");
    const approve = approving.offered.find((offer) => offer.form.type === "DRAFT_APPROVED");
    expect(approve).toMatchObject({ acceptable: true, permitted: true, prefill: { version: "1" } });
    expect((await replayed(6)).clocks[0]?.state).toBe("met");
  });

  test("shows notifications as they stood: not yet, on their way, gone", async () => {
    await aWholeNight();
    const states = async (seq: number) => (await replayed(seq)).messages.map(({ message }) => message.state);
    expect(await states(0)).toEqual(["waiting"]);
    expect(await states(1)).toEqual(["delivered"]);
    expect(await states(2)).toEqual(["delivered", "waiting"]);
    expect(await states(6)).toEqual(["delivered", "delivered"]);
  });

  test("of a row that is not there is nothing", async () => {
    for (const seq of [1000, -1, 0.5, Number.NaN]) expect(await night.desk.replay(id, seq, officer)).toBeNull();
  });
});

test("history can be read in pieces", async () => {
  await aWholeNight();
  const seqs = async (range: { after?: number; upTo?: number; limit?: number }) =>
    (await night.desk.history(id, range))?.map((entry) => entry.seq);
  expect(await seqs({ after: 1, limit: 2 })).toEqual([2, 3]);
  expect(await seqs({ upTo: 1 })).toEqual([0, 1]);
});
