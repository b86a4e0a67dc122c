/** A single turn less; what has been done of it stays. */
import { z } from "zod";
import { event } from "../event.ts";
import { entry, planners } from "../parts/fields.ts";
import { cutAt, notRunning } from "../parts/roster.ts";

export const shiftRemoved = event("SHIFT_REMOVED", {
  words: {
    label: { zh: "取消单独排班", en: "Remove a shift" },
    done: { zh: "单独排班已取消", en: "Shift removed" },
    help: { zh: "已值的部分保留。", en: "What has been done of it stays." },
  },
  by: planners,
  besideEntry: true,
  form: z.object({ shift: entry({ zh: "班次", en: "Shift" }) }),
  refuse: ({ shifts }, { shift, at }) => notRunning(shifts, shift, at),
  record: ({ shifts }, { shift, at }) => ({ shifts: cutAt(shifts, shift, at) }),
});
