/** What is before the public: the wordings that were published. Nothing of it has been withdrawn, for no event withdraws. */
import type { Moment } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";

export function published({ context }: Moment): readonly string[] {
  const { versions, replies, holdingReplies, questions } = context as IncidentContext;
  const out = new Set(replies.map(({ version }) => version));
  const statements = versions.filter(({ version }) => out.has(version)).flatMap(({ title, body }) => [title, body]);
  const answers = questions.flatMap(({ answer }) => (answer?.address ? [answer.wording] : []));
  return [...statements, ...holdingReplies.map(({ wording }) => wording), ...answers];
}
