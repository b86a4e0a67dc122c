/** What clocks tell: the warning, each level of the ladder, and what becomes of an escalation. */
import { recipientOf, type NotificationTemplate, type Phrasing, type Recipient } from "../../playbook.ts";
import type { ActStep } from "../chart.ts";
import type { AnySent } from "../stamp.ts";
import type { Addressed, Notification } from "../notification.ts";
import { atTime, fullStop, sentence, subjectLine, timeLeft } from "../phrases.ts";
import { nextFireAt, recipientsAtLevel, type Clock } from "./clock.ts";
import { acknowledgedNotification, endedTemplate, escalationEnded, type Acknowledging } from "./ended.ts";
import { escalationTemplate, type ClockEscalation } from "./escalation.ts";
import { clockFacts, type ClockWarning } from "./facts.ts";
import type { ClockKeeper, ClockWords, EscalationStep } from "./keeper.ts";
import { explainClock } from "./words.ts";

interface NotificationCall {
  readonly name: string;
  readonly params: Addressed;
}

/** The notifications of a playbook's clocks. */
export interface ClockNotifications<Context> {
  readonly templates: Readonly<Record<string, NotificationTemplate>>;
  warning(context: Context, clock: Clock): NotificationCall;
  escalation(context: Context, escalated: EscalationStep, at: number): NotificationCall;
  /** For clocks that an event has just changed: nobody is called any more. */
  ended(context: Context, clocks: readonly Clock[], step: ActStep): readonly NotificationCall[];
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
    escalation: (context, escalated, at) => ({
      name: "clockEscalation",
      params: clockEscalation(keeper, context, escalated, at),
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
  return { ...keeper.envelope(context, to), clock: clockFacts(clock), ...keeper.matterOf(context, clock) };
}

function clockEscalation<Context>(
  keeper: ClockKeeper<Context>,
  context: Context,
  { clock, before }: EscalationStep,
  at: number,
): ClockEscalation {
  const ladder = keeper.ladder(context);
  const last = clock.acknowledgements.at(-1) ?? null;
  const levelsTo = (recipients: readonly Recipient[]) => keeper.escalatedTo(context, recipients);
  return {
    ...clockWarning(keeper, context, clock),
    to: levelsTo(recipientsAtLevel(clock, ladder)),
    level: clock.level,
    again: clock.repeats > 0 || last?.level === clock.level,
    lastAcknowledgedBy: last?.by ?? null,
    acknowledgedAt: before.acknowledged?.at ?? null,
    at,
    nextAt: nextFireAt(clock, ladder, keeper.progressAt(context)),
    isTop: clock.level >= clock.top,
    intervalMs: ladder.interval,
    repeatsLeft: Math.max(0, ladder.repeatMax - clock.repeats),
    levels: ladder.levels.map(({ recipients }) => recipients),
    otherwise: ladder.levels.slice(clock.level).map(({ recipients }) => levelsTo(recipients)),
  };
}

const warningTemplate = (words: ClockWords): NotificationTemplate => ({
  label: { zh: "时限预警", en: "Deadline warning" },
  to: { zh: "时限的责任人", en: "The person who must meet the deadline" },
  when: words.warnedWhen,
  together: true,
  write: (params: ClockWarning, say: Phrasing) => {
    const { clock, about, who = null } = params;
    const phrases = words.phrases({ clock, say, who, envelope: params });
    const due = { short: say.shortTime(clock.dueAt), at: atTime(say, clock.dueAt) };
    const left = timeLeft(say, clock.dueAt);
    return {
      subject: subjectLine(say, {
        mark: phrases.isMain ? words.mark(params) : null,
        what: phrases.dueSoon(due),
        when: left ? { zh: `剩 ${left.short.zh}`, en: `${left.short.en} left` } : { zh: "现已超时", en: "now overdue" },
      }),
      happened: left
        ? sentence(phrases.matter, phrases.isDue(due), {
            zh: `，还剩 ${left.long.zh}。`,
            en: `, in ${left.long.en}.`,
          })
        : sentence(phrases.matter, phrases.wasDue(due), fullStop),
      about: words.about(params),
      ...(about !== null && { details: { zh: about, en: about } }),
      asked: phrases.asked,
      dueAt: clock.dueAt,
      calculation: explainClock(words, clock, say),
    };
  },
});
