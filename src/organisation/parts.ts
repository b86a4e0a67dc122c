/** What the organisation's own desk is made of. */
import type { Playbook, FormatTime } from "../../machines/playbook.ts";
import type { Organisation, Person } from "../directory/person.ts";
import type { Engine } from "../engine/api.ts";
import type { Clock } from "../kernel/clock.ts";
import type { CalendarAddressStore } from "./calendar-ports.ts";
import type { OrganisationSource } from "./source.ts";

export interface OrganisationParts {
  readonly engine: Pick<Engine, "read" | "replay" | "history" | "opened">;
  readonly clock: Clock;
  readonly organisation: Organisation;
  readonly people: readonly Person[];
  /** The organisation's record; without one the settings are all there is, and nothing of them can be changed here. */
  readonly source?: OrganisationSource;
  readonly formatTime: FormatTime;
}

/** What a new incident freezes comes from these. */
export interface PolicyParts {
  readonly playbooks: readonly Playbook[];
  /** By playbook id: its section of the settings, parsed. A playbook without one gets its defaults. */
  readonly policies: Readonly<Record<string, unknown>>;
  readonly source?: Pick<OrganisationSource, "directory">;
}

export interface CalendarParts extends Omit<OrganisationParts, "people" | "formatTime"> {
  /** Left out: no calendar has an address. */
  readonly storage: { readonly calendars?: CalendarAddressStore };
}
