/** To which page each change belongs: where its form leads back to, and where one is when it is done. */
const places: Readonly<Record<string, string>> = {
  ORGANISATION_DESCRIBED: "/administration",
  LADDER_SET: "/administration/ladder",
  POLICY_CHANGED: "/administration/limits",
  CHANNELS_CHANGED: "/administration/people",
  PERSON_INVITED: "/administration/people",
  PERSON_CHANGED: "/administration/people",
  ROLES_CHANGED: "/administration/people",
  PERSON_DEACTIVATED: "/administration/people",
  PERSON_REACTIVATED: "/administration/people",
  UNIT_DESCRIBED: "/administration/units",
  ABSENCE_RECORDED: "/roster",
  ABSENCE_ENDED: "/roster",
  HANDOVER_SIGNED: "/hand-over",
};

export function placeOf(type: string): string {
  return places[type] ?? "/roster";
}

/** The type stands in the address, so that the page can say what was done. */
export function afterChange(type: string, { again }: { readonly again: boolean }): string {
  return `${placeOf(type)}?recorded=${type}${again ? "&again=yes" : ""}`;
}
