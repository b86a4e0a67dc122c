/** On record only: somebody took the signed record of an incident away. */
import { z } from "zod";
import { event } from "../event.ts";
import { everybody } from "../parts/fields.ts";

export const recordExported = event("RECORD_EXPORTED", {
  words: {
    label: { zh: "导出事件记录", en: "Export the record of an incident" },
    done: { zh: "事件记录已导出", en: "Record of an incident exported" },
    help: {
      zh: "记录谁导出了哪一起事件的签名记录。",
      en: "Keeps who took the signed record of which incident away.",
    },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({
    incident: z
      .string()
      .regex(/^[1-9]\d{0,9}$/, { error: "Use the number of an incident. · 请填写事件编号。" })
      .meta({ field: "code", label: { zh: "事件编号", en: "Incident" } }),
  }),
});
