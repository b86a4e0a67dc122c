/** A single turn less; what has been done of it stays. */
import { z } from "zod";
import { event } from "../event.ts";
import { entry, planners } from "../parts/fields.ts";
import { cutAt, notCurrent } from "../parts/roster.ts";

export const shiftRemoved = event("SHIFT_REMOVED", {
  words: {
    label: { zh: "取消临时排班", en: "Remove a one-off shift" },
    done: { zh: "临时排班已取消", en: "One-off shift removed" },
    help: { zh: "已值部分保留。", en: "The part already worked is kept." },
  },
  by: planners,
  besideEntry: true,
  form: z.object({ shift: entry({ zh: "班次", en: "Shift" }) }),
  refuse: ({ shifts }, { shift, at }) => notCurrent(shifts, shift, at),
  record: ({ shifts }, { shift, at }) => ({ shifts: cutAt(shifts, shift, at) }),
});
