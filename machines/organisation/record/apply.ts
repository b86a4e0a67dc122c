/** The directory after an event that was accepted. */
import type { OrganisationContext } from "../context.ts";
import type { EventOf, EventType } from "../events.ts";
import { peopleRecords } from "./people.ts";
import { keptMs, type Change, type Records } from "./records.ts";
import { rosterRecords } from "./roster.ts";
import { settingsRecords } from "./settings.ts";

const records: Records<EventType> = { ...settingsRecords, ...peopleRecords, ...rosterRecords };

export function applied<Type extends EventType>(
  context: OrganisationContext,
  event: EventOf<Type>,
): OrganisationContext {
  const change: Change<Type> = records[event.type];
  return withoutTheOld({ ...context, ...change(context, event) }, event.at - keptMs);
}

function withoutTheOld(context: OrganisationContext, before: number): OrganisationContext {
  const recent = ({ until }: { readonly until: number | null }): boolean => until === null || until > before;
  return {
    ...context,
    absences: context.absences.filter(recent),
    rotations: context.rotations.filter(recent),
    shifts: context.shifts.filter(recent),
    overrides: context.overrides.filter(recent),
    swaps: context.swaps.filter(({ until, inReturn }) => recent({ until }) || (inReturn !== null && recent(inReturn))),
    handovers: context.handovers.filter(({ moment }) => moment > before),
  };
}
