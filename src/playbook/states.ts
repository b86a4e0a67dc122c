/** A machine's present state as paths and words. A state value is a name, or an object of regions and their values. */
import type { Moment, Playbook, Text } from "../../machines/playbook.ts";

type Words = Pick<Playbook, "states">;

/** Paths of the innermost active states, regions in the machine's order: `response.drafting`, `monitoring.watching` … */
export function activePaths(value: unknown, above = ""): readonly string[] {
  if (typeof value === "string") return [join(above, value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = join(above, name);
    const below = activePaths(inner, path);
    return below.length > 0 ? below : [path];
  });
}

const join = (above: string, name: string) => (above === "" ? name : `${above}.${name}`);

/** The innermost state on this path that the playbook has words for. */
function named(playbook: Words, path: string): string | null {
  if (Object.hasOwn(playbook.states, path)) return path;
  const dot = path.lastIndexOf(".");
  return dot < 0 ? null : named(playbook, path.slice(0, dot));
}

/** What a state is called; its path when the playbook has no words for it. */
export function stateLabel(playbook: Words, path: string): Text {
  const known = named(playbook, path);
  return (known === null ? undefined : playbook.states[known]?.label) ?? { zh: path, en: path };
}

/** All present states in words, each once. */
export function stateWords(playbook: Words, moment: Pick<Moment, "value">): readonly Text[] {
  const labels = activePaths(moment.value).map((path) => stateLabel(playbook, path));
  return labels.filter((label, index) => labels.findIndex((other) => other.en === label.en) === index);
}
