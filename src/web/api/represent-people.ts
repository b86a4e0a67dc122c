/** People and their roster as the API's JSON. */
import type { z } from "zod";
import type { PeopleNow, RosterBetween, RosterNow } from "../../organisation/now.ts";
import type * as schemas from "./schemas.ts";

type Json<Schema extends z.ZodType> = z.input<Schema>;

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

export function peopleJson({ now, people }: PeopleNow): Json<typeof schemas.peopleNow> {
  const items = people.map(({ id, name, roles, units, posts, language, active, absence, onDuty }) => ({
    id,
    name,
    roles: [...roles],
    units: [...units],
    posts: [...posts],
    language,
    active,
    absence: absence && { from: iso(absence.from), until: isoOrNull(absence.until), deputy: absence.deputy },
    onDuty: [...onDuty],
  }));
  return { now: iso(now), items };
}

export function rosterJson({ now, zone, zoneLabel, layers }: RosterNow): Json<typeof schemas.rosterNow> {
  const items = layers.map(({ layer, label, requires, isRostered, onDuty, insteadOf, skipped, until, next, gaps }) => ({
    layer,
    label,
    rostered: isRostered,
    requires,
    onDuty,
    insteadOf,
    skipped,
    until: isoOrNull(until),
    next,
    gaps: gapsJson(gaps),
  }));
  return { now: iso(now), zone, zoneLabel, layers: items };
}

export function rosterBetweenJson(roster: RosterBetween): Json<typeof schemas.rosterBetween> {
  const { from, until, zone, zoneLabel, layers } = roster;
  const items = layers.map(({ layer, label, isRostered, turns, gaps }) => ({
    layer,
    label,
    rostered: isRostered,
    turns: turns.map((turn) => ({ ...turn, from: iso(turn.from), until: iso(turn.until) })),
    gaps: gapsJson(gaps),
  }));
  return { from: iso(from), until: iso(until), zone, zoneLabel, layers: items };
}

function gapsJson(gaps: RosterNow["layers"][number]["gaps"]) {
  return gaps.map((gap) => ({ from: iso(gap.from), until: iso(gap.until), sentence: gap.sentence }));
}
