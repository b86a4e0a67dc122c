/** On record only: what a person made of a report from outside. */
import { z } from "zod";
import { choice, line, optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { incidentNumber, reportNumber, reportSource } from "../parts/report-fields.ts";

export const reportSettled = event("REPORT_SETTLED", {
  words: {
    label: { zh: "办理上报", en: "Settle a report" },
    done: { zh: "上报已办理", en: "Report settled" },
    help: {
      zh: "登记为事件、归入事件，或写明理由不予立项。",
      en: "It became an incident, belongs to one, or is nothing, with a reason.",
    },
  },
  by: ["duty-officer", "lead"],
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({
    report: reportNumber,
    source: reportSource,
    outcome: choice({ label: { zh: "结果", en: "Outcome" } }, [
      { value: "registered", label: { zh: "已登记为事件", en: "Registered as an incident" } },
      { value: "belongs", label: { zh: "归入已有事件", en: "Belongs to an incident" } },
      { value: "nothing", label: { zh: "不予立项", en: "Nothing to handle" } },
    ]),
    incident: optional(incidentNumber),
    reason: optional(line({ label: { zh: "理由", en: "Reason" } })),
  }),
});
