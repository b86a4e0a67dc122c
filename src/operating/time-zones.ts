/** Does this Node know the rules of the organisation's time zone? Due times are instants and stay right; what is shown does not. */
import type { Finding } from "./finding.ts";

/**
 * Rules that came too late for older data, found by comparing Node's 2025c with tzdata 2026d day by day until 2028.
 * Zones by their present names; the old names of the same places count as they do.
 */
const changedSince: readonly { readonly version: string; readonly zones: readonly string[]; readonly from: string }[] =
  [
    { version: "2026d", zones: ["Africa/Casablanca", "Africa/El_Aaiun"], from: "2026-09-20" },
    { version: "2026d", zones: ["America/Vancouver", "America/Edmonton", "America/Inuvik"], from: "2026-11-01" },
  ];

export function checkZoneData(zone: string, version: string): Finding {
  const check = "time zone";
  const wrong = changedSince.filter((change) => version < change.version);
  const ours = wrong.find(({ zones }) => zones.includes(presentName(zone)));
  if (ours !== undefined) {
    return {
      check,
      level: "fail",
      sentence: `Node has time-zone data ${version || "of an unknown version"}, in which ${zone} is wrong from ${ours.from} on: times are shown wrongly. What is due stays right.`,
      todo: `Start Node with newer data (NODE_ICU_DATA), or use a Node whose process.versions.tz is ${ours.version} or later.`,
    };
  }
  const others = wrong.flatMap(({ zones }) => zones);
  const aside = others.length === 0 ? "" : ` It is out of date for ${others.join(", ")}.`;
  return { check, level: "ok", sentence: `${zone} is right in time-zone data ${version}.${aside}` };
}

/** `America/Yellowknife` has been a name for `America/Edmonton` for years. */
const formerNames: Readonly<Record<string, string>> = {
  "America/Yellowknife": "America/Edmonton",
  "Canada/Mountain": "America/Edmonton",
  "Canada/Pacific": "America/Vancouver",
};

function presentName(zone: string): string {
  return formerNames[zone] ?? zone;
}
