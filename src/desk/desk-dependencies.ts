/** What the desk is made of. */
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import type { Engine } from "../engine/api.ts";
import type { Clock } from "../kernel/clock.ts";
import { assert } from "../kernel/assert.ts";
import { activeVersion, playbookByKey } from "../playbook/active.ts";
import { fieldsOf } from "../playbook/fields.ts";
import type { OrganisationSource } from "../organisation/source.ts";
import type { IncidentReadModel, LinkStore, LogReads } from "./ports.ts";
import type { ErasureLedger } from "./erasure-ports.ts";
import type { ExportRecord } from "./export-ports.ts";
import type { StatisticsReads } from "./statistics-ports.ts";
import type { NotificationStore } from "./notification-ports.ts";
import type { DeliveryStore } from "./delivery-ports.ts";
import type { CalendarAddressStore } from "../organisation/calendar-ports.ts";
import { sayingOf, type PhrasingParts } from "../playbook/phrasing.ts";
import type { Organisation, Person, Named } from "../directory/person.ts";

export interface DeskOptions {
  readonly engine: Engine;
  readonly storage: {
    readonly incidents: IncidentReadModel;
    readonly links: LinkStore;
    readonly notifications: NotificationStore;
    /** Left out: nothing is counted. */
    readonly statistics?: StatisticsReads;
    readonly deliveries: Pick<DeliveryStore, "ofMessages">;
    /** Left out: no calendar has an address. */
    readonly calendars?: CalendarAddressStore;
    /** Left out: nobody follows the log. */
    readonly logRows?: LogReads;
  };
  readonly playbooks: readonly Playbook[];
  readonly organisation: Organisation;
  /** Whoever may be given something to do. */
  readonly people: readonly Person[];
  /** Also whoever has left, for names; left out, nobody has. */
  readonly everybody?: readonly Named[];
  /** By playbook id: its section of the settings, parsed. A playbook without one gets its defaults. */
  readonly policies: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  /** The organisation's record; without one the settings are all there is, and nothing of them can be changed here. */
  readonly source?: OrganisationSource;
  /** Where erasures are kept outside the database. Left out: nowhere. */
  readonly ledger?: ErasureLedger;
  /** Left out: nothing is signed. */
  readonly exportRecord?: ExportRecord;
  /** How long a backup is kept at the most (days); left out: nobody has said. */
  readonly backupDays?: number | null;
}

export interface DeskDependencies extends DeskOptions, PhrasingParts {
  readonly everybody: readonly Named[];
  /** By `id@version`; also one that has come since the start. */
  readonly byKey: { readonly get: (key: string) => Playbook | undefined };
}

/** Names that the engine and the API use beside a form's fields. */
const reservedFields = ["type", "at", "by"];

export function deskDependencies(options: DeskOptions): DeskDependencies {
  for (const playbook of options.playbooks) checkForms(playbook);
  const { everybody = options.people } = options;
  return {
    ...options,
    everybody,
    byKey: { get: (key) => playbookByKey(options.playbooks, key) },
    ...sayingOf(options.organisation, everybody),
  };
}

function checkForms(playbook: Playbook): void {
  for (const owner of [playbook.opening, ...playbook.events]) {
    const bad = fieldsOf(owner).find((field) => reservedFields.includes(field.name));
    assert(!bad, `${playbookKey(playbook)} has a field named ${bad?.name ?? ""}, which is the engine's to set`);
  }
}

/** By `id@version`, or by `id` alone: then the active version. */
export function findPlaybook({ playbooks }: DeskDependencies, key: string): Playbook | null {
  return playbookByKey(playbooks, key) ?? activeVersion(playbooks, key);
}
