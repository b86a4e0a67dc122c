/** What is before the public: the wordings that were published and that no withdrawal has taken back. */
import type { Moment } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { releasesOf, withdrawn } from "../parts/releases.ts";

export function published({ context }: Moment): readonly string[] {
  const incident = context as IncidentContext;
  const { versions, replies, holdingReplies, questions } = incident;
  const releases = releasesOf(incident);
  // Only once the page shows it.
  const back = withdrawn(incident)
    .filter((one) => one.releases.every(({ evidence }) => evidence !== null))
    .flatMap((one) => one.releases);
  const backVersions = new Set(back.map(({ version }) => version));
  const out = new Set([...replies, ...releases].map(({ version }) => version).filter((one) => !backVersions.has(one)));
  const statements = versions
    .filter(({ version }) => out.has(version))
    .flatMap(({ title, body, translation }) => [title, body, ...(translation ? Object.values(translation) : [])]);
  const reasons = releases.flatMap(({ reason, kind, version }) =>
    reason === null || ((kind === "correction" || kind === "update") && backVersions.has(version)) ? [] : [reason],
  );
  const titles = new Set<string>(versions.filter(({ version }) => backVersions.has(version)).map(({ title }) => title));
  const answers = questions.flatMap(({ answer }) =>
    answer?.address && !titles.has(answer.wording) ? [answer.wording] : [],
  );
  return [...statements, ...reasons, ...holdingReplies.map(({ wording }) => wording), ...answers];
}
