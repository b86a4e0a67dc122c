/** Somebody else than who asked for it: from now on the texts are erased. */
import { z } from "zod";
import { erasureById, erasuresOf, notWaiting } from "../erasures.ts";
import { event } from "../event.ts";
import { administrators, entry } from "../parts/fields.ts";
import { first } from "../parts/refusals.ts";

export const erasureApproved = event("ERASURE_APPROVED", {
  words: {
    label: { zh: "批准并删除", en: "Approve and erase" },
    done: { zh: "删除申请已批准", en: "Erasure approved" },
    help: { zh: "文字随即删除，无法恢复。", en: "The texts are erased at once. This cannot be undone." },
  },
  by: administrators,
  needsProof: true,
  besideEntry: true,
  concernsNobodyElse: true,
  form: z.object({ erasure: entry({ zh: "删除申请", en: "Erasure request" }) }),
  refuse: (context, { erasure, by }) =>
    first(
      notWaiting(context, erasure),
      erasure !== undefined && erasureById(context, erasure)?.by === by
        ? {
            zh: "申请人不能批准本人的申请，须由另一名系统管理员批准。",
            en: "You requested this erasure, so a second administrator has to approve it.",
          }
        : null,
    ),
  record: (context, { erasure, by, at }) => ({
    erasures: erasuresOf(context).map((one) => (one.id === erasure ? { ...one, approved: { by, at } } : one)),
  }),
});
