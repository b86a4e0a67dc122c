/** The sign-offs of each playbook's steps, for `openEngine`. */
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import type { SignOffsOf } from "../engine/ports.ts";

export function signOffsOf(playbooks: readonly Playbook[]): SignOffsOf {
  const byKey = new Map(playbooks.map((playbook) => [playbookKey(playbook), playbook]));
  return (machine, before, after) => byKey.get(machine)?.signOffs?.(before, after) ?? [];
}
