/** An overdue notice: the texts of the levels differ, because their readers do. */
import { formatDuration } from "../duration.ts";
import type { Earlier, NotificationTemplate, Phrasing, Recipient, SameMatter, Text } from "../../playbook.ts";
import { atTime, besideNumbers, fullStop, namesOfAll, sentence, subjectLine, timeSince } from "../phrases.ts";
import type { ClockWarning } from "./facts.ts";
import type { ClockWords } from "./keeper.ts";
import type { ClockPhrases } from "./phrases.ts";
import { explainClock } from "./words.ts";

/** What is optional is missing in rows that an earlier version put into the outbox. */
export type ClockEscalation = ClockWarning & {
  readonly level: number;
  /** Told once more: nobody acknowledged at the top, or nothing moved since somebody did. */
  readonly again: boolean;
  readonly lastAcknowledgedBy: string | null;
  /** When they did; null when it is not for want of progress that it is told once more. */
  readonly acknowledgedAt?: number | null;
  readonly at: number;
  /** When the next level is told, or the highest once more, if nobody acknowledges; null when nothing follows. */
  readonly nextAt?: number | null;
  readonly isTop?: boolean;
  readonly intervalMs?: number;
  /** How often the highest level is told once more. */
  readonly repeatsLeft?: number;
  /** Whom each level names, the first one first. */
  readonly levels?: readonly (readonly Recipient[])[];
  /** The levels above, for when nobody of this one can be told. */
  readonly otherwise: readonly (readonly Recipient[])[];
};

/** The same deadline: one that was moved is another matter. */
const earlier: SameMatter = {
  notifications: ["clockEscalation"],
  isSameMatter: (one: ClockEscalation, own: ClockEscalation) =>
    one.clock.id === own.clock.id && one.clock.dueAt === own.clock.dueAt && one.at < own.at,
};

export const escalationTemplate = (words: ClockWords): NotificationTemplate => ({
  label: { zh: "超时提醒", en: "Overdue notice" },
  to: words.escalatedTo,
  when: {
    zh: "超过时限时，其后按设定间隔逐级上报，直至有人确认收到；确认后无进展的再次提醒",
    en: "When a deadline passes, then level by level until someone acknowledges; repeated if there is no progress",
  },
  acknowledge: words.acknowledge,
  earlier,
  together: true,
  write: (params: ClockEscalation, say: Phrasing) => {
    const { clock, about, who = null } = params;
    const phrases = words.phrases({ clock, say, who, envelope: params });
    const notice = { params, phrases, say };
    return {
      subject: subjectLine(say, { mark: phrases.isMain ? words.mark(params) : null, ...subjectOf(notice) }),
      happened: happenedOf(notice),
      about: words.about(params),
      ...(about !== null && { details: { zh: about, en: about } }),
      asked: askedOf(notice),
      dueAt: clock.dueAt,
      dueNote: { zh: "已超时", en: "now overdue" },
      next: nextOf(notice),
      calculation: explainClock(words, clock, say),
    };
  },
});

interface Notice {
  readonly params: ClockEscalation;
  readonly phrases: ClockPhrases;
  readonly say: Phrasing;
}

/** Somebody has acknowledged, and nothing has moved since. */
const isAfterAcknowledgement = ({ again, acknowledgedAt, lastAcknowledgedBy }: ClockEscalation): boolean =>
  acknowledgedAt === undefined ? again && lastAcknowledgedBy !== null : acknowledgedAt !== null;

function subjectOf({ params, phrases, say }: Notice): { readonly what: Text; readonly when: Text | null } {
  const { level, isTop = false, nextAt = null } = params;
  if (isAfterAcknowledgement(params))
    return { what: phrases.stillShort, when: { zh: "请再次确认", en: "acknowledge again" } };
  if (isTop && level > 1) return { what: sinceWhen({ params, phrases, say }), when: null };
  const what =
    level === 1
      ? { zh: besideNumbers(phrases.short.zh, "已超时"), en: `${phrases.short.en} overdue` }
      : {
          zh: besideNumbers(phrases.short.zh, `已超时（第 ${String(level)} 级）`),
          en: `${phrases.short.en} overdue (level ${String(level)})`,
        };
  if (nextAt === null || nextAt <= say.now) return { what, when: { zh: "请立即确认", en: "acknowledge now" } };
  const by = say.shortTime(nextAt);
  return level === 1
    ? { what, when: { zh: `请于 ${by.zh} 前确认`, en: `acknowledge by ${by.en}` } }
    : { what, when: { zh: `${by.zh} 前确认`, en: `act by ${by.en}` } };
}

function sinceWhen({ params: { level, clock }, phrases: { short }, say }: Notice): Text {
  const late = timeSince(say, clock.dueAt).short;
  return {
    zh: besideNumbers(short.zh, `已超时 ${late.zh}（第 ${String(level)} 级）`),
    en: `${/\d$/.test(short.en) ? `${short.en} overdue by ${late.en}` : `${short.en} ${late.en} overdue`} (level ${String(level)})`,
  };
}

