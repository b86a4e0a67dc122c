/** What becomes of an escalation: somebody has taken it on, or it is over. Whoever was asked hears both. */
import { formatDuration } from "../duration.ts";
import type { NotificationTemplate, Phrasing, SameMatter, Text } from "../../playbook.ts";
import type { ActStep } from "../chart.ts";
import type { TextRef } from "../text-ref.ts";
import type { AnySent } from "../stamp.ts";
import type { Notification } from "../notification.ts";
import { atTime, besideNumbers, subjectLine } from "../phrases.ts";
import { inBoth, forInformation, paragraphs, unique } from "../sentences.ts";
import { callEnd, isEscalating, notifiedSoFar, type CallEnd, type Clock } from "./clock.ts";
import { clockFacts, type ClockFacts, type Envelope } from "./facts.ts";
import type { ClockKeeper, ClockWords } from "./keeper.ts";
import { clockLabel } from "./words.ts";

/** What somebody says who takes an escalation on. */
export interface Acknowledging {
  readonly intention?: TextRef | undefined;
}

export type EscalationAcknowledged = Envelope & {
  readonly by: string;
  readonly at: number;
  readonly intention: TextRef | null;
  /** When it is told once more unless something moves. */
  readonly realertAt?: number;
  readonly clocks: readonly (ClockFacts & { readonly level?: number })[];
};

export type EscalationEnded = Envelope & {
  readonly by: string | null;
  readonly at: number;
  readonly clocks: readonly (ClockFacts & { readonly how: CallEnd; readonly doneAt: number | null })[];
};

/** To everybody whom the ladder has called: one person has it now. */
export function acknowledgedNotification<Context>(
  keeper: ClockKeeper<Context>,
): Notification<Context, AnySent & Acknowledging, EscalationAcknowledged> {
  return {
    ...acknowledgedTemplate(keeper.words),
    beforeRecorded: true,
    params: (context, { by, at, intention }) => {
      const escalating = keeper.all(context).filter(isEscalating);
      const ladder = keeper.ladder(context);
      const to = unique(escalating.flatMap((clock) => notifiedSoFar(clock, ladder)));
      return {
        ...keeper.envelope(context, []),
        to: keeper.escalatedTo(context, to),
        by,
        at,
        intention: intention ?? null,
        realertAt: at + ladder.realert,
        clocks: escalating.map((clock) => ({ ...clockFacts(clock), level: clock.level })),
      };
    },
  };
}

/** To everybody whom the ladder has called: nothing is asked of them any more. Null when no call has ended. */
export function escalationEnded<Context>(
  keeper: ClockKeeper<Context>,
  context: Context,
  clocks: readonly Clock[],
  { at, by }: ActStep,
): EscalationEnded | null {
  const ladder = keeper.ladder(context);
  const ended = clocks.flatMap((clock) => {
    const how = callEnd(clock, at);
    return how ? [{ clock, how }] : [];
  });
  if (ended.length === 0) return null;
  // A rescheduled clock keeps no record of its level; the first level was notified in any case.
  const called = ended.flatMap(({ clock }) => notifiedSoFar({ ...clock, level: Math.max(1, clock.level) }, ladder));
  return {
    ...keeper.envelope(context, []),
    to: keeper.escalatedTo(context, unique(called)),
    by,
    at,
    clocks: ended.map(({ clock, how }) => ({ ...clockFacts(clock), how, doneAt: clock.stoppedAt })),
  };
}

const everybodyAsked: Text = {
  zh: "已通知的各级及时限的责任人",
  en: "Every level notified so far, and the person who must meet the deadline",
};

/** Also people who were told of the same clocks and have gone off duty since. */
const endsCallsOf: SameMatter = {
  notifications: ["clockEscalation"],
  isSameMatter: (
    { clock }: { readonly clock: Pick<ClockFacts, "id"> },
    { clocks }: { readonly clocks: readonly Pick<ClockFacts, "id">[] },
  ) => clocks.some(({ id }) => id === clock.id),
};

/** As they stand in a sentence: the fast report, question 2. */
function labelsOf(words: ClockWords, clocks: readonly ClockFacts[]): Text {
  const labels = clocks.map((clock) => small(clockLabel(words, clock)));
  const article = (en: string): string => (/\d$/.test(en) ? en : `the ${en}`);
  return {
    zh: labels.map(({ zh }) => zh).join("、"),
    en: labels
      .map(({ en }) => article(en))
      .join(", ")
      .replace(/, (?=[^,]*$)/, " and "),
  };
}

const small = ({ zh, en }: Text): Text => ({ zh, en: en.charAt(0).toLowerCase() + en.slice(1) });

