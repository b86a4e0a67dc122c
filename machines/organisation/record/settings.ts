/** What events about the organisation itself change. */
import type { ChannelChoice, OrganisationContext, OrganisationRecord, PolicySection } from "../context.ts";
import type { EventOf } from "../events.ts";
import { ladderLevel } from "../ladder-lines.ts";
import { firstLadder, firstLayers } from "../vocabulary.ts";
import { keptMs, type Records } from "./records.ts";
import { newPerson } from "./people.ts";
import type { settingsForms } from "../forms/settings-forms.ts";

/** Before the set-up. */
export const nobody: OrganisationContext = {
  established: false,
  organisation: { name: { zh: "", en: "" }, zone: "UTC", zoneLabel: { zh: "UTC", en: "UTC" }, languages: ["zh", "en"] },
  people: [],
  units: [],
  absences: [],
  layers: [],
  rotations: [],
  shifts: [],
  overrides: [],
  swaps: [],
  handovers: [],
  holidays: [],
  ladder: [],
  policies: {},
  lastNumber: 0,
};

export const settingsRecords: Records<keyof typeof settingsForms> = {
  ORGANISATION_SET_UP: (_context, event) => ({
    established: true,
    organisation: described(event),
    people: event.people.map((person) => newPerson({ ...person, unit: null, at: event.at })),
    policies: event.policies ?? {},
    layers: firstLayers,
    ladder: firstLadder,
  }),
  ORGANISATION_DESCRIBED: (context, event) => ({
    organisation: described(event),
    ...(event.zone === context.organisation.zone ? {} : { earlierZones: zonesUntil(context, event.at) }),
  }),
  LADDER_SET: (_context, { levels }) => ({ ladder: levels.map(ladderLevel).filter((level) => level !== null) }),
  POLICY_CHANGED: ({ policies }, { playbook, section }) => ({
    policies: { ...policies, [playbook]: policySection(section) ?? {} },
  }),
  CHANNELS_CHANGED: ({ people }, event) => ({
    people: people.map((person) =>
      person.id === event.person ? { ...person, channels: channelsOf(event), quietHours: quietHoursOf(event) } : person,
    ),
  }),
};

type Description = Pick<
  EventOf<"ORGANISATION_DESCRIBED">,
  "nameZh" | "nameEn" | "zone" | "zoneLabelZh" | "zoneLabelEn" | "languages"
>;

function described(event: Description): OrganisationRecord {
  return {
    name: { zh: event.nameZh, en: event.nameEn },
    zone: event.zone,
    zoneLabel: { zh: event.zoneLabelZh, en: event.zoneLabelEn },
    languages: event.languages,
  };
}

/** The clocks that the turns of the past went by stay theirs. */
function zonesUntil({ organisation: { zone }, earlierZones = [] }: OrganisationContext, until: number) {
  return [...earlierZones.filter((earlier) => earlier.until > until - keptMs), { until, zone }];
}

/** Null when the text is no JSON object. */
export function policySection(text: string): PolicySection | null {
  try {
    const section: unknown = JSON.parse(text);
    return typeof section === "object" && section !== null && !Array.isArray(section)
      ? (section as PolicySection)
      : null;
  } catch {
    return null;
  }
}

function channelsOf({ first, second }: EventOf<"CHANNELS_CHANGED">): readonly ChannelChoice[] {
  const chosen = second === undefined ? [first] : [first, second];
  const left = (["mail", "webhook"] as const).filter((kind) => !chosen.includes(kind));
  return [...chosen.map((kind) => ({ kind, on: true })), ...left.map((kind) => ({ kind, on: false }))];
}

function quietHoursOf({ quietFrom, quietUntil }: EventOf<"CHANNELS_CHANGED">) {
  return quietFrom === undefined || quietUntil === undefined ? null : { from: quietFrom, until: quietUntil };
}
