import { organisation as organisationStream } from "../../machines/organisation/index.ts";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";

/** Every playbook's, and the organisation's own. */
export function machinesOf(playbooks: readonly Playbook[]) {
  const all = [organisationStream, ...playbooks];
  return Object.fromEntries(all.map((one) => [playbookKey(one), one.machine]));
}