function happenedOf(notice: Notice): Text {
  const { params, phrases, say } = notice;
  if (isAfterAcknowledgement(params)) return stillOpen(notice);
  const due = { short: say.shortTime(params.clock.dueAt), at: atTime(say, params.clock.dueAt) };
  const isFirst = params.level === 1 && !params.again;
  const late = timeSince(say, params.clock.dueAt).long;
  const first: Text = isFirst
    ? sentence(phrases.matter, phrases.wasDue(due), fullStop)
    : sentence(phrases.matter, { zh: `已超时 ${late.zh}`, en: `is ${late.en} overdue` }, fullStop);
  const before = notifiedBefore(notice);
  return { zh: `${first.zh}${before.zh}`, en: `${first.en} ${before.en}`.trim() };
}

function stillOpen({ params: { lastAcknowledgedBy, acknowledgedAt = null }, phrases, say }: Notice): Text {
  const name = say.person(lastAcknowledgedBy ?? "");
  const at = acknowledgedAt === null ? null : atTime(say, acknowledgedAt);
  return {
    zh: `${name}${at ? `于 ${at.zh} ` : "已"}确认收到，${phrases.still.zh}。`,
    en: `${name} acknowledged${at ? ` ${at.en}` : ""}; ${phrases.still.en}.`,
  };
}

/** Who was told before this reader, and has not acknowledged. Nothing at the first level. */
function notifiedBefore({ params, say }: Notice): Text {
  const { level, again, levels = [] } = params;
  const highest = again ? level : level - 1;
  if (highest < 1) return { zh: "", en: "" };
  const told = (say.earlier as readonly (Earlier & { readonly params: ClockEscalation })[]).filter(
    (one) => one.params.level <= highest,
  );
  const names = (language: "zh" | "en") =>
    namesOfAll(
      told.map(({ person }) => say.person(person)),
      language,
    );
  if (highest > 1) {
    const [zh, en] = highest === 2 ? ["1、2", "1 and 2"] : [`1 至 ${String(highest)}`, `1 to ${String(highest)}`];
    const [inZh, inEn] = told.length === 0 ? ["", ""] : [`（${names("zh")}）`, ` (${names("en")})`];
    return {
      zh: `第 ${zh} 级${inZh}均已通知，至今未确认。`,
      en: `Levels ${en}${inEn} were notified and have not acknowledged.`,
    };
  }
  const role = namesRoles(levels[0] ?? []) ? say.recipients(levels[0] ?? []) : { zh: "", en: "" };
  const since = told.at(-1);
  const at = since ? atTime(say, since.params.at) : null;
  const [inZh, inEn] =
    told.length === 0 ? ["", ""] : [`（${role.zh}${names("zh")}）`, ` (${names("en")}${role.en && `, ${role.en}`})`];
  return {
    zh: `第 1 级${inZh}${at ? `已于 ${at.zh} 通知，` : ""}至今未确认。`,
    en: at
      ? `Level 1${inEn} was notified ${at.en} and has not acknowledged.`
      : "Level 1 was notified and has not acknowledged.",
  };
}

/** People who are named by their role: whoever is named by name would be named twice. */
const namesRoles = (recipients: readonly Recipient[]): boolean =>
  recipients.length > 0 && recipients.every((recipient) => !("person" in recipient));

function askedOf({ params, phrases, say }: Notice): Text {
  const { level, isTop = false, levels = [] } = params;
  if (level === 1) return { zh: `先确认收到，再${phrases.act.zh}。`, en: `acknowledge, then ${phrases.act.en}.` };
  const below = levels[level - 2] ?? [];
  if (isTop && below.length > 0) {
    const { zh, en } = say.recipients(below);
    const whom = namesRoles(below) ? `the ${en}` : en;
    return { zh: `确认收到，并与${zh}联系。`, en: `acknowledge and get in touch with ${whom}.` };
  }
  return { zh: `确认收到，并督促${phrases.act.zh}。`, en: `acknowledge and make sure that ${phrases.acted}.` };
}

function nextOf({ params, say }: Notice): Text {
  const { level, isTop, nextAt = null, levels = [] } = params;
  if (isTop === undefined)
    return { zh: "无人确认的，将逐级上报。", en: "If no one acknowledges, the next level is notified." };
  if (isTop) return atTheTop(params);
  const above = levels[level] ?? [];
  const who = above.length === 0 ? { zh: "", en: "" } : say.recipients(above);
  const named = { zh: who.zh && `（${who.zh}）`, en: who.en && ` (${who.en})` };
  const by = nextAt === null || nextAt <= say.now ? null : say.shortTime(nextAt);
  const next = String(level + 1);
  return {
    zh: `${by ? `${by.zh} 前` : ""}无人确认的，将报第 ${next} 级${named.zh}。`,
    en: `If no one acknowledges${by ? ` by ${by.en}` : " now"}, level ${next}${named.en} is notified.`,
  };
}

function atTheTop({ intervalMs = 0, repeatsLeft = 0, nextAt = null, again }: ClockEscalation): Text {
  if (nextAt === null || repeatsLeft === 0)
    return { zh: "本级为最高一级，此后不再提醒。", en: "This is the highest level. There are no further reminders." };
  const every = formatDuration(intervalMs);
  const count = String(repeatsLeft);
  return {
    zh: `本级为最高一级；无人确认的，每 ${every.zh}再次提醒（${again ? "还有" : "最多"} ${count} 次）。`,
    en: `This is the highest level. The notice is repeated every ${every.en} until someone acknowledges (at most ${count} ${again ? "more " : ""}${count === "1" ? "time" : "times"}).`,
  };
}
