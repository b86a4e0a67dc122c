/** Letters that a clock sends: the warning, and each level of the ladder. */
import { sayDuration } from "../../duration.ts";
import type { LetterForm, Recipient, SayPerson, SayTime } from "../../playbook.ts";
import { clockFacts, clockLabel, explainClock, type ClockFacts } from "../clock-words.ts";
import { toldAtLevel, type Clock } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import { withOfficerBeside } from "./officer.ts";
import { envelope, inBoth, spaced, subjectOf, type Envelope } from "./parts.ts";

export interface ClockWarning extends Envelope {
  readonly clock: ClockFacts;
  /** The question, the request or the promise itself; null for the incident's own clocks. */
  readonly about: string | null;
}

export interface ClockEscalation extends ClockWarning {
  readonly level: number;
  /** Told once more: nobody acknowledged at the top, or nothing moved since somebody did. */
  readonly again: boolean;
  readonly lastAcknowledgedBy: string | null;
  readonly at: number;
  /** The levels above, for when nobody of this one can be told. */
  readonly otherwise: readonly (readonly Recipient[])[];
}

function aboutClock(context: IncidentContext, { id }: Clock): string | null {
  const [kind, number] = id.split("-");
  const of = <Item extends { readonly number: number }>(items: readonly Item[]) =>
    items.find((item) => String(item.number) === number);
  if (kind === "question") return of(context.questions)?.wording ?? null;
  if (kind === "slip") return of(context.slips)?.request ?? null;
  return kind === "promise" ? (of(context.promises)?.wording ?? null) : null;
}

export function clockWarning(context: IncidentContext, clock: Clock): ClockWarning {
  const to = clock.holders.map((role) => ({ role }));
  return { ...envelope(context, to), clock: clockFacts(clock), about: aboutClock(context, clock) };
}

export function clockEscalation(context: IncidentContext, clock: Clock, at: number): ClockEscalation {
  const last = clock.acknowledgements.at(-1) ?? null;
  const again = clock.repeats > 0 || last?.level === clock.level;
  return {
    ...clockWarning(context, clock),
    to: withOfficerBeside(context, toldAtLevel(clock, context.policy.ladder)),
    level: clock.level,
    again,
    lastAcknowledgedBy: last?.by ?? null,
    at,
    otherwise: context.policy.ladder.levels
      .slice(clock.level)
      .map(({ recipients }) => withOfficerBeside(context, recipients)),
  };
}

const aboutLine = (about: string | null): string => (about === null ? "" : `\n${about}`);

const clockWarningLetter: LetterForm = {
  label: { zh: "时限预警", en: "Deadline warning" },
  to: { zh: "时限的责任人", en: "Whoever has to act before the deadline" },
  when: {
    zh: "时限过去设定的比例时（快报一半，其他四分之三）",
    en: "When the set share of the time has passed (half for the fast report, three quarters otherwise)",
  },
  write: (params: ClockWarning, sayTime: SayTime) => {
    const label = clockLabel(params.clock);
    const sum = explainClock(params.clock, sayTime);
    return {
      subject: subjectOf(params, { zh: `${spaced(label.zh)}即将到期`, en: `${label.en} due soon` }),
      happened: inBoth((language) =>
        language === "zh"
          ? `${spaced(label.zh)}尚未完成。${sum.zh}${aboutLine(params.about)}`
          : `${label.en} is not done yet. ${sum.en}${aboutLine(params.about)}`,
      ),
      asked: {
        zh: `请在 ${sayTime(params.clock.dueAt, "zh")} 前完成。`,
        en: `Please have it done by ${sayTime(params.clock.dueAt, "en")}.`,
      },
      dueAt: params.clock.dueAt,
    };
  },
};

function whyAgain({ again, lastAcknowledgedBy, level }: ClockEscalation, sayPerson: SayPerson) {
  if (!again) return { zh: "", en: "" };
  if (lastAcknowledgedBy === null)
    return {
      zh: `第 ${String(level)} 级已通知过，至今无人确认收到。`,
      en: ` Level ${String(level)} was told before and nobody has acknowledged.`,
    };
  return {
    zh: `${sayPerson(lastAcknowledgedBy)} 确认收到之后一直没有进展。`,
    en: ` Nothing has moved since ${sayPerson(lastAcknowledgedBy)} acknowledged it.`,
  };
}

const clockEscalationLetter: LetterForm = {
  label: { zh: "超时升级", en: "Overdue notice" },
  to: {
    zh: "升级链当前一级；其中的值班员之外，还有经办人",
    en: "The present level of the ladder; with the duty officer also the officer in charge",
  },
  when: {
    zh: "超过时限时，以后每隔设定时间升一级，直到有人确认收到；确认后没有进展再次提醒",
    en: "When a deadline is missed, then level by level until somebody acknowledges; again when nothing moves after that",
  },
  acknowledge: "ESCALATION_ACKNOWLEDGED",
  write: (params: ClockEscalation, sayTime: SayTime, sayPerson: SayPerson) => {
    const label = clockLabel(params.clock);
    const sum = explainClock(params.clock, sayTime);
    const late = sayDuration(params.at - params.clock.dueAt);
    const again = whyAgain(params, sayPerson);
    return {
      subject: subjectOf(params, {
        zh: `${spaced(label.zh)}已超时（第 ${String(params.level)} 级）`,
        en: `${label.en} overdue (level ${String(params.level)})`,
      }),
      happened: {
        zh: `${spaced(label.zh)}已超时 ${late.zh}，仍未完成。${again.zh}${sum.zh}${aboutLine(params.about)}`,
        en: `${label.en} is overdue by ${late.en} and not done.${again.en} ${sum.en}${aboutLine(params.about)}`,
      },
      asked: {
        zh: "请现在就确认收到，并推动完成。无人确认时，将通知下一级。",
        en: "Please acknowledge now and see that it gets done. If nobody does, the next level is told.",
      },
      dueAt: params.clock.dueAt,
    };
  },
};

export const clockLetters = {
  clockWarning: clockWarningLetter,
  clockEscalation: clockEscalationLetter,
};
