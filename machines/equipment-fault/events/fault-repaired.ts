/** What was done. Somebody else looks at it. */
import { z } from "zod";
import { text } from "../../kit/fields.ts";
import { contact, contactsOf } from "../../kit/unit.ts";
import { repair } from "../about.ts";
import { event } from "../context.ts";

export const faultRepaired = event("FAULT_REPAIRED", {
  words: {
    label: { zh: "登记已修复", en: "Record the repair" },
    done: { zh: "故障已修复", en: "Fault repaired" },
    help: { zh: "写明修了什么。之后由另一人确认。", en: "Say what was done. Someone else confirms it." },
  },
  by: [contact, "unit-contact"],
  byNow: (context) => [contactsOf(context)],
  form: z.object({ done: text({ label: { zh: "修理内容", en: "What was done" } }) }),
  about: repair,
  record: (_context, { at, by, done }) => ({ repair: { at, by, done }, progressAt: at }),
});
