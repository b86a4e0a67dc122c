/** What the desk asks of storage: lists across incidents, and the notifications that were written. `db` implements both. */
import type { LogRow } from "../engine/log.ts";
import type { ClockView, Duty, Parent, Text } from "../../machines/playbook.ts";
import type { DecidedClock } from "../engine/decided-clock.ts";
import type { InstanceState, MachineName } from "../engine/types.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { QuarantinedRow } from "../kernel/unreadable-row.ts";

/** What a list shows of an incident. The desk's `summarise` computes it; it is stored beside the state, in the same commit. */
export interface IncidentSummary extends JsonObject {
  /** The playbook's name with its version: `public-incident@1`. */
  readonly playbook: string;
  readonly title: string;
  readonly grade: string;
  readonly gradeLabel: Text;
  /** 0 comes first when two deadlines are equal. */
  readonly gradeRank: number;
  readonly open: boolean;
  /** Where the response stands, as the playbook names it. */
  readonly phase: string;
  readonly phaseLabel: Text;
  /** The next deadline (ms), or null when no clock runs. A missed deadline that is still owed stays here. */
  readonly dueAt: number | null;
  /** The clock that `dueAt` belongs to. */
  readonly dueClock: string | null;
  /** The same clock as a row shows it. */
  readonly clock: (Pick<ClockView, "label" | "state" | "level"> & JsonObject) | null;
  /** What must be done now and whose turn it is. `label` is what the button says, null when nothing is asked. */
  readonly duty: Pick<Duty, "event" | "what" | "by"> & {
    readonly label: Text | null;
    /** The posts among `by`, as `turnOf` writes them. */
    readonly posts?: readonly string[];
  } & JsonObject;
  /** Who has it, or null when nobody does. */
  readonly holder: string | null;
  /** The incident that it was opened from, if it was. */
  readonly parent?: Pick<Parent, "incident" | "link" | "item"> & JsonObject;
}

export interface IncidentRow {
  readonly id: string;
  /** 1, 2, 3 … in the order of registration; what people call it. */
  readonly number: number;
  readonly machine: MachineName;
  readonly summary: IncidentSummary;
  readonly status: InstanceState["status"];
  readonly seq: number;
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** An incident that was opened from another. */
export interface LinkedRow extends IncidentRow {
  /** By its name in the playbook of the other, and the item there that stands for this one. */
  readonly link: string;
  readonly item: number;
}

export interface LinkStore {
  /** In the order in which they were opened. */
  ofParent(parent: string): Promise<readonly LinkedRow[]>;
  /** The incident that was opened for an item, or null while there is none. */
  childOf(parent: string, link: string, item: number): Promise<string | null>;
}

export interface IncidentQuery {
  readonly open?: boolean;
  readonly playbook?: string;
  readonly grade?: string;
  readonly phase?: string;
  readonly holder?: string;
  /** Only open incidents whose turn is one of these: see `turnsOf`. */
  readonly waitingFor?: readonly string[];
  /** Only open incidents whose deadline has come by this time (ms). */
  readonly overdueAt?: number;
  /** Only those with a clock that was decided so. */
  readonly decided?: DecidedQuery;
  /** Part of the title, whatever its case, width and accents, or the number; two Chinese characters are enough. */
  readonly text?: string;
  /** The page that follows this place, or the one that ends before it; neither: the first. */
  readonly after?: Place;
  readonly before?: Place;
  readonly pageSize: number;
  /**
   * `deadline`: open before closed, next deadline first, none last, equal ones by grade, then by number. `newest`: highest
   * number first.
   */
  readonly sort: "deadline" | "newest";
}

/** A clock of one kind that fell due from `from` on and before `until` (ms), and what became of it. */
export interface DecidedQuery {
  /** By `id@version`. */
  readonly machines: readonly MachineName[];
  readonly kind: string;
  readonly outcomes: readonly DecidedClock["outcome"][];
  readonly from: number;
  readonly until: number;
}

/** Where an incident stands in a list. It need not stand there any more. */
export interface Place {
  readonly open: boolean;
  readonly dueAt: number | null;
  readonly gradeRank: number;
  readonly number: number;
}

export interface IncidentPage {
  readonly rows: readonly IncidentRow[];
  /** Where the next page begins behind, and where the one before ends; null when there is none. */
  readonly next: Place | null;
  readonly previous: Place | null;
  /** How many match in all, on every page together. */
  readonly total: number;
}

export interface IncidentCounts {
  readonly open: number;
  /** Open, and the deadline has come. */
  readonly overdue: number;
  readonly closed: number;
  /** Open, and one of the turns that were asked about. */
  readonly waiting: number;
}

export interface IncidentReadModel {
  list(query: IncidentQuery): Promise<IncidentPage>;
  counts(asked: { readonly now: number; readonly turns: readonly string[] }): Promise<IncidentCounts>;
  byNumber(number: number): Promise<IncidentRow | null>;
  byId(id: string): Promise<IncidentRow | null>;
  /** Open incidents whose title is the same when both are folded, registered since then (ms); the newest first. */
  openWithTitle(title: string, since: number, limit: number): Promise<readonly IncidentRow[]>;
  /** Whether something was recorded under this command id. */
  hasCommand(commandId: string): Promise<boolean>;
}

export interface QuarantineStore {
  /** The first fifty. */
  list(): Promise<readonly QuarantinedRow[]>;
}

/** One row of the log, as pages that stay open are told of it. */
export interface Change {
  /** Its place in the whole log. */
  readonly position: number;
  /** The incident's number; null: it belongs to no incident. */
  readonly incident: number | null;
}

/** One row of the log, as programs that follow it read it. */
export interface PlacedLogRow extends Change {
  readonly row: LogRow;
}

export interface LogReads {
  /** The next rows behind a place, oldest first. */
  after(position: number, limit: number): Promise<readonly PlacedLogRow[]>;
}

export interface ChangeReads {
  /** The highest place in the log; 0: it is empty. */
  lastPosition(): Promise<number>;
  /** The next rows behind a place, oldest first. */
  after(position: number, limit: number): Promise<readonly Change[]>;
  /** Open incidents whose deadline has come by this time (ms). */
  overdue(now: number): Promise<number>;
}
