/**
 * The playbooks that a process knows are one list, brought up to date in place while the desk runs: nobody keeps a copy of it. Of the
 * versions of one playbook the active one stands last.
 */
import { playbookKey, type Playbook } from "../../machines/playbook.ts";

/** By `id@version`. */
export function playbookByKey(playbooks: readonly Playbook[], key: string): Playbook | undefined {
  return playbooks.find((one) => playbookKey(one) === key);
}

/** The version with which a new incident begins; null: there is no such playbook. */
export function activeVersion(playbooks: readonly Playbook[], id: string): Playbook | null {
  return playbooks.findLast((one) => one.id === id) ?? null;
}

export const isActive = (playbooks: readonly Playbook[], playbook: Playbook): boolean =>
  activeVersion(playbooks, playbook.id) === playbook;

/** Of each playbook the version with which a new incident begins. */
export function activePlaybooks(playbooks: readonly Playbook[]): readonly Playbook[] {
  return playbooks.filter((one) => isActive(playbooks, one));
}
