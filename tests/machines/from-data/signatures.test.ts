/** Signatures one after the other: of the exact wording, each by somebody else, and none by its author. */
import { describe, expect, test } from "@jest/globals";
import { acceptable } from "../../../src/engine/decide/decide.ts";
import { begin, toldSince } from "./support/written.ts";

const review = `
opening: { label: 提交 | Propose, by: [spokesperson], fields: { subject: { kind: line, label: 标题 | Title } } }
events:
  DRAFT_SAVED: { label: 保存 | Save, by: [spokesperson], fields: { body: { kind: text, label: 正文 | Text } } }
  DRAFT_SUBMITTED: { label: 送审 | Submit, by: [spokesperson] }
notifications:
  to-review: { label: 请审核 | To review, to: lead, when: 送审后 | When submitted, subject: "{subject} | {subject}", happened: "{body} | {body}", asked: 请审核。 | pass or return it. }
initial: drafting
states:
  drafting: { label: 起草 | Drafting, on: { DRAFT_SAVED: {}, DRAFT_SUBMITTED: { guard: { known: body }, why: 还没有正文。 | There is no text yet., target: review } } }
  review:
    label: 审核 | Review
    on: { DRAFT_SAVED: {} }
    approval:
      of: [subject, body]
      authors: DRAFT_SAVED
      notify: to-review
      stages:
        FIRST: { label: 一审 | First, by: [lead], fields: { right: { kind: flag, must: true, label: 无误 | Right } } }
        SECOND: { label: 二审 | Second, by: [lead, superior] }
      approved: ready
      returned: drafting
  ready: { label: 待发布 | Ready, type: final }
`;

const submitted = () => {
  const night = begin(review, { by: "ada" });
  night.send("DRAFT_SAVED", "morgan", { body: "十二月一日起供暖。" });
  night.send("DRAFT_SUBMITTED", "morgan");
  return night;
};

const digestIn = (night: ReturnType<typeof begin>): string => {
  const form = night.playbook.events.find(({ type }) => type === "FIRST_PASSED");
  return String(form?.prefill?.(night.state.context, night.at)["digest"]);
};

const pass = (night: ReturnType<typeof begin>, stage: string, by: string, digest = digestIn(night)) =>
  night.send(`${stage}_PASSED`, by, { digest, ...(stage === "FIRST" && { right: true }) });

const stage = (night: ReturnType<typeof begin>) => (night.state.value as { procedure: unknown }).procedure;

describe("An approval", () => {
  test("is asked for when the text is there, and says so before", () => {
    const night = begin(review, { by: "ada" });

    expect(night.send("DRAFT_SUBMITTED", "morgan")).not.toBe("accepted");
    expect(night.playbook.whyNot(night.state, "DRAFT_SUBMITTED", "morgan")?.en).toBe("There is no text yet.");
  });

  test("takes two people who did not write it, in their order", () => {
    const night = submitted();

    expect(pass(night, "SECOND", "wang")).not.toBe("accepted");
    expect(pass(night, "FIRST", "morgan")).not.toBe("accepted");
    expect(pass(night, "FIRST", "ada")).not.toBe("accepted");
    expect(pass(night, "FIRST", "li")).toBe("accepted");
    expect(stage(night)).toEqual({ review: "second" });
    expect(pass(night, "SECOND", "li")).not.toBe("accepted");
    expect(night.playbook.whyNot(night.state, "SECOND_PASSED", "li")?.en).toContain("passed this already");
    expect(pass(night, "SECOND", "wang")).toBe("accepted");
    expect(stage(night)).toBe("ready");
  });

  test("is offered to whoever may sign, and to nobody else", () => {
    const night = submitted();
    const offered = (by: string) => acceptable(night.definition, night.state, { at: night.at, by });

    expect(offered("li")).toEqual(expect.arrayContaining(["FIRST_PASSED", "FIRST_RETURNED"]));
    expect(offered("morgan")).not.toContain("FIRST_PASSED");
  });

  test("is of the wording that lies before whoever signs", () => {
    const night = submitted();

    expect(pass(night, "FIRST", "li", "stale")).not.toBe("accepted");
    expect(night.playbook.whyNot(night.state, "FIRST_PASSED", "li", { digest: "stale" })?.en).toContain("has changed");
  });

  test("begins again when the text is changed between two signatures, and says how many are void", () => {
    const night = submitted();
    pass(night, "FIRST", "li");
    toldSince(night);

    night.send("DRAFT_SAVED", "morgan", { body: "十二月一日零时起供暖。" });

    expect(stage(night)).toEqual({ review: "first" });
    expect(toldSince(night)).toEqual(["to-review"]);
    expect(
      night.playbook
        .facts(night.state)
        .flatMap(({ rows }) => rows)
        .map(({ label }) => label.en),
    ).toContain("Signatures made void by a change of the text");
    expect(pass(night, "FIRST", "li")).toBe("accepted");
  });

  test("stays with its first signature while nobody has signed", () => {
    const night = submitted();
    const before = digestIn(night);

    night.send("DRAFT_SAVED", "ada", { body: "改" });

    expect(digestIn(night)).not.toBe(before);
    expect(pass(night, "FIRST", "ada")).not.toBe("accepted");
    expect(pass(night, "FIRST", "li")).toBe("accepted");
  });

  test("that was returned is a new round, in which the same people sign anew", () => {
    const night = submitted();
    pass(night, "FIRST", "li");
    night.send("SECOND_RETURNED", "wang", { reason: "写明时段", digest: digestIn(night) });
    expect(stage(night)).toBe("drafting");
    night.send("DRAFT_SAVED", "morgan", { body: "写明了" });
    night.send("DRAFT_SUBMITTED", "morgan");

    expect(pass(night, "FIRST", "li")).toBe("accepted");
    expect(pass(night, "SECOND", "li")).not.toBe("accepted");
  });

  test("is kept by the database as well: authors and signers under one key, each once", () => {
    const night = submitted();
    const before = night.state;
    pass(night, "FIRST", "li");
    const first = night.playbook.signOffs?.(before, night.state) ?? [];
    const between = night.state;
    pass(night, "SECOND", "wang");
    const second = night.playbook.signOffs?.(between, night.state) ?? [];

    expect(first.map(({ by }) => by).sort()).toEqual(["ada", "li", "morgan"]);
    expect(second.map(({ by }) => by)).toEqual(["wang"]);
    expect(new Set([...first, ...second].map(({ key }) => key)).size).toBe(1);
  });
});
