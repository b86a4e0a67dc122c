/** Turns of duty: whose, how long, from what hour, and on which days. */
import { z } from "zod";
import type { Sent } from "../../kit/event.ts";
import { choice, choices, instant, optional, people } from "../../kit/fields.ts";
import type { Text } from "../../playbook.ts";
import type { OrganisationContext, Rotation, RotationUnit, Weekday } from "../context.ts";
import { event } from "../event.ts";
import type { FormOpened } from "../form-opened.ts";
import { activePeople, allLayers, count, date, layer, planners, timeOfDay } from "../parts/fields.ts";
import { invalidPeriod, first, isFull, noLayer, notEligible } from "../parts/refusals.ts";
import { next, rosteredIn } from "../parts/roster.ts";
import type { Roster } from "../roster.ts";
import { rotationUnits, weekdayOptions, wordsOf } from "../vocabulary.ts";

/** Nobody is on duty for longer at a stretch: a turn of each unit. */
const everyMax: Readonly<Record<RotationUnit, number>> = { hours: 744, days: 366, weeks: 53, months: 12 };

const fields = z.object({
  layer,
  people: people({ label: { zh: "人员（每行一名，按次序）", en: "People in order (one per line)" } }),
  every: count({ label: { zh: "每班长度", en: "Length of a turn" } }),
  unit: choice({ label: { zh: "单位", en: "Unit of time" } }, rotationUnits),
  handoverTime: timeOfDay({ label: { zh: "交接时间", en: "Handover at" } }),
  dailyUntil: optional(
    timeOfDay({
      label: { zh: "每天值到", en: "Each day until" },
      help: {
        zh: "例如 09:00 交接、值到 19:00。不填：值到下一次交接。早于交接时间表示次日。",
        en: "For example, handover at 09:00, until 19:00. Empty: until the next handover. Earlier than the handover means the next day.",
      },
    }),
  ),
  weekdays: optional(
    choices(
      {
        label: { zh: "只在这些日子值班", en: "Only on these days" },
        help: {
          zh: "不选：每天。按天轮换时只数选中的日子；节假日照常。",
          en: "None selected: every day. Turns in days count these days only; holidays count as ordinary days.",
        },
      },
      weekdayOptions,
    ),
  ),
  startDate: date({ label: { zh: "开始日期", en: "First day" } }),
  until: optional(instant({ label: { zh: "结束", en: "Until" } })),
});

/** Every day of the week is the same as none named. */
function daysOf(named: readonly Weekday[]): Pick<Rotation, "weekdays"> {
  const weekdays = [...new Set(named)];
  return weekdays.length === 0 || weekdays.length === 7 ? {} : { weekdays };
}

const firstHandover = "08:00";

/** As the layer's rotation is now; a first one begins tomorrow morning. */
function rotationNow({ layers, rotations }: OrganisationContext, { asked, now, calendar }: FormOpened) {
  const layer = asked["layer"] ?? layers[0]?.id;
  const present = rotations.findLast((one) => one.layer === layer && (one.until === null || one.until > now));
  const startDate = calendar.localDate(calendar.nextMorning());
  if (!present) return { layer, every: "1", unit: "days", handoverTime: firstHandover, startDate };
  const { people, every, unit, handoverTime } = present;
  return { layer, people, every: String(every), unit, handoverTime, startDate };
}

const rotationsMax = 200;

const startMaxYears = 10;
const yearMs = 366 * 24 * 60 * 60_000;

/** A year that was mistyped, or a person who could take none of the turns. */
function neverTaken(sent: Sent<typeof fields>, roster: Roster): Text | null {
  const { people, startDate, handoverTime, by, at } = sent;
  const start = roster.instantOf(startDate, handoverTime);
  const years = String(startMaxYears);
  if (Math.abs(start - at) > startMaxYears * yearMs)
    return {
      zh: `开始日期须在今天前后 ${years} 年之内。`,
      en: `The first day has to be within ${years} years of today.`,
    };
  const period = { from: Math.max(start, at), until: sent.until ?? Infinity };
  return first(...people.map((person) => roster.awayThroughout(person, period, by)));
}

const rotationPeopleMs = 10 * 366 * 24 * 60 * 60_000;

export const rotationSet = event("ROTATION_SET", {
  words: {
    label: { zh: "设置轮值", en: "Set a rotation" },
    done: { zh: "轮值已设置", en: "Rotation set" },
    help: {
      zh: "交接时间按单位所在时区，夏令时前后不变；按月轮换时，没有的日子（例如 31 日）取当月最后一天。同一岗位有重叠的，以后设置的为准。",
      en: "Handover stays at the same local time across daylight-saving changes. In monthly turns, a day that a month lacks (the 31st) becomes its last day. Where two rotations overlap, the later one applies.",
    },
  },
  by: planners,
  shownFirst: true,
  form: fields.superRefine(({ every, unit, handoverTime, dailyUntil, weekdays = [] }, check) => {
    const problem = (field: string, en: string, zh: string) => {
      check.addIssue({ code: "custom", path: [field], message: `${en} · ${zh}` });
    };
    const words = wordsOf(rotationUnits, unit);
    const max = String(everyMax[unit]);
    if (every > everyMax[unit])
      problem("every", `A turn lasts at most ${max} ${words.en}.`, `一班最长 ${max} ${words.zh}。`);
    if (unit === "hours" && (dailyUntil !== undefined || weekdays.length > 0))
      problem(
        "unit",
        "Turns in hours run day and night. For certain days or hours, use days, weeks or months.",
        "按小时轮换不分昼夜；只在部分日子或时段值班的，请按天、周或月轮换。",
      );
    if (dailyUntil === handoverTime)
      problem("dailyUntil", "Leave this empty for duty around the clock.", "全天值班的，请留空。");
  }),
  options: (context) => ({ layer: allLayers(context), people: activePeople(context) }),
  start: rotationNow,
  refuse: (context, { layer, people = [], until, at }) =>
    first(
      isFull(context.rotations, rotationsMax),
      noLayer(context, layer),
      ...people.map((person) => notEligible(context, layer, person)),
      invalidPeriod({ at, until }, rotationPeopleMs),
    ),
  refuseByRoster: (_context, sent, roster) => neverTaken(sent, roster),
  record: (context, { layer, people, unit, every, handoverTime, dailyUntil, weekdays, startDate, until, at }) => {
    const { number, lastNumber } = next(context);
    const id = `rotation-${String(number)}`;
    const only = {
      ...(dailyUntil === undefined ? {} : { dailyUntil }),
      ...daysOf(weekdays ?? []),
    };
    const turns = { people, unit, every, handoverTime, ...only, startDate };
    const rotation: Rotation = { id, layer, ...turns, since: at, until: until ?? null };
    return { rotations: [...context.rotations, rotation], ...rosteredIn(context, layer, at), lastNumber };
  },
});
