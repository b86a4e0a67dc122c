/** The sign-offs of each playbook's steps, for `openEngine`. */
import type { Playbook } from "../../machines/playbook.ts";
import type { SignOffsOf } from "../engine/ports.ts";
import { playbookByKey } from "../playbook/active.ts";

export function signOffsOf(playbooks: readonly Playbook[]): SignOffsOf {
  return (machine, before, after) => playbookByKey(playbooks, machine)?.signOffs?.(before, after) ?? [];
}
