/** What people can do at the desk, as the doors (web, API, command line) see it. */
import type {
  ClockView,
  Doubt,
  Duty,
  EventForm,
  FactSheet,
  Headline,
  Language,
  Limit,
  Playbook,
  Role,
  Text,
} from "../../machines/playbook.ts";
import type { Divergence, InstanceView, LogRow } from "../engine/types.ts";
import type { HistoryRange, OutboxRow } from "../engine/ports.ts";
import type { Directory } from "../people/types.ts";
import type { PeopleNow, RosterBetween, RosterNow } from "./organisation-now.ts";
import type { DeliveryRow, IncidentCounts, IncidentPage, IncidentQuery, IncidentRow, ShownLetter } from "./ports.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

/** Somebody as they are named. Whoever has left has no roles any more. */
export type Named = Pick<Person, "id" | "name" | "roles">;

/** The organisation, as the settings file describes it. */
export interface Organisation {
  readonly name: Text;
  /** IANA name, for instance `Asia/Shanghai`. */
  readonly zone: string;
  /** What people call that zone: `北京时间`, `GMT+8`. */
  readonly zoneLabel: Text;
  readonly languages: readonly Language[];
}

/** Field errors by field name; "" is the form as a whole. */
export type FieldErrors = Readonly<Record<string, readonly Text[]>>;

/** What became of something that a person asked for. Every door shows each of these. */
export type DeskOutcome =
  | {
      readonly outcome: "done";
      readonly id: string;
      readonly number: number;
      readonly seq: number;
      /** Sent before under the same command id. */ readonly again: boolean;
    }
  | { readonly outcome: "invalid"; readonly errors: FieldErrors }
  | { readonly outcome: "forbidden"; readonly sentence: Text; readonly who: readonly Person[] }
  | {
      readonly outcome: "refused";
      readonly code: string;
      readonly sentence: Text;
      /** The engine's own words, for the one who mends it. */ readonly reason?: string;
    }
  | {
      /** The values are good and unusual: it counts once these are confirmed by their codes. */
      readonly outcome: "doubtful";
      readonly doubts: readonly Doubt[];
    }
  | { readonly outcome: "conflict"; readonly seq: number; readonly since: readonly TimelineEntry[] }
  | { readonly outcome: "not-found"; readonly sentence: Text };

/** What stands against values before they are sent, as far as it can be told. */
export interface Considered {
  readonly errors: FieldErrors;
  readonly doubts: readonly Doubt[];
}

/** One row of the log in words. */
export interface TimelineEntry {
  readonly seq: number;
  readonly at: number;
  readonly dueAt: number | null;
  readonly kind: LogRow["kind"];
  readonly title: Text;
  /** Person's name, or null for the system. */
  readonly by: string | null;
  /** The event's fields with their labels; instants are ms. */
  readonly fields: readonly {
    readonly label: Text;
    readonly value: string | readonly string[] | { readonly at: number } | Text;
  }[];
  readonly row: LogRow;
}

/** An event of the playbook and whether this person may send it now. */
export interface OfferedEvent {
  readonly form: EventForm;
  /** Acceptable to the machine now, for this person. */
  readonly acceptable: boolean;
  readonly permitted: boolean;
  /** The roles that count in this incident. */
  readonly by: readonly Role[];
  /** Why not, in words; null when it is both acceptable and permitted. */
  readonly whyNot: Text | null;
  /** Who else can do it. */
  readonly who: readonly Person[];
  /** Values to start the form with; instants are ms. */
  readonly prefill: Readonly<Record<string, unknown>>;
  /** By field name: values to offer just now, such as the open questions, or the roles in which this person may act. */
  readonly options: Readonly<Record<string, readonly { readonly value: string; readonly label: Text }[]>>;
}

/** What a registration would do, before it does. */
export interface Preview {
  /** What is unusual about the values, or about the day. */
  readonly doubts: readonly Doubt[];
  readonly clocks: readonly ClockView[];
  /** The letters that it would send at once. */
  readonly letters: readonly {
    readonly label: Text;
    readonly subject: Text;
    /** Everybody who would get it, in the order of the settings; none: nobody there holds the role. */
    readonly to: readonly Person[];
  }[];
}

/** One message and the letters that it became. */
export interface MessageView {
  readonly message: OutboxRow;
  /** What kind of letter it is, short. */
  readonly label: Text;
  readonly subject: Text;
  readonly letters: readonly ShownLetter[];
  /** What became of each letter on each channel, and who was passed over. */
  readonly deliveries: readonly DeliveryRow[];
  /** Who said first that they have it; null when nobody did, or the letter does not ask for it. */
  readonly acknowledged: { readonly by: string; readonly at: number } | null;
}

