import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { DeskOutcome } from "../../src/desk/outcome.ts";
import { aDutyDesk, type DutyDesk } from "../support/duty-desk.ts";
import { auditor, lead, nightFalls, officer, second } from "../support/night.ts";

const minute = 60_000;
const opening = { title: "Pipe burst", grade: "major", discoveredAt: "2026-11-22T22:50:00+08:00" };

let night: DutyDesk;
let commands = 0;
const command = (expectedSeq?: number) => {
  commands += 1;
  return { commandId: `c-${String(commands)}`, ...(expectedSeq === undefined ? {} : { expectedSeq }) };
};
beforeEach(async () => {
  night = await aDutyDesk();
});
afterEach(() => night.engine.close());

function sentence(outcome: DeskOutcome): string {
  return "sentence" in outcome ? outcome.sentence.en : `${outcome.outcome} has no sentence`;
}

describe("opening an incident", () => {
  test("registers it under a number, and the list shows it", async () => {
    const outcome = await night.desk.open("leak@1", opening, officer, command());
    expect(outcome).toMatchObject({ outcome: "done", number: 1, seq: 0, again: false });
    const { rows, total } = await night.desk.list({ pageSize: 10, sort: "deadline" });
    expect(total).toBe(1);
    expect(rows[0]?.summary).toEqual({
      playbook: "leak@1",
      title: "Pipe burst",
      grade: "major",
      gradeLabel: { zh: "重大", en: "Major" },
      gradeRank: 0,
      open: true,
      phase: "response.drafting",
      phaseLabel: { zh: "起草", en: "Drafting" },
      dueAt: nightFalls + 24 * minute,
      dueClock: "answer",
      clock: { label: { zh: "答复", en: "Answer" }, state: "running", level: 0 },
      duty: {
        event: "DRAFT_SAVED",
        label: { zh: "已存稿", en: "Draft saved" },
        what: { zh: "起草答复", en: "Draft the answer" },
        by: ["duty-officer"],
      },
      holder: null,
    });
  });

  test("twice under one command id is one incident, although time has passed", async () => {
    const same = { commandId: "same-command" };
    const first = await night.desk.open("leak@1", opening, officer, same);
    night.clock.wind(minute);
    expect(await night.desk.open("leak@1", opening, officer, same)).toEqual({ ...first, again: true });
    expect((await night.desk.counts()).open).toBe(1);
  });

  test("with a command id of one's own that was used before is refused, and another's stands in nobody's way", async () => {
    const same = { commandId: "same-command" };
    await night.desk.open("leak@1", opening, officer, same);
    const theirs = { ...same, confirmed: ["same-title"] };
    expect(await night.desk.open("leak@1", opening, second, theirs)).toMatchObject({ outcome: "done", again: false });
    expect(await night.desk.open("leak@1", opening, second, same)).toMatchObject({ outcome: "done", again: true });
    const other = await night.desk.open("leak@1", { ...opening, title: "Another" }, officer, same);
    expect(other).toMatchObject({ outcome: "refused", code: "command-id-reused" });
  });

  test("takes the playbook's newest version when none is named", async () => {
    expect(await night.desk.open("leak", opening, officer, command())).toMatchObject({ outcome: "done" });
    expect(await night.desk.open("flood", opening, officer, command())).toMatchObject({ code: "unknown-playbook" });
    expect(await night.desk.open("__proto__", opening, officer, command())).toMatchObject({ code: "unknown-playbook" });
  });

  test("is for those whose role allows it, and says who they are", async () => {
    const outcome = await night.desk.open("leak@1", opening, auditor, command());
    expect(outcome).toMatchObject({ outcome: "forbidden", who: [officer, second, lead] });
    expect(sentence(outcome)).toBe("Only these roles can do this: duty officer, duty lead (陈晓, Sam, 李敏).");
  });

  test("with values that will not do opens nothing", async () => {
    const outcome = await night.desk.open("leak@1", { ...opening, title: "" }, officer, command());
    expect(outcome).toMatchObject({ outcome: "invalid", errors: { title: [{ en: "Fill this in." }] } });
    expect((await night.desk.counts()).open).toBe(0);
  });

  test("can be looked at before: the clocks that would start, the notifications that would go out", async () => {
    const look = (playbook: string, values: object) => night.desk.prepareOpening(playbook, values, officer, command());
    const prepared = await look("leak@1", opening);
    const preview = prepared.outcome === "ready" ? prepared.preview() : null;
    expect(preview?.clocks).toMatchObject([{ id: "answer", state: "running", dueAt: nightFalls + 24 * minute }]);
    const leads = night.desk.people.filter(({ roles }) => roles.includes("lead"));
    expect(leads.length).toBeGreaterThan(0);
    expect(preview?.notifications).toMatchObject([{ label: { en: "Registration" }, to: leads }]);
    expect(await look("leak@1", { ...opening, title: "" })).toMatchObject({ outcome: "invalid" });
    expect(await look("flood@1", opening)).toMatchObject({ outcome: "refused", code: "unknown-playbook" });
    expect((await night.desk.counts()).open).toBe(0);
  });
});

