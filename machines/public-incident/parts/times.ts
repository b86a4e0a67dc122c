/** Times that claims make, held against each other: nothing is discovered before it occurred, or registered before that. */
import type { z } from "zod";
import type { Doubt, Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import type { FactName } from "../vocabulary.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Clocks differ, and people write minutes. */
const differenceMaxMs = 2 * minuteMs;
const usuallyWithinMs = 7 * dayMs;

const occurredLater: Text = {
  zh: "发生时间晚于发现时间，请核对两项时间。",
  en: "The time of occurrence is later than the time of discovery. Check both.",
};
const discoveredEarlier: Text = {
  zh: "发现时间早于发生时间，请核对两项时间。",
  en: "The time of discovery is earlier than the time of occurrence. Check both.",
};
const discoveredAfterRegistration: Text = {
  zh: "发现时间晚于登记时间，请核对。",
  en: "The time of discovery is later than the registration. Check it.",
};
const publishedBeforeApproval: Text = {
  zh: "发布时间早于该版的审批时间，请核对。",
  en: "The time of publication is earlier than the approval of this version. Check it.",
};

/** A registration whose two claims contradict each other is refused at the claim that may be left out. */
export function timesInOrder<
  Form extends z.ZodType<{ readonly discoveredAt: number; readonly occurredAt?: number | undefined }>,
>(form: Form): Form {
  return form.superRefine(({ discoveredAt, occurredAt }, check) => {
    if (occurredAt !== undefined && occurredAt > discoveredAt)
      check.addIssue({
        code: "custom",
        path: ["occurredAt"],
        message: occurredLater.en,
        params: { text: occurredLater },
      });
  });
}

/** Its clocks would be missed before anybody has seen them: a wrong day is likelier. */
export function discoveredLongAgo(discoveredAt: number, at: number): readonly Doubt[] {
  if (at - discoveredAt <= usuallyWithinMs) return [];
  const days = String(Math.floor((at - discoveredAt) / dayMs));
  return [
    {
      code: "discovered-long-ago",
      text: {
        zh: `发现时间在 ${days} 天前，快报和回复的时限将从那时起算。确实如此吗？`,
        en: `The time of discovery is ${days} days ago, and the deadlines run from then. Is that right?`,
      },
    },
  ];
}

export interface Corrected {
  readonly fact: FactName;
  readonly instant?: number | undefined;
  readonly unknown: boolean;
}

export function correctionMisfit(context: IncidentContext, corrected: Corrected): { readonly instant: Text } | null {
  const { fact, instant } = corrected;
  if (instant === undefined) return null;
  const { occurredAt, discoveredAt, registered } = context;
  if (fact === "occurredAt" && !corrected.unknown && instant > discoveredAt) return { instant: occurredLater };
  if (fact !== "discoveredAt") return null;
  if (occurredAt !== null && instant < occurredAt) return { instant: discoveredEarlier };
  return instant > registered.at + differenceMaxMs ? { instant: discoveredAfterRegistration } : null;
}

export function correctionDoubts({ fact, instant }: Corrected, at: number): readonly Doubt[] {
  return fact === "discoveredAt" && instant !== undefined ? discoveredLongAgo(instant, at) : [];
}

export function publicationMisfit(
  { approvals }: IncidentContext,
  { publishedAt }: { readonly publishedAt?: number | undefined },
): { readonly publishedAt: Text } | null {
  const approvedAt = approvals.at(-1)?.at ?? -Infinity;
  if (publishedAt === undefined || publishedAt + differenceMaxMs >= approvedAt) return null;
  return { publishedAt: publishedBeforeApproval };
}