/** Everything the page of one incident shows, at one moment. */
export interface IncidentView {
  readonly row: IncidentRow;
  readonly playbook: Playbook;
  readonly instance: InstanceView;
  readonly headline: Headline;
  readonly duty: Duty;
  readonly clocks: readonly ClockView[];
  readonly facts: readonly FactSheet[];
  readonly offered: readonly OfferedEvent[];
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly messages: readonly MessageView[];
  /** Server's clock when the view was made. */
  readonly now: number;
}

/** An incident as it was after log row `seq`; `now` is when that row was written. */
export interface ReplayView extends Omit<IncidentView, "messages"> {
  readonly seq: number;
  readonly lastSeq: number;
  readonly entry: TimelineEntry;
  readonly messages: readonly MessageView[];
  /** Null: the fold of the log and the store agree. */
  readonly divergence: Divergence | null;
}

export interface ActCommand {
  /** The sender's own: two senders may use the same one. */
  readonly commandId: string;
  /** Codes of doubts that the sender has looked at. */
  readonly confirmed?: readonly string[];
  readonly expectedSeq?: number;
  /** The desk made the id of what the command is about. No door lets a sender say so. */
  readonly isDesksOwn?: true;
}

export type AdministerOutcome =
  | { readonly outcome: "done"; readonly seq: number; readonly again: boolean }
  | { readonly outcome: "invalid"; readonly errors: FieldErrors }
  | { readonly outcome: "forbidden"; readonly sentence: Text }
  | { readonly outcome: "refused"; readonly code: string; readonly sentence: Text }
  | { readonly outcome: "conflict"; readonly seq: number; readonly since: readonly TimelineEntry[] };

/** An event of the organisation and whether this person may send it. */
export interface OrganisationOffer {
  readonly form: EventForm;
  readonly permitted: boolean;
  /** Names of those who may. */
  readonly who: readonly string[];
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
  /** Everybody, those who have left too. */
  peopleNow(at?: number): Promise<PeopleNow>;
  /** Layer by layer: who has the duty, who comes next, and when nobody does. */
  rosterNow(at?: number): Promise<RosterNow>;
  /** Turn by turn; what has been by what was on record then. */
  rosterBetween(from: number, until: number): Promise<RosterBetween>;
  /** Values are as a form or the API sends them. */
  administer(type: string, values: unknown, actor: Person, command: ActCommand): Promise<AdministerOutcome>;
  /** The directory as it would be; null while the change cannot be made. */
  organisationPreview(type: string, values: unknown, actor: Person): Promise<Directory | null>;
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
  renewCalendar(whose: Whose, actor: Person, command: ActCommand): Promise<string | null>;
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
}

export interface Desk extends OrganisationDesk, CalendarDesk {
  readonly organisation: Organisation;
  readonly people: readonly Person[];
  /** Also whoever has left: names, and nothing to choose from. */
  readonly everybody: readonly Named[];
  readonly playbooks: readonly Playbook[];
  person(id: string): Person | null;
  /** By `id@version`, or by `id` for its newest version. */
  playbook(key: string): Playbook | null;
  now(): number;
  list(query: IncidentQuery): Promise<IncidentPage>;
  /** `waiting` counts what waits for this person; nothing without one. */
  counts(viewer?: Person): Promise<IncidentCounts>;
  /** By id or by number; so does every `id` below. */
  find(idOrNumber: string): Promise<IncidentRow | null>;
  /** What a registration with these values would do; null while the form cannot be sent as it is. */
  preview(playbook: string, values: unknown, actor: Person): Promise<Preview | null>;
  /** What the settings say of a playbook's limits; incidents that are open keep those that they began with. */
  limits(playbook: Playbook): readonly Limit[];
  open(playbook: string, values: unknown, actor: Person, command: ActCommand): Promise<DeskOutcome>;
  act(id: string, type: string, values: unknown, actor: Person, command: ActCommand): Promise<DeskOutcome>;
  /** Looks at the values of an event without sending it; null when there is no such incident or event. */
  consider(id: string, type: string, values: unknown, actor: Person): Promise<Considered | null>;
  incident(id: string, viewer: Person): Promise<IncidentView | null>;
  /** The incident after log row `seq`; null when there is no such incident or row. */
  replay(id: string, seq: number, viewer: Person): Promise<ReplayView | null>;
  history(id: string, range?: HistoryRange): Promise<readonly TimelineEntry[] | null>;
  recentLetters(limit: number, viewer: Person): Promise<readonly ShownLetter[]>;
  /** Of each playbook, as a new incident would freeze them. */
  allLimits(): readonly PlaybookLimits[];
}
