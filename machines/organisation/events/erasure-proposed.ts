/** Texts that are to be erased for good, and why. Nothing is erased before somebody else approves it. */
import { z } from "zod";
import { choice } from "../../kit/fields.ts";
import { erasuresOf, proposalsMax, textsMax } from "../erasures.ts";
import { event } from "../event.ts";
import { administrators } from "../parts/fields.ts";
import { isFull } from "../parts/refusals.ts";

const reference = z
  .string()
  .trim()
  .regex(/^(t1:)?[A-Za-z0-9_-]{43}$/, { error: "Use the reference of a text. · 请填写文字的引用编号。" })
  .transform((ref) => ref.replace("t1:", ""));

export const erasureProposed = event("ERASURE_PROPOSED", {
  words: {
    label: { zh: "申请删除文字", en: "Request an erasure" },
    done: { zh: "已申请删除文字", en: "Erasure requested" },
    help: {
      zh: "须由另一名系统管理员批准后方执行，且无法恢复。",
      en: "Carried out once a second administrator approves it. It cannot be undone.",
    },
  },
  by: administrators,
  needsProof: true,
  besideEntry: true,
  concernsNobodyElse: true,
  form: z.object({
    incident: z
      .string()
      .trim()
      .regex(/^(organisation|[1-9]\d{0,9})$/, { error: "Use the number of an incident. · 请填写事件编号。" })
      .meta({ field: "code", label: { zh: "事件编号", en: "Incident" } }),
    texts: z
      .array(reference)
      .min(1)
      .max(textsMax)
      .meta({ field: "codes", label: { zh: "文字", en: "Texts" } }),
    reason: choice({ label: { zh: "原因", en: "Reason" } }, [
      { value: "request", label: { zh: "当事人请求", en: "Request of a person concerned" } },
      { value: "order", label: { zh: "主管机关或法院要求", en: "Order of an authority or a court" } },
      { value: "mistake", label: { zh: "误录", en: "Recorded by mistake" } },
      { value: "retention-ended", label: { zh: "保存期限届满", en: "Retention period ended" } },
    ]),
  }),
  refuse: (context) =>
    isFull(
      erasuresOf(context).filter(({ approved }) => approved === null),
      proposalsMax,
    ),
  record: (context, { incident, texts, reason, by, at }) => ({
    erasures: [
      ...erasuresOf(context),
      {
        id: `erasure-${String(context.lastNumber + 1)}`,
        incident,
        texts: [...new Set(texts)],
        reason,
        by,
        at,
        approved: null,
      },
    ],
    lastNumber: context.lastNumber + 1,
  }),
});
