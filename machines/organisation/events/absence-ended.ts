/** Somebody is back earlier. */
import { z } from "zod";
import { event } from "../event.ts";
import { entry, everybody } from "../parts/fields.ts";
import { isNotOwn } from "../parts/refusals.ts";

export const absenceEnded = event("ABSENCE_ENDED", {
  words: {
    label: { zh: "结束不在岗", en: "End an absence" },
    done: { zh: "不在岗已结束", en: "Absence ended" },
    help: { zh: "本人回岗，代理结束。", en: "The person is back; the deputy stops acting for them." },
  },
  by: everybody,
  besideEntry: true,
  form: z.object({ absence: entry({ zh: "编号", en: "Absence" }) }),
  refuse: (context, asked) => {
    if (asked.absence === undefined) return null;
    const absence = context.absences.find((one) => one.id === asked.absence);
    if (!absence) return { zh: "没有这一条不在岗记录。", en: "Absence not found." };
    if (asked.at !== undefined && absence.until !== null && absence.until <= asked.at)
      return { zh: "已经结束。", en: "It has already ended." };
    return isNotOwn(context, asked, absence.person, ["lead", "administrator"]);
  },
  record: ({ absences }, { absence, at }) => ({
    // One that has not begun leaves nothing behind.
    absences: absences.flatMap((one) => {
      if (one.id !== absence) return [one];
      return one.from < at ? [{ ...one, until: at }] : [];
    }),
  }),
});
