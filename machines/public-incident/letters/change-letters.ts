/** Letters about what changes on the way: the situation, the grade, a fact. */
import type { Language, LetterForm, Recipient, SayPerson, SayTime, Text } from "../../playbook.ts";
import { clockLabel } from "../clock-words.ts";
import { isStopped, unique } from "../clocks.ts";
import type { Assignment, Correction, GradeChange, IncidentContext, SituationNote } from "../context.ts";
import type { OfficerAssigned } from "../events.ts";
import { allClocks, rulesOf } from "../record/clocks.ts";
import { earliest } from "../standing.ts";
import { factNames, grades, trends, wordFor } from "../vocabulary.ts";
import { envelope, lastOf, nothingAsked, paragraphs, sayMoved, subjectOf, type Envelope, type Moved } from "./parts.ts";

export type SituationLetter = Envelope & { readonly note: SituationNote };
export type GradeLetter = Envelope & {
  readonly change: GradeChange;
  readonly moved: readonly Moved[];
  readonly replyDueAt: number;
};
export type FactLetter = Envelope & { readonly correction: Correction; readonly moved: readonly Moved[] };

export type OfficerLetter = Envelope & {
  readonly assignment: Assignment;
  /** Who had it before. */
  readonly before: string | null;
  readonly next: { readonly label: Text; readonly dueAt: number } | null;
};

export const situationWorsened = (context: IncidentContext): SituationLetter => ({
  ...envelope(context, context.policy.leadGroup),
  note: lastOf(context.situationNotes),
});

/** The running clocks whose due time changed at `at`. */
function movedAt(context: IncidentContext, at: number): readonly Moved[] {
  return allClocks(context).flatMap((clock) => {
    const earlier = clock.earlier.at(-1);
    return earlier?.changedAt === at && !isStopped(clock)
      ? [{ label: clockLabel(clock), was: earlier.dueAt, is: clock.dueAt }]
      : [];
  });
}

export function gradeChanged(context: IncidentContext): GradeLetter {
  const change = lastOf(context.gradeChanges);
  const superior = rulesOf(context).superiorViewNeeded ? [{ role: "superior" } as const] : [];
  const to = unique([...context.policy.leadGroup, ...rulesOf(context).toldAtOnce, ...superior]);
  return {
    ...envelope(context, to),
    change,
    moved: movedAt(context, change.at),
    replyDueAt: context.clocks.officialReply.dueAt,
  };
}

export function factCorrected(context: IncidentContext): FactLetter {
  const correction = lastOf(context.corrections);
  return { ...envelope(context, context.policy.leadGroup), correction, moved: movedAt(context, correction.at) };
}

/** To whoever has it now, and to whoever has it no longer. Built before it is recorded. */
export function officerAssigned(context: IncidentContext, event: OfficerAssigned): OfficerLetter {
  const { at, by, person, note = null } = event;
  const before = context.assigned?.person ?? null;
  const left: readonly Recipient[] = before === null || before === by ? [] : [{ person: before }];
  const next = earliest(allClocks(context));
  return {
    ...envelope(context, [{ person, orElse: "duty-officer" }, ...left]),
    assignment: { at, by, person, note },
    before,
    next: next && { label: clockLabel(next), dueAt: next.dueAt },
  };
}

const soonest = (moved: readonly Moved[]): number | null =>
  moved.length === 0 ? null : Math.min(...moved.map(({ is }) => is));

const situationWorsenedLetter: LetterForm = {
  label: { zh: "情况加重或扩大", en: "Situation worse or wider" },
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "情况加重或范围扩大时", en: "When the situation gets worse or wider" },
  write: (params: SituationLetter, sayTime: SayTime) => {
    const trend = wordFor(trends, params.note.trend);
    return {
      subject: subjectOf(params, {
        zh: params.note.trend === "worse" ? "情况加重" : "范围扩大",
        en: `Situation ${trend.en.toLowerCase()}`,
      }),
      happened: {
        zh: `${sayTime(params.note.at, "zh")}：${params.note.wording}`,
        en: `${sayTime(params.note.at, "en")}: ${params.note.wording}`,
      },
      asked: {
        zh: "请重新确定级别；级别不变也请说明理由。",
        en: "Please settle the grade anew; if it stays, say why.",
      },
      dueAt: null,
    };
  },
};

