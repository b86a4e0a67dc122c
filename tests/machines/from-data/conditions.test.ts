/** Conditions, where they lead, and whom a file means. */
import { describe, expect, test } from "@jest/globals";
import { begin, toldSince, written } from "./support/written.ts";
import { clockOf } from "./support/written.ts";
import { hours } from "../support/night.ts";

const rooms = `
posts: { commander: { label: 总指挥 | Commander, falls-back-to: lead } }
opening: { label: 登记 | Enter, by: [duty-officer], fields: { subject: { kind: line, label: 事由 | Subject } } }
events:
  NAMED: { label: 指定 | Name, by: [lead], fields: { helper: { kind: person, role: lead, label: 协助人 | Helper }, office: { kind: unit, optional: true, label: 单位 | Unit } } }
  ANSWERED: { label: 答复 | Answer, by: [{ unit: office }, { post: commander }, lead], fields: { way: { kind: choice, label: 方式 | Way, options: { left: 左 | Left, right: 右 | Right } }, sure: { kind: flag, label: 确定 | Sure } } }
  SIDE_DONE: { label: 旁线完成 | Side done, by: [lead] }
  BACK: { label: 退回 | Back, by: [lead] }
  ENDED: { label: 结束 | End, by: [lead], by-other-than: open }
clocks:
  answer: { label: 答复 | Answer, start: open, met: ANSWERED, limit: 1 h, rule: 规定 | A rule }
delays: { quiet: { label: 平静期满 | Quiet, limit: 2 h } }
notifications:
  take: { label: 通知 | Told, to: [{ person: helper, or-else: lead }, { post: commander, unit: office }, { unit: office }], when: 答复后 | When answered, subject: "{subject}：{way} | {subject}: {way}", happened: "{by} {sure} {nothing} | {by} {sure} {nothing}" }
type: parallel
states:
  clocks:
    label: 主线 | Main
    initial: open
    states:
      open:
        label: 待答 | Open
        on:
          NAMED: {}
          ANSWERED:
            - { guard: { way: left, sure: true }, target: left, notify: take }
            - { guard: { way: right, not: { known: helper } }, why: 先指定协助人。 | Name a helper first., target: right, notify: take }
      left: { label: 左 | Left, after: { quiet: right }, on: { BACK: open } }
      right: { label: 右 | Right, on: { BACK: { guard: { recorded: SIDE_DONE, since: clocks.right }, why: 旁线未完成。 | Not since., target: open }, ENDED: { guard: { any: [{ in: side.done }, { missed: answer }], all: [{ recorded: ANSWERED }] }, why: 旁线未完成。 | The side is open., target: over } } }
      over: { label: 结束 | Over, type: final }
  side:
    label: 旁线 | Side
    initial: running
    states:
      running: { label: 进行中 | Running, on: { SIDE_DONE: done } }
      done: { label: 完成 | Done, on: { SIDE_DONE: {} }, always: { guard: { in: clocks.over }, target: over } }
      over: { label: 结束 | Over, type: final }
`;

const place = (night: ReturnType<typeof begin>) => (night.state.value as { procedure: unknown }).procedure;

describe("Conditions", () => {
  test("read the form of the event, and offer it while they are unknown", () => {
    const night = begin(rooms);

    expect(night.playbook.whyNot(night.state, "ANSWERED", "li")).toBeNull();
    expect(night.send("ANSWERED", "li", { way: "left", sure: false })).not.toBe("accepted");
    expect(night.send("ANSWERED", "li", { way: "left", sure: true })).toBe("accepted");
    expect(place(night)).toEqual({ clocks: "left", side: "running" });
  });

  test("may ask what is known, and say why not", () => {
    const night = begin(rooms);
    night.send("NAMED", "li", { helper: "wu" });

    expect(night.send("ANSWERED", "li", { way: "right", sure: true })).not.toBe("accepted");
    expect(night.playbook.whyNot(night.state, "ANSWERED", "li", { way: "right", sure: true })?.en).toBe(
      "Name a helper first.",
    );
  });

  test("may ask what was recorded since a state was entered", () => {
    const night = begin(rooms);
    night.send("SIDE_DONE", "li");
    night.send("ANSWERED", "li", { way: "right", sure: true });

    expect(night.send("BACK", "li")).not.toBe("accepted");
    night.send("SIDE_DONE", "li");
    expect(night.send("BACK", "li")).toBe("accepted");
  });

  test("may ask where another region stands, and which clock was missed", () => {
    const night = begin(rooms);
    night.send("ANSWERED", "li", { way: "right", sure: true });
    expect(night.playbook.whyNot(night.state, "ENDED", "li")?.en).toBe("The side is open.");
    expect(night.playbook.whyNot(night.state, "ENDED", "chen")?.en).toContain("someone else");

    night.send("SIDE_DONE", "li");
    expect(night.send("ENDED", "li")).toBe("accepted");
    expect(night.state.status).toBe("done");

    const late = begin(rooms);
    late.wind(hours(2));
    late.send("ANSWERED", "li", { way: "right", sure: true });
    expect(clockOf(late, "answer")?.state).toBe("met-late");
    expect(late.send("ENDED", "li")).toBe("accepted");
    expect(place(late)).toEqual({ clocks: "over", side: "running" });
  });

  test("a state goes on by itself when its delay is over, and not after it was left", () => {
    const night = begin(rooms);
    night.send("ANSWERED", "li", { way: "left", sure: true });
    night.wind(hours(3));
    expect(place(night)).toMatchObject({ clocks: "right" });

    const left = begin(rooms);
    left.send("ANSWERED", "li", { way: "left", sure: true });
    left.send("BACK", "li");
    left.wind(hours(3));
    expect(place(left)).toMatchObject({ clocks: "open" });
  });
});

describe("Whom a file means", () => {
  const told = (values: object) => {
    const night = begin(rooms);
    night.send("NAMED", "li", { helper: "wu" });
    if ("unit" in values) night.sendChecked({ type: "NAMED", helper: "wu", ...unit }, "li");
    toldSince(night);
    night.send("ANSWERED", "zhao", { way: "left", sure: true });
    return night.notifications.find(({ type }) => type === "take");
  };
  const unit = { office: "labs", officeNames: { zh: "实验室", en: "Laboratories" } };

  test("a person by the field, a post, and the contact of a unit", () => {
    const commander = { post: "commander", label: { zh: "总指挥", en: "Commander" }, orElse: "lead" };
    expect(told({})?.params).toMatchObject({ to: [{ person: "wu" }, commander, { role: "unit-contact" }] });
    expect(told({ unit })?.params).toMatchObject({
      to: [
        { person: "wu", orElse: "lead" },
        { ...commander, unit: "labs" },
        { post: "contact", unit: "labs" },
      ],
    });
  });

  test("may act as the file says, of the unit that is concerned", () => {
    const form = written(rooms).events.find(({ type }) => type === "ANSWERED");

    expect(form?.by.map((actor) => (typeof actor === "string" ? actor : actor.post))).toEqual([
      "contact",
      "unit-contact",
      "commander",
      "lead",
    ]);
    expect(form?.byNow?.({ facts: unit })[0]).toMatchObject({ post: "contact", unit: "labs" });
  });
});
