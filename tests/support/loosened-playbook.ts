/** The public incident with a hole in its guards: anybody who may approve at all may approve anything, and again. */
import type { Playbook } from "../../machines/playbook.ts";
import { publicIncident } from "../../machines/public-incident/index.ts";
import { publicIncidentMachine } from "../../machines/public-incident/v1.machine.ts";

export const loosenedPlaybook: Playbook = {
  ...publicIncident,
  machine: publicIncidentMachine.provide({ guards: { STATEMENT_APPROVED: () => true } }),
};
