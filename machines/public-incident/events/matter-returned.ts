/** What came of a matter that was opened from here: it says so itself when it has ended, or somebody does. */
import { z } from "zod";
import { address, itemNumber, line, optional, text } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { first, numbered, offered } from "../parts/items.ts";
import { mattersOf, openMatters } from "../parts/matters.ts";
import { whenNotOpen } from "../parts/refusals.ts";

export const matterReturned = event("MATTER_RETURNED", {
  words: {
    label: { zh: "登记关联事项结果", en: "Record the result of a linked incident" },
    done: { zh: "关联事项已返回", en: "Linked incident came back" },
    help: {
      zh: "关联事项办结后自动登记；以其他方式得知结果时在此登记。",
      en: "Recorded by itself when that incident has ended. Enter here what you heard in another way.",
    },
  },
  by: ["duty-officer", "lead"],
  form: z.object({
    item: itemNumber({ label: { zh: "关联事项编号", en: "Number of the linked incident here" } }),
    finding: optional(line({ label: { zh: "结论", en: "Finding" } })),
    facts: optional(text({ label: { zh: "核实情况", en: "What was found" } })),
    found: optional(text({ label: { zh: "整改和“回头看”情况", en: "What the look-back found" } })),
    address: optional(address({ label: { zh: "发布地址", en: "Where it was published" } })),
  }),
  prefill: (context) => first("item", openMatters(context)),
  options: (context) => ({ item: offered(openMatters(context), ({ subject }) => subject) }),
  refuse: (context, { item }) =>
    whenNotOpen({
      items: openMatters(context),
      typed: item,
      none: { zh: "目前没有未返回的关联事项。", en: "No linked incident is still out." },
      others: (out) => ({
        zh: `没有该编号的未返回关联事项。未返回：${out}。`,
        en: `No linked incident with this number is still out. Out: ${out}.`,
      }),
    }),
  record: (context, { item, finding, facts, found, address: published, at, by }) => {
    const returned = { at, by, outcome: finding ?? published ?? null, facts: facts ?? found ?? null };
    const matters = numbered(mattersOf(context), Number(item), (matter) => ({ ...matter, returned }));
    return { matters, progressAt: at };
  },
});
