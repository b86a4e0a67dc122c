/** To which page each change belongs: where its form leads back to, and where one is when it is done. */
import { changeOf } from "../../../machines/organisation/changes.ts";
import type { Administrative } from "../../../machines/organisation/event.ts";

const paths: Readonly<Record<NonNullable<Administrative["page"]>, string>> = {
  organisation: "/administration",
  ladder: "/administration/ladder",
  limits: "/administration/limits",
  people: "/administration/people",
  units: "/administration/units",
  "hand-over": "/hand-over",
};

export function placeOf(type: string): string {
  const page = changeOf(type)?.page;
  return page === undefined ? "/roster" : paths[page];
}

/** The type stands in the address, so that the page can say what was done. */
export function afterChange(type: string, { again }: { readonly again: boolean }): string {
  return `${placeOf(type)}?recorded=${type}${again ? "&again=yes" : ""}`;
}
