/** As the roster says again. */
import { z } from "zod";
import { event } from "../event.ts";
import { entry, planners } from "../parts/fields.ts";
import { cutAt, notCurrent } from "../parts/roster.ts";

export const overrideRemoved = event("OVERRIDE_REMOVED", {
  words: {
    label: { zh: "取消替班", en: "Remove an override" },
    done: { zh: "替班已取消", en: "Override removed" },
    help: { zh: "已值部分保留。", en: "The part already worked is kept." },
  },
  by: planners,
  besideEntry: true,
  form: z.object({ override: entry({ zh: "替班", en: "Override" }) }),
  refuse: ({ overrides }, { override, at }) => notCurrent(overrides, override, at),
  record: ({ overrides }, { override, at }) => ({ overrides: cutAt(overrides, override, at) }),
});
