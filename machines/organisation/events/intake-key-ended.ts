/** On record only: a source sends no more reports. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators } from "../parts/fields.ts";
import { reportSource } from "../parts/report-fields.ts";

export const intakeKeyEnded = event("INTAKE_KEY_ENDED", {
  words: {
    label: { zh: "停用上报密钥", en: "End an intake key" },
    done: { zh: "上报密钥已停用", en: "Intake key ended" },
    help: { zh: "立即失效；已收到的上报保留。", en: "It stops working at once; reports that came in stay." },
  },
  by: administrators,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ source: reportSource }),
});
