/** On record only: how senders of reports were reached is gone after the time for which it is kept. */
import { z } from "zod";
import { code, instant } from "../../kit/fields.ts";
import { event } from "../event.ts";

export const reportContactsErased = event("REPORT_CONTACTS_ERASED", {
  words: {
    label: { zh: "删除上报人联系方式", en: "Erase contacts of reports" },
    done: { zh: "到期的上报联系方式已删除", en: "Contacts of old reports erased" },
    help: { zh: "由系统在保存期满后执行。", en: "The system does this after the time for which contacts are kept." },
  },
  by: [],
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({
    contacts: code({ label: { zh: "条数", en: "How many" } }),
    until: instant({ label: { zh: "截至（收到时间）", en: "Of reports received before" } }),
  }),
});