const gradeChangedLetter: LetterForm = {
  label: { zh: "级别调整", en: "Grade changed" },
  to: { zh: "会商小组和新级别须告知的人", en: "Lead group, and whoever the new grade says must know" },
  when: { zh: "级别变更或确认时", en: "When the grade is changed or confirmed" },
  write: (params: GradeLetter, sayTime: SayTime) => {
    const [was, is] = [wordFor(grades, params.change.was), wordFor(grades, params.change.is)];
    const same = params.change.was === params.change.is;
    return {
      subject: subjectOf(
        params,
        same
          ? { zh: "级别不变", en: "Grade confirmed" }
          : { zh: `级别调整为${is.zh}`, en: `Grade is now ${is.en.toLowerCase()}` },
      ),
      happened: {
        zh: paragraphs(
          same ? `级别维持${is.zh}。` : `级别由${was.zh}调整为${is.zh}。`,
          `理由：${params.change.reason}`,
          sayMoved(params.moved, "zh", sayTime),
        ),
        en: paragraphs(
          same
            ? `The grade stays ${is.en.toLowerCase()}.`
            : `The grade went from ${was.en.toLowerCase()} to ${is.en.toLowerCase()}.`,
          `Reason: ${params.change.reason}`,
          sayMoved(params.moved, "en", sayTime),
        ),
      },
      asked: same ? nothingAsked : { zh: "请按新级别的要求办理。", en: "Please go on as the new grade asks." },
      dueAt: soonest(params.moved),
    };
  },
};

const sayFact = (value: string | number | null, language: Language, sayTime: SayTime): string =>
  value === null
    ? language === "zh"
      ? "不明"
      : "unknown"
    : typeof value === "number"
      ? sayTime(value, language)
      : value;

const factCorrectedLetter: LetterForm = {
  label: { zh: "事实更正", en: "Fact corrected" },
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "更正一项事实时", en: "When a fact is corrected" },
  write: (params: FactLetter, sayTime: SayTime) => {
    const { correction, moved } = params;
    const fact = wordFor(factNames, correction.fact);
    const say = (language: Language) => ({
      was: sayFact(correction.was, language, sayTime),
      is: sayFact(correction.is, language, sayTime),
    });
    return {
      subject: subjectOf(params, { zh: `更正（${fact.zh}）`, en: `Correction (${fact.en.toLowerCase()})` }),
      happened: {
        zh: paragraphs(
          `${fact.zh}：原为 ${say("zh").was}，更正为 ${say("zh").is}。`,
          `理由：${correction.reason}`,
          sayMoved(moved, "zh", sayTime),
        ),
        en: paragraphs(
          `${fact.en}: was ${say("en").was}, is now ${say("en").is}.`,
          `Reason: ${correction.reason}`,
          sayMoved(moved, "en", sayTime),
        ),
      },
      asked:
        moved.length > 0
          ? {
              zh: "时限已重新计算，请按新的截止时间办理。",
              en: "Deadlines were worked out anew: please keep to the new ones.",
            }
          : nothingAsked,
      dueAt: soonest(moved),
    };
  },
};

function sayAssignment({ assignment, before }: OfficerLetter, sayTime: SayTime, sayPerson: SayPerson): Text {
  const { at, by, person, note } = assignment;
  const [zh, en] =
    by === person
      ? [
          `${sayPerson(person)} 于 ${sayTime(at, "zh")} 接手经办。`,
          `${sayPerson(person)} took it on at ${sayTime(at, "en")}.`,
        ]
      : [
          `${sayPerson(by)} 于 ${sayTime(at, "zh")} 指定 ${sayPerson(person)} 为经办人。`,
          `${sayPerson(by)} assigned it to ${sayPerson(person)} at ${sayTime(at, "en")}.`,
        ];
  return {
    zh: paragraphs(zh, before && `此前由 ${sayPerson(before)} 经办。`, note && `交接说明：${note}`),
    en: paragraphs(en, before && `${sayPerson(before)} had it before.`, note && `Hand-over note: ${note}`),
  };
}

const officerAssignedLetter: LetterForm = {
  label: { zh: "指定经办人", en: "Officer in charge" },
  to: { zh: "经办人；换人时还有原经办人", en: "The officer in charge; at a change also the one before" },
  when: { zh: "指定经办人，或有人接手时", en: "When an officer is put in charge, or takes it on" },
  write: (params: OfficerLetter, sayTime: SayTime, sayPerson: SayPerson) => {
    const { next } = params;
    const name = sayPerson(params.assignment.person);
    return {
      subject: subjectOf(params, { zh: `${name} 经办`, en: `${name} is in charge` }),
      happened: sayAssignment(params, sayTime, sayPerson),
      asked: {
        zh: paragraphs(
          `请 ${name} 负责办理；发给值班员的通知从现在起发给经办人。`,
          next && `最近的时限：${next.label.zh}，${sayTime(next.dueAt, "zh")}。`,
        ),
        en: paragraphs(
          `${name} is asked to see it through; letters for the duty officer go to the officer in charge from now on.`,
          next && `Next deadline: ${next.label.en}, ${sayTime(next.dueAt, "en")}.`,
        ),
      },
      dueAt: next?.dueAt ?? null,
    };
  },
};

export const changeLetters = {
  situationWorsened: situationWorsenedLetter,
  gradeChanged: gradeChangedLetter,
  factCorrected: factCorrectedLetter,
  officerAssigned: officerAssignedLetter,
};
