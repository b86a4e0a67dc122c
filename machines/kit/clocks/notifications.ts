/** What clocks tell: the warning, each level of the ladder, and what becomes of an escalation. */
import { sayDuration } from "../duration.ts";
import {
  recipientOf,
  type NotificationTemplate,
  type Recipient,
  type SayPerson,
  type SayTime,
} from "../../playbook.ts";
import type { ActStep } from "../chart.ts";
import type { AnySent } from "../stamp.ts";
import type { Addressed, Notification } from "../notification.ts";
import { inBoth, spaced } from "../sentences.ts";
import { toldAtLevel, type Clock } from "./clock.ts";
import { acknowledgedNotification, endedTemplate, escalationEnded, type Acknowledging } from "./ended.ts";
import type { ClockKeeper, ClockWords, Envelope } from "./keeper.ts";
import { clockFacts, clockLabel, explainClock, type ClockFacts } from "./words.ts";

export type ClockWarning = Envelope & {
  readonly clock: ClockFacts;
  /** The question, the request or the promise itself; null for a clock that stands alone. */
  readonly about: string | null;
};

export type ClockEscalation = ClockWarning & {
  readonly level: number;
  /** Told once more: nobody acknowledged at the top, or nothing moved since somebody did. */
  readonly again: boolean;
  readonly lastAcknowledgedBy: string | null;
  readonly at: number;
  /** The levels above, for when nobody of this one can be told. */
  readonly otherwise: readonly (readonly Recipient[])[];
};

interface Told {
  readonly name: string;
  readonly params: Addressed;
}

/** The notifications of a playbook's clocks. */
export interface ClockNotifications<Context> {
  readonly templates: Readonly<Record<string, NotificationTemplate>>;
  warning(context: Context, clock: Clock): Told;
  escalation(context: Context, clock: Clock, at: number): Told;
  /** For clocks that an event has just changed: nobody is called any more. */
  ended(context: Context, clocks: readonly Clock[], step: ActStep): readonly Told[];
  /** One person has it now: told by the event that says so. */
  readonly escalationAcknowledged: Notification<Context, AnySent & Acknowledging>;
}

export function clockNotifications<Context>(keeper: ClockKeeper<Context>): ClockNotifications<Context> {
  const { words } = keeper;
  return {
    templates: {
      clockWarning: warningTemplate(words),
      clockEscalation: escalationTemplate(words),
      escalationEnded: endedTemplate(words),
    },
    warning: (context, clock) => ({ name: "clockWarning", params: clockWarning(keeper, context, clock) }),
    escalation: (context, clock, at) => ({
      name: "clockEscalation",
      params: clockEscalation(keeper, context, clock, at),
    }),
    ended: (context, clocks, step) => {
      const params = escalationEnded(keeper, context, clocks, step);
      return params ? [{ name: "escalationEnded", params }] : [];
    },
    escalationAcknowledged: acknowledgedNotification(keeper),
  };
}

function clockWarning<Context>(keeper: ClockKeeper<Context>, context: Context, clock: Clock): ClockWarning {
  const to = clock.holders.map(recipientOf);
  return { ...keeper.envelope(context, to), clock: clockFacts(clock), about: keeper.matterOf(context, clock) };
}

function clockEscalation<Context>(
  keeper: ClockKeeper<Context>,
  context: Context,
  clock: Clock,
  at: number,
): ClockEscalation {
  const ladder = keeper.ladder(context);
  const last = clock.acknowledgements.at(-1) ?? null;
  const again = clock.repeats > 0 || last?.level === clock.level;
  return {
    ...clockWarning(keeper, context, clock),
    to: keeper.escalatedTo(context, toldAtLevel(clock, ladder)),
    level: clock.level,
    again,
    lastAcknowledgedBy: last?.by ?? null,
    at,
    otherwise: ladder.levels.slice(clock.level).map(({ recipients }) => keeper.escalatedTo(context, recipients)),
  };
}

const aboutLine = (about: string | null): string => (about === null ? "" : `\n${about}`);

const warningTemplate = (words: ClockWords): NotificationTemplate => ({
  label: { zh: "时限预警", en: "Deadline warning" },
  to: { zh: "时限的责任人", en: "The person who must meet the deadline" },
  when: words.warnedWhen,
  write: (params: ClockWarning, sayTime: SayTime) => {
    const label = clockLabel(words, params.clock);
    const sum = explainClock(words, params.clock, sayTime);
    return {
      subject: words.subject(params, { zh: `${spaced(label.zh)}即将到期`, en: `${label.en} due soon` }),
      happened: inBoth((language) =>
        language === "zh"
          ? `${spaced(label.zh)}尚未完成。${sum.zh}${aboutLine(params.about)}`
          : `${label.en} is not completed yet. ${sum.en}${aboutLine(params.about)}`,
      ),
      asked: {
        zh: `请于 ${sayTime(params.clock.dueAt, "zh")} 前完成。`,
        en: `Complete it by ${sayTime(params.clock.dueAt, "en")}.`,
      },
      dueAt: params.clock.dueAt,
    };
  },
});

function whyAgain({ again, lastAcknowledgedBy, level }: ClockEscalation, sayPerson: SayPerson) {
  if (!again) return { zh: "", en: "" };
  if (lastAcknowledgedBy === null)
    return {
      zh: `第 ${String(level)} 级此前已通知，至今无人确认收到。`,
      en: ` Level ${String(level)} was notified before; no one has acknowledged.`,
    };
  return {
    zh: `${sayPerson(lastAcknowledgedBy)}确认收到后尚无进展。`,
    en: ` No progress since ${sayPerson(lastAcknowledgedBy)} acknowledged.`,
  };
}

const escalationTemplate = (words: ClockWords): NotificationTemplate => ({
  label: { zh: "超时提醒", en: "Overdue notice" },
  to: words.escalatedTo,
  when: {
    zh: "超过时限时，其后按设定间隔逐级上报，直至有人确认收到；确认后无进展的再次提醒",
    en: "When a deadline passes, then level by level until someone acknowledges; repeated if there is no progress",
  },
  acknowledge: words.acknowledge,
  write: (params: ClockEscalation, sayTime: SayTime, sayPerson: SayPerson) => {
    const label = clockLabel(words, params.clock);
    const sum = explainClock(words, params.clock, sayTime);
    const late = sayDuration(params.at - params.clock.dueAt);
    const again = whyAgain(params, sayPerson);
    return {
      subject: words.subject(params, {
        zh: `${spaced(label.zh)}已超时（第 ${String(params.level)} 级）`,
        en: `${label.en} overdue (level ${String(params.level)})`,
      }),
      happened: {
        zh: `${spaced(label.zh)}已超时 ${late.zh}，仍未完成。${again.zh}${sum.zh}${aboutLine(params.about)}`,
        en: `${label.en} is overdue by ${late.en} and not completed.${again.en} ${sum.en}${aboutLine(params.about)}`,
      },
      asked: {
        zh: "请现在就确认收到，并推动完成。无人确认时，将通知下一级。",
        en: "Please acknowledge now and see that it gets done. If nobody does, the next level is told.",
      },
      dueAt: params.clock.dueAt,
    };
  },
});
