/** The published statement stands as it is after all. */
import { z } from "zod";
import { event } from "../event.ts";
import { reason } from "../parts/fields.ts";

export const correctionDropped = event("CORRECTION_DROPPED", {
  words: {
    label: { zh: "放弃更正或更新", en: "Drop the correction or update" },
    done: { zh: "已放弃更正或更新", en: "Correction or update dropped" },
    help: { zh: "已发布的通稿保持不变。", en: "The published statement stays as it is." },
  },
  by: ["spokesperson", "lead"],
  form: z.object({ reason: reason() }),
  refuse: ({ correcting }) =>
    correcting ? null : { zh: "目前没有进行中的更正或更新。", en: "No correction or update is under way." },
  record: (_, sent) => ({ correcting: null, progressAt: sent.at }),
});
