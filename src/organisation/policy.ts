/** What an incident freezes of the settings when it begins. */
import type { Playbook } from "../../machines/playbook.ts";
import type { PolicyParts } from "./parts.ts";

/** The policy that a new incident of this playbook freezes: its own section, with the organisation's ladder. */
export function policyFor(parts: Omit<PolicyParts, "playbooks">, playbook: Playbook): unknown {
  const policy = sectionFor(parts, playbook);
  const ladder = parts.source?.directory().ladder ?? [];
  return ladder.length === 0 ? policy : (playbook.withLadder?.(policy, ladder) ?? policy);
}

/** The playbook's own section: as it was changed at the desk, else as the settings file has it. */
export function sectionFor({ policies, source }: Omit<PolicyParts, "playbooks">, playbook: Playbook): unknown {
  const changed = source?.directory().policies ?? {};
  // What was changed for one version may not fit another one: then that has what its file says.
  const written = Object.hasOwn(changed, playbook.id) ? playbook.policy.safeParse(changed[playbook.id]) : null;
  if (written?.success) return written.data;
  const isSet = playbook.isOwn !== true && Object.hasOwn(policies, playbook.id);
  return isSet ? policies[playbook.id] : playbook.policy.parse({});
}
