/** What people can do with the organisation itself, as the doors see it. */
import type { EventForm, Limit, Playbook, Role } from "../../machines/playbook.ts";
import type { Divergence } from "../engine/api.ts";
import type { Directory } from "../directory/types.ts";
import type { PeopleNow, RosterBetween, RosterNow } from "./now.ts";
import type { Person } from "../directory/person.ts";
import type { CommandOutcome, Declined, Ready } from "../playbook/outcome.ts";
import type { ActCommand } from "../playbook/act-command.ts";
import type { TimelineEntry } from "../playbook/types.ts";

/** An event of the organisation and whether this person may send it. */
export interface OrganisationOffer {
  readonly form: EventForm;
  readonly permitted: boolean;
  /** Names of those who may instead; nobody where it is permitted. */
  readonly who: readonly string[];
}

/** One form, and the directory that it is filled in for. */
export interface ChangeOffer extends Omit<OrganisationView, "offers"> {
  readonly offer: OrganisationOffer;
}

export interface OrganisationView {
  readonly directory: Directory;
  /** Row of the log that the directory is the fold of. */
  readonly seq: number;
  readonly offers: readonly OrganisationOffer[];
  /** The viewer's, as a deputy too. */
  readonly roles: readonly Role[];
  readonly now: number;
}

export interface ReadyChange extends Ready {
  /** The directory as it would be; null: nothing more comes of it. */
  readonly after: Directory | null;
}

export type PreparedChange = Declined | ReadyChange;

export interface OrganisationReplay {
  readonly directory: Directory;
  readonly entry: TimelineEntry;
  readonly seq: number;
  readonly lastSeq: number;
  readonly divergence: Divergence | null;
}

export interface OrganisationDesk {
  /** As of the last change that this process heard of. Without a record of its own: what the settings file says. */
  directory(): Directory;
  organisationView(viewer: Person): Promise<OrganisationView>;
  /** One of its events for this person; null: there is none that people send. */
  organisationOffer(type: string, viewer: Person): Promise<ChangeOffer | null>;
  /** Everybody, those who have left too. */
  peopleNow(at?: number): Promise<PeopleNow>;
  /** Layer by layer: who has the duty, who comes next, and when nobody does. */
  rosterNow(at?: number): Promise<RosterNow>;
  /** Turn by turn; what has been by what was on record then. */
  rosterBetween(from: number, until: number): Promise<RosterBetween>;
  /** Values are as a form or the API sends them. */
  administer(type: string, values: unknown, actor: Person, command: ActCommand): Promise<CommandOutcome>;
  /** Looks at a change once: what stands against it, or what it would lead to and how it is sent. */
  prepareChange(type: string, values: unknown, actor: Person, command: ActCommand): Promise<PreparedChange>;
  /** Oldest first. */
  organisationHistory(): Promise<readonly TimelineEntry[]>;
  /** Null: there is no such row. */
  organisationReplay(seq: number): Promise<OrganisationReplay | null>;
}

export type Whose = "own" | "team";

export interface CalendarFeed {
  readonly text: string;
  /** Changes with the text and not otherwise. */
  readonly digest: string;
  /** When the text last changed, or a day passed out of it (ms). */
  readonly changedAt: number;
}

export interface CalendarDesk {
  /** When the address was made; null: there is none, or no place to keep one. */
  calendarMadeAt(whose: Whose, viewer: Person): Promise<number | null>;
  mayRenewCalendar(whose: Whose, viewer: Person): boolean;
  /** The new address's secret: shown once. Null: not for this person. */
  renewCalendar(whose: Whose, actor: Person, command: ActCommand, tell?: () => Promise<void>): Promise<string | null>;
  /** Null: the address is unknown, was renewed, or its owner has left. `url` is the roster's page. */
  calendarFeed(secret: string, url: string): Promise<CalendarFeed | null>;
}

export interface PlaybookLimits {
  readonly playbook: Playbook;
  /** Whether somebody has changed them at the desk; otherwise the settings file or the playbook's own defaults count. */
  readonly changedHere: boolean;
  readonly limits: readonly Limit[];
  /** The whole section as it can be written again. */
  readonly section: string;
  /** The same with every default, so that two of them can be compared. */
  readonly inForce: string;
}
