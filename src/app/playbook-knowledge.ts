/** What the engine is told of playbooks, of which it knows nothing itself. */
import type { PolicySchemas } from "../../config/policy.ts";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import { organisation as organisationStream } from "../../machines/organisation/index.ts";
import { signOffsOf } from "../desk/sign-offs.ts";
import { decidedClocksOf } from "../desk/decided-clocks.ts";
import { summarise } from "../desk/summarise.ts";
import { urgencyOf } from "../desk/urgency.ts";
import { apartOf } from "../playbook/apart.ts";

export function knowledgeOf(playbooks: readonly Playbook[]) {
  return {
    machines: machinesOf(playbooks),
    summarise: summarise(playbooks),
    signOffs: ownFirst(signOffsOf([organisationStream]), signOffsOf(playbooks)),
    decidedClocks: decidedClocksOf(playbooks),
    apart: ownFirst(apartOf([organisationStream]), apartOf(playbooks)),
    urgency: urgencyOf(playbooks),
  };
}

/** The list of playbooks grows in place, so the organisation's stream stands beside it. */
function ownFirst<Rest extends readonly unknown[], Result>(
  own: (machine: string, ...rest: Rest) => Result,
  others: (machine: string, ...rest: Rest) => Result,
): (machine: string, ...rest: Rest) => Result {
  return (machine, ...rest) => (machine === organisationKey ? own : others)(machine, ...rest);
}

const organisationKey = playbookKey(organisationStream);

/** Every playbook's, and the organisation's own. */
export function machinesOf(playbooks: readonly Playbook[]) {
  const all = [organisationStream, ...playbooks];
  return Object.fromEntries(all.map((one) => [playbookKey(one), one.machine]));
}

/** One section a playbook, whatever its versions: the newest says what may stand in it. */
export function policySchemas(playbooks: readonly Playbook[]): PolicySchemas {
  const oldestFirst = [...playbooks].sort((a, b) => a.version - b.version);
  return Object.fromEntries(oldestFirst.map((playbook) => [playbook.id, playbook.policy]));
}
