/** Erasing texts, as the organisation's record keeps it: one administrator proposes, another approves. */
import type { SignOff, Text } from "../playbook.ts";
import type { ErasureProposal, OrganisationContext } from "./context.ts";

/** Proposals that wait. */
export const proposalsMax = 100;
/** Texts of one proposal. */
export const textsMax = 200;

export const erasuresOf = ({ erasures = [] }: Pick<OrganisationContext, "erasures">): readonly ErasureProposal[] =>
  erasures;

export const erasureById = (context: OrganisationContext, id: string | undefined): ErasureProposal | null =>
  erasuresOf(context).find((one) => one.id === id) ?? null;

/** Null: it waits, and somebody may decide on it. */
export function notWaiting(context: OrganisationContext, id: string | undefined): Text | null {
  if (id === undefined) return null;
  const found = erasureById(context, id);
  if (found === null) return { zh: `没有编号为 ${id} 的删除申请。`, en: `There is no erasure request ${id}.` };
  return found.approved === null
    ? null
    : { zh: "该删除申请已获批准。", en: "This erasure request has been approved already." };
}

/** Whoever proposes and whoever approves, under one key: the database takes nobody twice. */
export function erasureSignOffs(before: OrganisationContext | null, after: OrganisationContext): readonly SignOff[] {
  const was = new Map((before === null ? [] : erasuresOf(before)).map((one) => [one.id, one]));
  return erasuresOf(after).flatMap((one) => {
    const earlier = was.get(one.id);
    const key = `erasure ${one.id}`;
    const proposed = earlier === undefined ? [{ key, by: one.by }] : [];
    return one.approved !== null && !earlier?.approved ? [...proposed, { key, by: one.approved.by }] : proposed;
  });
}