describe("sending an event", () => {
  test("is recorded, by number as by id", async () => {
    const id = await night.leak();
    const saved = await night.desk.act(id, "DRAFT_SAVED", { draft: "We fixed it." }, officer, command(0));
    expect(saved).toEqual({ outcome: "done", id, number: 1, seq: 1, again: false });
    expect(await night.desk.act("1", "NOTE_ADDED", { wording: "x" }, second, command())).toMatchObject({ id, seq: 2 });
    expect(await night.desk.act("#1", "NOTE_ADDED", { wording: "x" }, second, command())).toMatchObject({ id, seq: 3 });
  });

  test("to nothing, or of no known kind, says so", async () => {
    const id = await night.leak();
    expect(await night.desk.act("99", "NOTE_ADDED", {}, officer, command())).toMatchObject({ outcome: "not-found" });
    expect(await night.desk.act("no-such", "NOTE_ADDED", {}, officer, command())).toMatchObject({
      outcome: "not-found",
    });
    for (const type of ["FLOOD", "start", "xstate.stop", "xstate.after.warning.leak.clock.running", "constructor"])
      expect(await night.desk.act(id, type, {}, officer, command())).toMatchObject({ code: "unknown-event" });
  });

  test("asks for the role before it looks at the values", async () => {
    const id = await night.leak();
    const outcome = await night.desk.act(id, "DRAFT_APPROVED", { nonsense: 1 }, officer, command());
    expect(outcome).toMatchObject({ outcome: "forbidden", who: [lead] });
  });

  test("that the state does not take says where the incident stands", async () => {
    const id = await night.leak();
    const outcome = await night.desk.act(id, "DRAFT_APPROVED", { version: "0" }, lead, command());
    expect(outcome).toMatchObject({ outcome: "refused", code: "not-acceptable" });
    expect(sentence(outcome)).toBe("This action is not available now. Current state: Drafting.");
  });

  test("that the playbook refuses says the playbook's reason", async () => {
    const id = await night.leak();
    await night.desk.act(id, "DRAFT_SAVED", { draft: "mine" }, lead, command());
    await night.desk.act(id, "DRAFT_SUBMITTED", { version: "1" }, lead, command());
    expect(sentence(await night.desk.act(id, "DRAFT_APPROVED", { version: "1" }, lead, command()))).toBe(
      "You wrote it.",
    );
  });

  test("whose values have gone stale says that", async () => {
    const id = await night.leak();
    await night.desk.act(id, "DRAFT_SAVED", { draft: "first" }, officer, command());
    const outcome = await night.desk.act(id, "DRAFT_SUBMITTED", { version: "0" }, officer, command());
    expect(sentence(outcome)).toContain("no longer match the incident");
  });

  test("to a closed incident is refused until it is reopened", async () => {
    const id = await night.leak();
    await night.desk.act(id, "DRAFT_SAVED", { draft: "first" }, officer, command());
    await night.desk.act(id, "DRAFT_SUBMITTED", { version: "1" }, officer, command());
    await night.desk.act(id, "DRAFT_APPROVED", { version: "1" }, lead, command());
    expect(await night.desk.counts()).toMatchObject({ open: 0, closed: 1 });
    const closed = await night.desk.act(id, "DRAFT_SAVED", { draft: "late" }, officer, command());
    expect(sentence(closed)).toContain("Current state: Closed.");
    expect(await night.desk.act(id, "REOPENED", {}, lead, command())).toMatchObject({ outcome: "done" });
    expect(await night.desk.counts()).toMatchObject({ open: 1, closed: 0 });
  });
});

