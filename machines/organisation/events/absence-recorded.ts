/** Somebody is away, and who acts instead. */
import { z } from "zod";
import { instant, optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { activePeople, everybody, person } from "../parts/fields.ts";
import { invalidPeriod, first, isFull, noActivePerson, isNotOwn } from "../parts/refusals.ts";

const absenceMaxMs = 2 * 366 * 24 * 60 * 60_000;

export const absenceRecorded = event("ABSENCE_RECORDED", {
  words: {
    label: { zh: "登记不在岗", en: "Record an absence" },
    done: { zh: "不在岗已登记", en: "Absence recorded" },
    help: {
      zh: "代理人在此期间代行职责（管理、审计除外）。不记录原因。",
      en: "The deputy acts in their roles until then, except administration and audit. No reason is recorded.",
    },
  },
  by: everybody,
  form: z.object({
    person: person(),
    deputy: optional(person({ zh: "代理人", en: "Deputy" })),
    from: instant({ label: { zh: "开始", en: "From" } }),
    until: optional(instant({ label: { zh: "结束", en: "Until" } })),
  }),
  start: (_, { viewer, now }) => ({ person: viewer, from: now }),
  options: (context) => ({ person: activePeople(context), deputy: activePeople(context) }),
  refuse: (context, asked) =>
    first(
      isFull(context.absences),
      noActivePerson(context, asked.person),
      noActivePerson(context, asked.deputy),
      isNotOwn(context, asked, asked.person, ["lead", "administrator"]),
      asked.deputy !== undefined && asked.deputy === asked.person
        ? { zh: "代理人须为他人。", en: "Choose another person as deputy." }
        : null,
      // The deputy gets the other's roles, so nobody takes them by their own word.
      asked.deputy !== undefined && asked.deputy === asked.by
        ? {
            zh: "不能指定本人为代理人，须由他人登记。",
            en: "You cannot name yourself as deputy; someone else has to record it.",
          }
        : null,
      invalidPeriod(asked, absenceMaxMs),
    ),
  record: ({ absences, lastNumber }, { person, deputy, from, until, by, at }) => ({
    absences: [
      ...absences,
      {
        id: `absence-${String(lastNumber + 1)}`,
        person,
        deputy: deputy ?? null,
        from,
        until: until ?? null,
        by,
        recordedAt: at,
      },
    ],
    lastNumber: lastNumber + 1,
  }),
});
