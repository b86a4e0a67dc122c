/** Messages as people know them: what the notification's subject was, and what became of it. */
import type { NotificationText, Playbook, Text } from "../../machines/playbook.ts";
import { isolateTexts } from "../kernel/isolate.ts";
import type { OutboxRow } from "../engine/types.ts";
import type { LogRow } from "../engine/log.ts";
import type { ShownNotification } from "./notification-ports.ts";
import type { DeliveryRow } from "./delivery-ports.ts";
import type { IncidentView, MessageView } from "./views.ts";
import { phrasingFor, type PhrasingParts } from "../playbook/phrasing.ts";
import { formOf, labelOf } from "../playbook/notifications.ts";

type TimelineEntry = IncidentView["timeline"][number];

export function messageViews(
  playbook: Playbook,
  messages: readonly OutboxRow[],
  written: { readonly notifications: readonly ShownNotification[]; readonly deliveries: readonly DeliveryRow[] },
  say: PhrasingParts & { readonly number: number | null },
): readonly MessageView[] {
  return messages.map((message) => ({
    message,
    label: labelOf(playbook, message.type),
    subject: subjectOf(playbook, message, say),
    notifications: written.notifications.filter((notification) => notification.message === message.id),
    deliveries: written.deliveries.filter((delivery) => delivery.message === message.id),
    acknowledged: null,
  }));
}

/** As it read when it was asked for; of one that its playbook cannot write, what kind it is. */
export function subjectOf(
  playbook: Pick<Playbook, "notifications" | "links">,
  { type, params, at }: Pick<OutboxRow, "type" | "params" | "at">,
  { number, ...saying }: PhrasingParts & { readonly number: number | null },
): Text {
  const say = phrasingFor(saying, { number, now: at });
  try {
    const notification: NotificationText | undefined = formOf(playbook, type)?.write(isolateTexts(params), say);
    return notification?.subject ?? labelOf(playbook, type);
  } catch {
    // It was set aside with its reason when it was to leave, and the page about its incident is needed all the same.
    return labelOf(playbook, type);
  }
}

/** The messages as they stood after a row of the log: what became of them by then stands in `settling`. */
export function messagesAfter(
  views: readonly MessageView[],
  settling: readonly LogRow[],
  last: Pick<LogRow, "at">,
): readonly MessageView[] {
  const settled = new Map(settling.flatMap((row) => settledBy(row)));
  return views.map(({ message, notifications, deliveries, ...rest }) => {
    const outcome = settled.get(message.id);
    const known = outcome ?? { state: "waiting" as const, settledAt: null };
    const reached = outcome ? notifications : notifications.filter((notification) => notification.sentAt <= last.at);
    const tried = deliveries.filter((delivery) => delivery.lastAt <= last.at);
    return { ...rest, message: { ...message, ...known }, notifications: reached, deliveries: tried };
  });
}

type Settled = Pick<OutboxRow, "state" | "settledAt">;

function settledBy(row: LogRow): readonly (readonly [string, Settled])[] {
  const message = row.event["message"];
  if (typeof message !== "string") return [];
  if (row.kind === "delivered") return [[message, { state: "delivered", settledAt: row.at }]];
  return row.kind === "dead-lettered" ? [[message, { state: "dead-lettered", settledAt: row.at }]] : [];
}

/** The messages with whoever said first, after each, that they have it. */
export function withAcknowledgements(
  playbook: Playbook,
  views: readonly MessageView[],
  timeline: readonly TimelineEntry[],
): readonly MessageView[] {
  return views.map((view) => {
    const event = Object.hasOwn(playbook.notifications, view.message.type)
      ? playbook.notifications[view.message.type]?.acknowledge
      : undefined;
    const entry = event === undefined ? null : acknowledgedAfter(timeline, event, seqOf(view.message));
    return entry === null ? view : { ...view, acknowledged: { by: entry.by ?? entry.row.by, at: entry.at } };
  });
}

/** Who said first, after a notification was asked for, that they have it. */
function acknowledgedAfter(timeline: readonly TimelineEntry[], event: string, seq: number): TimelineEntry | null {
  return timeline.find(({ row }) => row.kind === "event" && row.event.type === event && row.seq > seq) ?? null;
}

/** The log row that asked for a message: its id is `instance:seq.n`. */
export function seqOf(message: Pick<OutboxRow, "id">): number {
  return Number.parseInt(message.id.slice(message.id.lastIndexOf(":") + 1), 10);
}
