/** It does not work yet: back to the unit. */
import { z } from "zod";
import { text } from "../../kit/fields.ts";
import { repair } from "../about.ts";
import { event } from "../context.ts";

export const repairRejected = event("REPAIR_REJECTED", {
  words: {
    label: { zh: "仍有故障", en: "Still broken" },
    done: { zh: "仍有故障，退回修理", en: "Repair rejected" },
    help: { zh: "写明哪里还不行。", en: "Say what is still wrong." },
  },
  by: ["duty-officer", "lead"],
  form: z.object({ reason: text({ label: { zh: "情况", en: "What is still wrong" } }) }),
  about: repair,
  record: ({ returns }, { reason }) => ({ repair: null, returns: [...returns, reason] }),
});
