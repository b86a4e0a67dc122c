/** What the pages and the API show of an incident. */
import type {
  Actor,
  ClockView,
  Doubt,
  Duty,
  EventForm,
  FactSheet,
  Headline,
  Playbook,
  Text,
} from "../../machines/playbook.ts";
import type { OutboxRow } from "../engine/types.ts";
import type { Divergence, InstanceView } from "../engine/api.ts";
import type { IncidentRow, LinkedRow } from "./ports.ts";
import type { ShownNotification } from "./notification-ports.ts";
import type { DeliveryRow } from "./delivery-ports.ts";
import type { Person } from "../directory/person.ts";
import type { TimelineEntry } from "../playbook/types.ts";

/** An event of the playbook and whether this person may send it now. */
export interface OfferedEvent {
  readonly form: EventForm;
  /** Acceptable to the machine now, for this person. */
  readonly acceptable: boolean;
  readonly permitted: boolean;
  /** The roles and posts that count in this incident. */
  readonly by: readonly Actor[];
  /** Why not, in words; null when it is both acceptable and permitted. */
  readonly whyNot: Text | null;
  /** Who else can do it. */
  readonly who: readonly Person[];
  /** Values to start the form with; instants are ms. */
  readonly prefill: Readonly<Record<string, unknown>>;
  /** By field name: values to offer just now, such as the open questions, or the roles in which this person may act. */
  readonly options: Readonly<Record<string, readonly { readonly value: string; readonly label: Text }[]>>;
}

/** The form of one event, with what it shows of its incident: of messages and the timeline nothing is read for it. */
export interface EventOffer extends Pick<
  IncidentView,
  "row" | "playbook" | "instance" | "headline" | "duty" | "clocks" | "now"
> {
  readonly offered: OfferedEvent;
}

/** What a registration would do, before it does. */
export interface Preview {
  /** What is unusual about the values, or about the day. */
  readonly doubts: readonly Doubt[];
  readonly clocks: readonly ClockView[];
  /** The notifications that it would send at once. */
  readonly notifications: readonly {
    readonly label: Text;
    readonly subject: Text;
    /** Everybody who would get it, in the order of the settings; none: nobody there holds the role. */
    readonly to: readonly Person[];
  }[];
}

/** One message and the notifications that it became. */
export interface MessageView {
  readonly message: OutboxRow;
  /** What kind of notification it is, short. */
  readonly label: Text;
  readonly subject: Text;
  readonly notifications: readonly ShownNotification[];
  /** What became of each notification on each channel, and who was passed over. */
  readonly deliveries: readonly DeliveryRow[];
  /** Who said first that they have it; null when nobody did, or the notification does not ask for it. */
  readonly acknowledged: { readonly by: string; readonly at: number } | null;
}

/** Which part of an incident's record is asked for; the newest when left out. */
export interface RecordPart {
  /** Entries before this `seq`. */
  readonly entriesBefore?: number;
  readonly entriesMax?: number;
  /** Messages before the one with this place in the log, `12.0`. */
  readonly messagesBefore?: string;
  /** Only these messages. */
  readonly messages?: readonly string[];
  readonly messagesMax?: number;
}

export interface MessagePage {
  readonly after?: string;
  readonly limit: number;
}

/** The incidents that one is linked with. */
export interface Linked {
  /** The one that it was opened from. */
  readonly parent: IncidentRow | null;
  /** Those that were opened from it, with what kind of link each is; as they are now. */
  readonly children: readonly { readonly row: LinkedRow; readonly label: Text }[];
  /** What is asked of others and has not been done: it waits, or the other refused it. */
  readonly asked: readonly {
    readonly id: string;
    readonly label: Text;
    readonly state: OutboxRow["state"];
    readonly at: number;
    readonly lastError: string | null;
  }[];
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
  readonly linked: Linked;
  readonly offered: readonly OfferedEvent[];
  /** A part of the log, oldest first. */
  readonly timeline: readonly TimelineEntry[];
  /** A part of the messages, oldest first, behind those before it that still wait, or wait for a person. */
  readonly messages: readonly MessageView[];
  /** Where the parts before these end; null when nothing comes before. */
  readonly earlier: { readonly entries: number | null; readonly messages: string | null };
  /** Server's clock when the view was made. */
  readonly now: number;
}

/** An incident as it was after log row `seq`; `now` is when that row was written. */
export interface ReplayView extends Omit<IncidentView, "messages"> {
  readonly seq: number;
  /** The first row that was folded; those before it had been when the checkpoint behind them was kept. */
  readonly from: number;
  readonly lastSeq: number;
  readonly entry: TimelineEntry;
  readonly messages: readonly MessageView[];
  /** Null: the fold of the log and the store agree. */
  readonly divergence: Divergence | null;
}
