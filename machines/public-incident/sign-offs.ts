/**
 * Four eyes, as the database keeps them: the author of a submitted version and everybody who approves it. It looks at what
 * the step has recorded and at no guard, so that it also holds where a guard is wrong.
 */
import type { SignOff, Moment } from "../playbook.ts";
import type { IncidentContext } from "./context.ts";

export function signOffs(before: Moment | null, after: Moment): readonly SignOff[] {
  const was = before === null ? null : (before.context as IncidentContext);
  const is = after.context as IncidentContext;
  // A step may end the submission that it approves.
  const submitted = is.submitted ?? was?.submitted ?? null;
  if (submitted === null) return [];
  const key = keyOf(submitted);
  const isNew = !was?.submitted || keyOf(was.submitted) !== key;
  const author = is.versions.find(({ version }) => version === submitted.version);
  const approvals = is.approvals
    .slice(was?.approvals.length ?? 0)
    // One from before the submission, by a clock that was put back, does not count and is given again.
    .filter(({ at }) => at >= submitted.at);
  return [...(isNew && author ? [author] : []), ...approvals].map(({ by }) => ({ key, by }));
}

/** One submission: a version that came back and is submitted anew is a new one, and may be approved anew. */
function keyOf({ version, digest, at }: NonNullable<IncidentContext["submitted"]>): string {
  return `statement ${String(version)} ${digest} ${String(at)}`;
}
