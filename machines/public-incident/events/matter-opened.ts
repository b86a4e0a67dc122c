/** Opens a matter of its own from here: its incident has its own form, people and deadlines, and reports back. */
import { z } from "zod";
import { choice, instant, line, optional, text } from "../../kit/fields.ts";
import type { LinkEffect } from "../../kit/notification.ts";
import { lastOf } from "../../kit/sentences.ts";
import type { AnySent } from "../../kit/stamp.ts";
import type { OpenRequest } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { event } from "../event.ts";
import { matterKinds, mattersOf, playbookOfMatter } from "../parts/matters.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";
import type { Matter } from "../record.ts";

const form = z.object({
  kind: choice({ label: { zh: "开启什么", en: "What is opened" } }, matterKinds),
  subject: line({ label: { zh: "事由", en: "Subject" } }),
  place: optional(
    line({
      label: { zh: "责任单位或地点", en: "Unit or place" },
      help: { zh: "联系单和整改必填。", en: "Required for a fact-check request and a rectification." },
    }),
  ),
  request: optional(
    text({
      label: { zh: "请核实的内容", en: "What to check" },
      help: { zh: "联系单必填。", en: "Required for a fact-check request." },
    }),
  ),
  dueAt: optional(
    instant({
      label: { zh: "最迟发布时间或“回头看”日期", en: "Needed by, or when to look back" },
      help: { zh: "发布审核和整改必填。", en: "Required for a publication review and a rectification." },
    }),
  ),
});

/** What each of them asks for. */
const asked = {
  slip: ["place", "request"],
  review: ["dueAt"],
  rectification: ["place", "dueAt"],
} as const satisfies Readonly<Record<Matter["kind"], readonly (keyof z.output<typeof form>)[]>>;

const missing = { zh: "请填写此项。", en: "Fill this in." };

const filledIn = form.superRefine((values, check) => {
  for (const field of asked[values.kind].filter((name) => values[name] === undefined))
    check.addIssue({ code: "custom", path: [field], message: missing.en, params: { text: missing } });
});

type Sent = AnySent & z.output<typeof form>;

const valuesFor: Readonly<Record<Matter["kind"], (sent: Sent) => Readonly<Record<string, string | number | null>>>> = {
  slip: ({ subject, place, request }) => ({
    subject,
    unit: place ?? null,
    request: request ?? null,
    weight: "important",
  }),
  review: ({ subject, dueAt }) => ({ title: subject, neededBy: dueAt ?? null }),
  rectification: ({ subject, place, dueAt }) => ({ place: place ?? null, scope: subject, lookBackAt: dueAt ?? null }),
};

const opens = (kind: Matter["kind"]): LinkEffect<IncidentContext> => {
  const { label } = lastOf(matterKinds.filter(({ value }) => value === kind));
  return {
    label,
    when: { zh: "开启关联事项时", en: "When a linked incident is opened" },
    playbook: playbookOfMatter[kind],
    isNeeded: (_, sent) => (sent as Sent).kind === kind,
    params: (context, sent): OpenRequest => ({
      does: "open",
      playbook: playbookOfMatter[kind],
      values: valuesFor[kind](sent as Sent),
      parent: {
        link: kind,
        item: mattersOf(context).length,
        depth: 1,
        by: sent.by,
        event: "MATTER_RETURNED",
        asks: ["finding", "facts", "found", "address"],
      },
    }),
  };
};

export const matterOpened = event("MATTER_OPENED", {
  words: {
    label: { zh: "开启关联事项", en: "Open a linked incident" },
    done: { zh: "关联事项已开启", en: "Linked incident opened" },
    help: {
      zh: "联系单、发布审核或整改，作为单独事项办理，办结后结果自动记入本事件。",
      en: "A fact-check request, a publication review or a rectification as an incident of its own. Its result is recorded here by itself.",
    },
  },
  by: ["duty-officer", "lead"],
  form: filledIn,
  asks: { field: "kind", by: asked },
  refuse: (context) => whenClosed(context) ?? whenFull(mattersOf(context)),
  record: (context, { at, by, kind, subject }) => {
    const matters = mattersOf(context);
    return { matters: [...matters, { at, by, number: matters.length + 1, kind, subject, returned: null }] };
  },
  links: { openSlip: opens("slip"), openReview: opens("review"), openRectification: opens("rectification") },
});
