/** Matters that run beside an incident as incidents of their own: which there are, and what becomes of them when it ends. */
import type { LinkEffect } from "../../kit/notification.ts";
import type { Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import type { Matter } from "../record.ts";

export const matterKinds = [
  { value: "slip", label: { zh: "联系单", en: "Fact-check request" } },
  { value: "review", label: { zh: "三审三校发布", en: "Three-stage publication review" } },
  { value: "rectification", label: { zh: "隐患排查整改", en: "Inspection and rectification" } },
] as const satisfies readonly { readonly value: Matter["kind"]; readonly label: Text }[];

/** The playbook of each. */
export const playbookOfMatter: Readonly<Record<Matter["kind"], string>> = {
  slip: "liaison-slip@1",
  review: "release-review@1",
  rectification: "rectification@1",
};

export const mattersOf = ({ matters = [] }: Pick<IncidentContext, "matters">): readonly Matter[] => matters;
export const openMatters = (context: Pick<IncidentContext, "matters">): readonly Matter[] =>
  mattersOf(context).filter(({ returned }) => returned === null);

/** A question to a unit is over with the incident; what is being reviewed or put right goes on. */
export const slipsWithdrawn: LinkEffect<IncidentContext> = {
  label: { zh: "撤回联系单", en: "Withdraw fact-check requests" },
  when: { zh: "事件办结时，撤回尚未反馈的联系单", en: "When the incident is closed: those that are still out" },
  playbook: playbookOfMatter.slip,
  isNeeded: (context) => openMatters(context).some(({ kind }) => kind === "slip"),
  params: () => ({ does: "end", link: "slip", event: "SLIP_WITHDRAWN", values: {} }),
};
