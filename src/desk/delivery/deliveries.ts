/** The delivery log, sending again, and whether anybody could be told at all. */
import type { OutboxRow } from "../../engine/types.ts";
import { admits } from "../audience.ts";
import { deliveriesFor, errorFor } from "../notifications-shown.ts";
import { messageViews } from "../notifications-view.ts";
import type { IncidentRow } from "../ports.ts";
import type { NotificationStore } from "../notification-ports.ts";
import type { DeliveryRow, DeliveryStore, ResendRow } from "../delivery-ports.ts";
import { sayingOf } from "../../playbook/phrasing.ts";
import type { Desk } from "../types.ts";
import type { Person } from "../../directory/person.ts";
import type { DeliveryEntry, NotificationDesk, UnreachableIncident } from "./types.ts";

export interface DeliveryLogParts {
  readonly desk: Desk;
  readonly deliveries: DeliveryStore;
  readonly notifications: NotificationStore;
  readonly messagesOf: (instance: string, ids: readonly string[]) => Promise<readonly OutboxRow[]>;
  /** There is something to send now. */
  readonly sendNow: () => void;
}

const entriesMax = 200;
const unreachableMax = 20;

export function deliveryLog(parts: DeliveryLogParts): Pick<NotificationDesk, "log" | "resend" | "unreachable"> {
  const { desk, deliveries, sendNow } = parts;
  return {
    log: (viewer) => log(parts, viewer),
    resend: async (message, actor) => {
      if (!admits("notification-resenders", actor)) return { outcome: "forbidden" };
      if (!(await deliveries.resend({ message, by: actor.id, at: desk.now() })))
        return { outcome: "not-dead-lettered" };
      sendNow();
      return { outcome: "done" };
    },
    unreachable: async () => {
      const rows = await deliveries.unreachable(unreachableMax);
      const first = [...new Set(rows.map(({ instance }) => instance))];
      return Promise.all(first.map((instance) => unreachableOf(desk, instance, rows)));
    },
  };
}

async function unreachableOf(desk: Desk, instance: string, rows: readonly DeliveryRow[]): Promise<UnreachableIncident> {
  const row = await desk.find(instance);
  const since = Math.min(...rows.filter((one) => one.instance === instance).map(({ firstAt }) => firstAt));
  return { instance, number: row?.number ?? null, since };
}

async function log(parts: DeliveryLogParts, viewer: Person): Promise<readonly DeliveryEntry[]> {
  const queue = await parts.deliveries.queue(entriesMax);
  const recent = await parts.deliveries.recent(entriesMax);
  const messages = [...new Set([...queue.map(({ id }) => id), ...recent.map(({ message }) => message)])];
  const instances = [...new Set([...queue, ...recent].map(({ instance }) => instance))];
  const known = await Promise.all(instances.map((instance) => incidentOf(parts, instance, messages, viewer)));
  const resends = await parts.deliveries.resends(messages);
  const all = known.flatMap(({ views, row, deliveries }) =>
    views
      .filter(({ message }) => messages.includes(message.id))
      .map(({ message, subject }) =>
        entryOf({ message, subject, number: row?.number ?? null, deliveries, resends, viewer }),
      ),
  );
  return all.sort(byUrgencyThenNewest).slice(0, entriesMax);
}

async function incidentOf(parts: DeliveryLogParts, instance: string, asked: readonly string[], viewer: Person) {
  const { desk, messagesOf } = parts;
  const row: IncidentRow | null = await desk.find(instance);
  const ids = asked.filter((id) => id.startsWith(`${instance}:`));
  const playbook = row === null ? null : desk.playbook(row.machine);
  const messages = row === null ? [] : await messagesOf(instance, ids);
  const say = { ...sayingOf(desk.organisation, desk.everybody), number: row?.number ?? null };
  const views = playbook === null ? [] : messageViews(playbook, messages, { notifications: [], deliveries: [] }, say);
  const notifications = await parts.notifications.ofMessages(ids);
  const deliveries = deliveriesFor(viewer, await parts.deliveries.ofMessages(ids), notifications);
  return { row, views, deliveries };
}

interface EntryParts {
  readonly message: OutboxRow;
  readonly subject: DeliveryEntry["subject"];
  readonly number: number | null;
  readonly deliveries: readonly DeliveryRow[];
  readonly resends: readonly ResendRow[];
  readonly viewer: Person;
}

function entryOf({ message, subject, number, deliveries, resends, viewer }: EntryParts): DeliveryEntry {
  const { id, instance, state, nextTryAt, lastError } = message;
  return {
    message: id,
    instance,
    number,
    subject: admits("incident-readers", viewer) ? subject : null,
    state,
    nextTryAt: state === "waiting" ? nextTryAt : null,
    lastError: state === "delivered" ? null : errorFor(viewer, lastError),
    deliveries: deliveries.filter((row) => row.message === id),
    resends: resends.filter((row) => row.message === id),
  };
}

const rank = { "dead-lettered": 0, waiting: 1, delivered: 2 } as const;

function byUrgencyThenNewest(one: DeliveryEntry, other: DeliveryEntry): number {
  return rank[one.state] - rank[other.state] || lastOf(other) - lastOf(one);
}

function lastOf({ deliveries }: DeliveryEntry): number {
  return Math.max(0, ...deliveries.map(({ lastAt }) => lastAt));
}
