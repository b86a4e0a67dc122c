/** On record only: a source may send reports from now on. The key itself is shown once and is in no log. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators } from "../parts/fields.ts";
import { reportSource } from "../parts/report-fields.ts";

export const intakeKeyCreated = event("INTAKE_KEY_CREATED", {
  words: {
    label: { zh: "新建上报密钥", en: "Create an intake key" },
    done: { zh: "上报密钥已新建", en: "Intake key created" },
    help: { zh: "密钥只能上报，不能读取；只显示一次。", en: "The key can only report and is shown once." },
  },
  by: administrators,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ source: reportSource }),
});
