/** The registration form: four required fields, under a minute. */
import { z } from "zod";
import { address, choice, line, text } from "../../fields.ts";
import type { EventForm } from "../../playbook.ts";
import { gradeHelp, grades, sourceKinds } from "../vocabulary.ts";
import { optional, pastInstant } from "./fields.ts";
import { discoveredLongAgo, timesInOrder } from "./times.ts";

export const openingForm: Omit<EventForm, "type"> = {
  label: { zh: "登记事件", en: "Register the incident" },
  done: { zh: "事件已登记", en: "Incident registered" },
  help: {
    zh: "先登记，后补充：一句话、来源、发现时间、级别，就可以开始。登记后快报和正式回复的时限立即起算。",
    en: "Register first, complete later: one sentence, the source, when it was discovered and the grade are enough. The clocks of the fast report and the official reply start at once.",
  },
  form: timesInOrder(
    z.object({
      title: line({
        label: { zh: "发生了什么（一句话）", en: "What happened, in one sentence" },
        help: { zh: "写事情本身，不写议论它的人。", en: "Write what happened, not who talks about it." },
      }),
      sourceKind: choice(
        { label: { zh: "来源", en: "Source" }, help: { zh: "我们是怎样知道的。", en: "How we came to know." } },
        sourceKinds,
      ),
      discoveredAt: pastInstant({
        label: { zh: "发现时间", en: "When it was discovered" },
        help: {
          zh: "本单位有人第一次知道的时间。快报从这时起算。",
          en: "When somebody of ours first knew. The fast report's time runs from here.",
        },
      }),
      grade: choice({ label: { zh: "级别", en: "Grade" }, help: gradeHelp }, grades),
      occurredAt: optional(
        pastInstant({
          label: { zh: "发生时间（如果知道）", en: "When it occurred, if known" },
          help: {
            zh: "正式回复从这时起算；不知道就留空，改从发现时间起算。",
            en: "The official reply's time runs from here; left empty, it runs from discovery.",
          },
        }),
      ),
      sourceName: optional(
        line({
          label: { zh: "来源名称", en: "Name of the source" },
          help: {
            zh: "媒体、网页或热线的名称。不填任何个人的姓名或账号。",
            en: "The outlet, page or line. Never a person's name or account.",
          },
        }),
      ),
      link: optional(address({ label: { zh: "链接", en: "Link" } })),
      place: optional(line({ label: { zh: "地点", en: "Place" } })),
      summary: optional(
        text({
          label: { zh: "已知情况", en: "What is known" },
          help: { zh: "只写事实，不写原因，不写个人信息。", en: "Facts only: no causes, no personal data." },
        }),
      ),
    }),
  ),
  by: ["duty-officer", "lead"],
  outward: false,
  doubts: ({ discoveredAt }: { readonly discoveredAt: number }, at: number) => discoveredLongAgo(discoveredAt, at),
  // The grade is not suggested: a default that nobody looked at would be a decision that nobody made.
  prefill: (_context: never, at: number) => ({ discoveredAt: at }),
};
