/** Every version of every playbook that a stored incident may still need. A released one is never edited or removed. */
import { equipmentFault } from "./equipment-fault/index.ts";
import { playbookKey, type Playbook } from "./playbook.ts";
import { publicIncident } from "./public-incident/index.ts";

const released: readonly Playbook[] = [publicIncident, equipmentFault];

/** By `id@version`: `public-incident@1`. */
export const playbooks: Readonly<Record<string, Playbook>> = Object.fromEntries(
  released.map((playbook) => [playbookKey(playbook), playbook]),
);
