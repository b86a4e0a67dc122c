/** The only door to incidents: web, API and command line go through it, so that nobody gets past the permissions. */
import { personActing } from "./acting.ts";
import { commandsOf } from "./commands.ts";
import { deskDependencies, findPlaybook, type DeskOptions } from "./desk-dependencies.ts";
import { calendarDeskOf } from "../organisation/calendar.ts";
import { exportsOf } from "./exports.ts";
import { logOf } from "./log-cursor.ts";
import { withErasures } from "./erasures.ts";
import { limitsOf } from "../organisation/limits.ts";
import { organisationOf } from "../organisation/organisation-desk.ts";
import { queriesOf } from "./queries.ts";
import type { Desk } from "./types.ts";

export type { DeskOptions } from "./desk-dependencies.ts";

export function openDesk(options: DeskOptions): Desk {
  const parts = deskDependencies(options);
  return {
    organisation: options.organisation,
    people: options.people,
    everybody: parts.everybody,
    playbooks: options.playbooks,
    person: (id) => personActing(parts, id),
    playbook: (key) => findPlaybook(parts, key),
    now: () => options.clock.now(),
    ...queriesOf(parts),
    ...commandsOf(parts),
    ...withErasures(parts, organisationOf(parts)),
    ...calendarDeskOf(parts),
    ...exportsOf(parts),
    ...logOf(parts),
    allLimits: (after) => limitsOf(after === undefined ? parts : { ...parts, source: { directory: () => after } }),
  };
}
