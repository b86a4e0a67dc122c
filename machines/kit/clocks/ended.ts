/** What becomes of an escalation: somebody has taken it on, or it is over. Whoever was asked hears both. */
import { sayDuration } from "../duration.ts";
import type { CallsEnded, Language, NotificationTemplate, SayPerson, SayTime, Text } from "../../playbook.ts";
import type { ActStep } from "../chart.ts";
import type { AnySent } from "../stamp.ts";
import type { Notification } from "../notification.ts";
import { inBoth, nothingAsked, paragraphs, spaced, unique } from "../sentences.ts";
import { callEnd, isCalling, toldSoFar, type CallEnd, type Clock } from "./clock.ts";
import type { ClockKeeper, ClockWords, Envelope } from "./keeper.ts";
import { clockFacts, clockLabel, type ClockFacts } from "./words.ts";

/** What somebody says who takes an escalation on. */
export interface Acknowledging {
  readonly intention?: string | undefined;
}

export type EscalationAcknowledged = Envelope & {
  readonly by: string;
  readonly at: number;
  readonly intention: string | null;
  readonly clocks: readonly ClockFacts[];
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
      const calling = keeper.all(context).filter(isCalling);
      const to = unique(calling.flatMap((clock) => toldSoFar(clock, keeper.ladder(context))));
      return {
        ...keeper.envelope(context, []),
        to: keeper.escalatedTo(context, to),
        by,
        at,
        intention: intention ?? null,
        clocks: calling.map(clockFacts),
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
  // How far a clock had climbed that was moved is forgotten; the first level was called in any case.
  const called = ended.flatMap(({ clock }) => toldSoFar({ ...clock, level: Math.max(1, clock.level) }, ladder));
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
const endsCallsOf: CallsEnded = {
  notifications: ["clockEscalation"],
  isSameMatter: (
    { clock }: { readonly clock: Pick<ClockFacts, "id"> },
    { clocks }: { readonly clocks: readonly Pick<ClockFacts, "id">[] },
  ) => clocks.some(({ id }) => id === clock.id),
};

const labelsOf = (words: ClockWords, clocks: readonly ClockFacts[]): Text =>
  inBoth((language) => clocks.map((clock) => clockLabel(words, clock)[language]).join(language === "zh" ? "、" : ", "));

const acknowledgedTemplate = (words: ClockWords): NotificationTemplate => ({
  label: { zh: "超时提醒已确认", en: "Overdue notice acknowledged" },
  to: everybodyAsked,
  when: { zh: "超时提醒被确认收到时", en: "When someone acknowledges an overdue notice" },
  endsCallsOf,
  write: (params: EscalationAcknowledged, sayTime: SayTime, sayPerson: SayPerson) => {
    const labels = labelsOf(words, params.clocks);
    return {
      subject: words.subject(params, { zh: "超时提醒已确认", en: "Overdue notice acknowledged" }),
      happened: {
        zh: `${sayPerson(params.by)}于 ${sayTime(params.at, "zh")} 确认收到超时提醒（${labels.zh}）。${params.intention ?? ""}`,
        en: `${sayPerson(params.by)} acknowledged the overdue notice (${labels.en}) on ${sayTime(params.at, "en")}. ${params.intention ?? ""}`.trim(),
      },
      asked: nothingAsked,
      dueAt: null,
    };
  },
});

/** One line for each clock. */
function sayEnd(
  words: ClockWords,
  clock: EscalationEnded["clocks"][number],
  language: Language,
  sayTime: SayTime,
): string {
  const label = clockLabel(words, clock)[language];
  const zh = language === "zh";
  const due = sayTime(clock.dueAt, language);
  if (clock.how === "moved")
    return zh
      ? `${spaced(label)}的截止时间已改为 ${due}，目前未超时。`
      : `${label} is now due ${due}, so it is no longer overdue.`;
  if (clock.how === "cancelled" || clock.doneAt === null)
    return zh ? `${spaced(label)}已无需完成。` : `${label} is no longer needed.`;
  const done = sayTime(clock.doneAt, language);
  if (clock.how === "met")
    return zh ? `${spaced(label)}已于 ${done} 完成。` : `${label} was completed on ${done}, on time.`;
  const late = sayDuration(clock.doneAt - clock.dueAt)[language];
  return zh ? `${spaced(label)}已于 ${done} 完成，超时 ${late}。` : `${label} was completed on ${done}, ${late} late.`;
}

export const endedTemplate = (words: ClockWords): NotificationTemplate => ({
  label: { zh: "超时提醒解除", en: "No longer overdue" },
  to: everybodyAsked,
  when: {
    zh: "已超时的事项完成、取消或延期时",
    en: "When an overdue deadline is met, cancelled or postponed",
  },
  endsCallsOf,
  write: (params: EscalationEnded, sayTime: SayTime, sayPerson: SayPerson) => {
    const labels = labelsOf(words, params.clocks);
    const recorded = {
      zh: params.by && `由${sayPerson(params.by)}于 ${sayTime(params.at, "zh")} 登记。`,
      en: params.by && `Recorded by ${sayPerson(params.by)} on ${sayTime(params.at, "en")}.`,
    };
    return {
      subject: words.subject(params, {
        zh: `超时提醒已解除（${labels.zh}）`,
        en: `No longer overdue (${labels.en})`,
      }),
      happened: inBoth((language) =>
        paragraphs(...params.clocks.map((clock) => sayEnd(words, clock, language, sayTime)), recorded[language]),
      ),
      asked: nothingAsked,
      dueAt: null,
    };
  },
});