describe("when something came in between", () => {
  const fireAndSend = async () => {
    night.clock.wind(10 * minute);
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
  };

  test("clocks that fired and notifications that left do not matter", async () => {
    const id = await night.leak();
    await fireAndSend();
    const outcome = await night.desk.act(id, "DRAFT_SAVED", { draft: "ready" }, officer, command(0));
    expect(outcome).toMatchObject({ outcome: "done", again: false });
    const kinds = (await night.desk.history(id))?.map((entry) => entry.kind);
    expect(kinds).toEqual(expect.arrayContaining(["start", "timer", "delivered", "event"]));
    expect(kinds?.at(-1)).toBe("event");
  });

  test("a note does not matter", async () => {
    const id = await night.leak();
    await night.desk.act(id, "NOTE_ADDED", { wording: "seen" }, second, command());
    expect(await night.desk.act(id, "DRAFT_SAVED", { draft: "ready" }, officer, command(0))).toMatchObject({ seq: 2 });
  });

  test("another draft matters: nothing is recorded, and what happened since is shown", async () => {
    const id = await night.leak();
    await night.desk.act(id, "DRAFT_SAVED", { draft: "hers" }, second, command());
    const outcome = await night.desk.act(id, "DRAFT_SAVED", { draft: "his" }, officer, command(0));
    expect(outcome).toMatchObject({
      outcome: "conflict",
      seq: 1,
      since: [{ seq: 1, by: "Sam", title: { en: "Draft saved" } }],
    });
    expect((await night.desk.history(id))?.length).toBe(2);
    expect(await night.desk.act(id, "DRAFT_SAVED", { draft: "his" }, officer, command(1))).toMatchObject({
      outcome: "done",
    });
  });

  test("another name matters even to a note", async () => {
    const id = await night.leak();
    await night.desk.act(id, "RENAMED", { title: "Pipe dripping" }, second, command());
    expect(await night.desk.act(id, "NOTE_ADDED", { wording: "x" }, officer, command(0))).toMatchObject({
      outcome: "conflict",
    });
  });

  test("what made the event impossible is shown, not the impossibility", async () => {
    const id = await night.leak();
    await night.desk.act(id, "DRAFT_SAVED", { draft: "a" }, officer, command());
    await night.desk.act(id, "DRAFT_SUBMITTED", { version: "1" }, second, command(1));
    const outcome = await night.desk.act(id, "DRAFT_SUBMITTED", { version: "1" }, officer, command(1));
    expect(outcome).toMatchObject({ outcome: "conflict", since: [{ title: { en: "Draft submitted" } }] });
  });

  test("a number from the future is a conflict with nothing since", async () => {
    const id = await night.leak();
    const outcome = await night.desk.act(id, "NOTE_ADDED", { wording: "x" }, officer, command(7));
    expect(outcome).toEqual({ outcome: "conflict", seq: 0, since: [] });
  });

  test("the same command again is the same answer, however stale", async () => {
    const id = await night.leak();
    const first = { commandId: "save-once", expectedSeq: 0 };
    await night.desk.act(id, "DRAFT_SAVED", { draft: "mine" }, officer, first);
    await night.desk.act(id, "DRAFT_SAVED", { draft: "hers" }, second, command(1));
    const again = await night.desk.act(id, "DRAFT_SAVED", { draft: "mine" }, officer, first);
    expect(again).toMatchObject({ outcome: "done", seq: 1, again: true });
  });

  test("of forty who send at once from the same page, one is recorded", async () => {
    const id = await night.leak();
    const drafts = Array.from({ length: 40 }, (_, n) =>
      night.desk.act(id, "DRAFT_SAVED", { draft: `draft ${String(n)}` }, officer, command(0)),
    );
    const outcomes = (await Promise.all(drafts)).map((outcome) => outcome.outcome);
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "conflict")).toHaveLength(39);
  });
});
