/** What people can do at the desk, as the doors (web, API, command line) see it. */
import type { Limit, Playbook } from "../../machines/playbook.ts";
import type { HistoryRange } from "../engine/log.ts";
import type { IncidentCounts, IncidentPage, IncidentQuery, IncidentRow } from "./ports.ts";
import type { ShownNotification } from "./notification-ports.ts";
import type { Directory } from "../directory/types.ts";
import type { Person, Organisation, Named } from "../directory/person.ts";
import type { ActCommand } from "../playbook/act-command.ts";
import type { TimelineEntry } from "../playbook/types.ts";
import type { ClockStatistics, StatisticsAsked } from "./statistics/statistics.ts";
import type { OrganisationDesk, CalendarDesk, PlaybookLimits } from "../organisation/desk-types.ts";
import type { DeskOutcome, PreparedEvent, PreparedOpening } from "./outcome.ts";
import type { ExportDesk } from "./export-ports.ts";
import type { LogDesk } from "./log-cursor.ts";
import type { ErasureDesk } from "./erasure-ports.ts";
import type {
  EventOffer,
  IncidentView,
  MessagePage,
  MessageView,
  OfferedEvent,
  RecordPart,
  ReplayView,
} from "./views.ts";

export interface Desk extends OrganisationDesk, CalendarDesk, ErasureDesk, ExportDesk, LogDesk {
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
  /** What the settings say of a playbook's limits; incidents that are open keep those that they began with. */
  limits(playbook: Playbook): readonly Limit[];
  /** By field of its opening: whom and which units it offers this person now. */
  openingOptions(playbook: Playbook, viewer: Person): OfferedEvent["options"];
  /** Looks at a registration once: what stands against it, or how it is sent. */
  prepareOpening(playbook: string, values: unknown, actor: Person, command: ActCommand): Promise<PreparedOpening>;
  /** Looks at it and sends it. */
  open(playbook: string, values: unknown, actor: Person, command: ActCommand): Promise<DeskOutcome>;
  /** The same for an event of an incident. */
  prepare(id: string, type: string, values: unknown, actor: Person, command: ActCommand): Promise<PreparedEvent>;
  act(id: string, type: string, values: unknown, actor: Person, command: ActCommand): Promise<DeskOutcome>;
  /** The form of one event as this person finds it now; null: no such incident, or its playbook has no such event. */
  offer(id: string, type: string, viewer: Person): Promise<EventOffer | null>;
  incident(id: string, viewer: Person, part?: RecordPart): Promise<IncidentView | null>;
  /** Messages behind one of them, oldest first, so many at the most; null: no such incident. */
  notifications(id: string, viewer: Person, page: MessagePage): Promise<readonly MessageView[] | null>;
  /**
   * The incident after log row `seq`; null when there is no such incident or row. `isWhole`: all rows up to it are folded, also
   * where a checkpoint would do.
   */
  replay(
    id: string,
    seq: number,
    viewer: Person,
    part?: RecordPart & { isWhole?: boolean },
  ): Promise<ReplayView | null>;
  history(id: string, range?: HistoryRange): Promise<readonly TimelineEntry[] | null>;
  /** What became of deadlines, by playbook and kind of clock. */
  statistics(asked: StatisticsAsked): Promise<readonly ClockStatistics[]>;
  recentNotifications(limit: number, viewer: Person): Promise<readonly ShownNotification[]>;
  /** Of each playbook, as a new incident would freeze them; with a directory, as it would after such a change. */
  allLimits(after?: Directory): readonly PlaybookLimits[];
}