/** For subjects: the first, and how many there are. */
function firstOf(words: ClockWords, clocks: readonly ClockFacts[]): Text {
  const [first] = clocks;
  const { zh, en } = first ? small(clockLabel(words, first)) : { zh: "", en: "" };
  const more = clocks.length - 1;
  return more < 1
    ? { zh, en }
    : { zh: besideNumbers(zh, `等 ${String(clocks.length)} 项`), en: `${en} and ${String(more)} more` };
}

const acknowledgedTemplate = (words: ClockWords): NotificationTemplate => ({
  label: { zh: "超时提醒已确认", en: "Overdue notice acknowledged" },
  to: everybodyAsked,
  when: { zh: "超时提醒被确认收到时", en: "When someone acknowledges an overdue notice" },
  endsCallsOf,
  write: (params: EscalationAcknowledged, say: Phrasing) => {
    const labels = labelsOf(words, params.clocks);
    const first = firstOf(words, params.clocks);
    const [name, short, at] = [say.person(params.by), say.shortTime(params.at), atTime(say, params.at)];
    return {
      subject: subjectLine(say, {
        what: {
          zh: `${first.zh}：${name}已确认收到`,
          en: `${first.en}: acknowledged by ${name}`,
        },
        when: short,
      }),
      happened: {
        zh: `${name}于 ${at.zh} 确认收到${besideNumbers(labels.zh, "超时提醒")}。`,
        en: `${name} acknowledged the overdue notice for ${labels.en} ${at.en}.`,
      },
      about: words.about(params),
      ...(params.intention !== null && {
        details: { zh: `打算：${params.intention}`, en: `Plan: ${params.intention}` },
      }),
      ...forInformation(toldAgain(params, say)),
    };
  },
});

/** When whoever was told hears of it once more. */
function toldAgain({ realertAt, clocks }: EscalationAcknowledged, say: Phrasing): Text {
  if (realertAt === undefined) return { zh: "", en: "" };
  const levels = [...new Set(clocks.map(({ level }) => level))];
  const by = say.shortTime(realertAt);
  const [level] = levels;
  const whom =
    levels.length === 1 && level !== undefined
      ? { zh: `第 ${String(level)} 级`, en: `level ${String(level)} is` }
      : { zh: "最近通知的各级", en: "the levels notified last are" };
  return {
    zh: `${by.zh} 前仍无进展的，将再次提醒${whom.zh}。`,
    en: `If there is no progress by ${by.en}, ${whom.en} notified again.`,
  };
}

/** One line for each clock. */
function formatEnd(words: ClockWords, clock: EscalationEnded["clocks"][number], say: Phrasing): Text {
  const label = clockLabel(words, clock);
  const both = (zh: string, en: string): Text => ({ zh: besideNumbers(label.zh, zh), en: `${label.en} ${en}` });
  if (clock.how === "moved") {
    const due = say.time(clock.dueAt);
    return both(`的截止时间已改为 ${due.zh}，目前未超时。`, `is now due ${due.en}, so it is no longer overdue.`);
  }
  if (clock.how === "cancelled" || clock.doneAt === null) return both("已无需完成。", "is no longer needed.");
  const done = atTime(say, clock.doneAt);
  if (clock.how === "met") return both(`已于 ${done.zh} 完成。`, `was completed ${done.en}, on time.`);
  const late = formatDuration(clock.doneAt - clock.dueAt);
  return both(`已于 ${done.zh} 完成，超时 ${late.zh}。`, `was completed ${done.en}, ${late.en} late.`);
}

export const endedTemplate = (words: ClockWords): NotificationTemplate => ({
  label: { zh: "超时提醒解除", en: "No longer overdue" },
  to: everybodyAsked,
  when: {
    zh: "已超时的事项完成、取消或延期时",
    en: "When an overdue deadline is met, cancelled or postponed",
  },
  endsCallsOf,
  write: (params: EscalationEnded, say: Phrasing) => {
    const [ended = { zh: "", en: "" }, ...others] = params.clocks.map((clock) => formatEnd(words, clock, say));
    const first = firstOf(words, params.clocks);
    const [by, at] = [params.by && say.person(params.by), say.time(params.at)];
    const recorded = {
      zh: by && `由${by}于 ${at.zh}登记。`,
      en: by && `Recorded by ${by} on ${at.en}.`,
    };
    return {
      subject: subjectLine(say, {
        what: { zh: `${first.zh}：超时提醒已解除`, en: `${first.en}: no longer overdue` },
      }),
      happened: ended,
      about: words.about(params),
      details: inBoth((language) => paragraphs(...others.map((other) => other[language]), recorded[language])),
      ...forInformation(),
    };
  },
});
