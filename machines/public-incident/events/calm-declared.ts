/** Ends the monitoring, until another situation note. */
import { z } from "zod";
import { event } from "../event.ts";
import { reason } from "../parts/fields.ts";

export const calmDeclared = event("CALM_DECLARED", {
  words: {
    label: { zh: "结束监测（事态平息）", en: "End monitoring" },
    done: { zh: "监测已结束（事态平息）", en: "Monitoring ended" },
    help: {
      zh: "监测到此结束；再有情况变化记录时自动恢复。",
      en: "Ends monitoring. A new situation update starts it again.",
    },
  },
  by: ["lead", "duty-officer"],
  form: z.object({ reason: reason() }),
  elsewhere: { zh: "监测已经结束。", en: "Monitoring has already ended." },
  record: (_, sent) => ({ calm: { at: sent.at, by: sent.by, reason: sent.reason }, gradeAsked: null }),
});
