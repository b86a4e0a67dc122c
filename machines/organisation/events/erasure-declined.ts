/** The texts stay: taken back by whoever asked for it, or refused by somebody else. */
import { z } from "zod";
import { erasuresOf, notWaiting } from "../erasures.ts";
import { event } from "../event.ts";
import { administrators, entry } from "../parts/fields.ts";

export const erasureDeclined = event("ERASURE_DECLINED", {
  words: {
    label: { zh: "不予删除", en: "Do not erase" },
    done: { zh: "删除申请未获批准", en: "Erasure declined" },
    help: { zh: "文字予以保留。", en: "The texts are kept." },
  },
  by: administrators,
  besideEntry: true,
  concernsNobodyElse: true,
  form: z.object({ erasure: entry({ zh: "删除申请", en: "Erasure request" }) }),
  refuse: (context, { erasure }) => notWaiting(context, erasure),
  record: (context, { erasure }) => ({ erasures: erasuresOf(context).filter(({ id }) => id !== erasure) }),
});
