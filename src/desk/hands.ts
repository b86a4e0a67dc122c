/** Whose hands were on what, for `openEngine`: each playbook knows that for itself. */
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import type { HandsOf } from "../engine/ports.ts";

export function handsOf(playbooks: readonly Playbook[]): HandsOf {
  const byKey = new Map(playbooks.map((playbook) => [playbookKey(playbook), playbook]));
  return (machine, before, after) => byKey.get(machine)?.hands?.(before, after) ?? [];
}
