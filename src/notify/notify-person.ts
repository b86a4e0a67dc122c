/**
 * Tells one person of one message by their channels in order: the second as soon as the first has failed for good or has
 * been failing for a while. Every try is written down; what was sent is not sent again.
 */
import type { NotificationRow, NotificationStore } from "../desk/notification-ports.ts";
import type { DeliveryRow, DeliveryStore } from "../desk/delivery-ports.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Circuits } from "../outgoing/circuits.ts";
import { RestingError } from "../outgoing/in-flight.ts";
import type { Turns } from "../outgoing/turns.ts";
import { isRefusedForNow, SilentEndpointError } from "./failures.ts";
import type { WrittenNotification } from "./frame.ts";
import type { InFlightSends } from "./in-flight-sends.ts";
import type { Item, Items, Channel } from "./channels.ts";

export interface NotifyParts {
  readonly deliveries: DeliveryStore;
  readonly notifications: NotificationStore;
  readonly clock: Clock;
  readonly circuits: Circuits;
  readonly turns: Turns;
  readonly inFlight: InFlightSends<readonly DeliveryRow[]>;
  /** Outcomes that could not be written down yet, by try: those are not made again, only written again. */
  readonly unwritten: Map<string, DeliveryRow>;
  readonly secondChannelAfterMs: number;
  /** An endpoint that was silent answers again. */
  readonly onReturn: () => void;
}

export interface Pending {
  readonly item: Item;
  readonly channels: readonly Channel[];
  /** Items of other messages that leave in the same message, as long as they have not left. */
  readonly together: readonly Item[];
  /** Names what leaves together: one of them is on its way at a time. */
  readonly group: string;
}

/** What has become of it by now, channel by channel, in their order. Never empty. */
export async function notifyPerson(parts: NotifyParts, pending: Pending): Promise<readonly DeliveryRow[]> {
  const rows: DeliveryRow[] = [];
  for (const way of pending.channels) {
    const row = await tryWay(parts, pending, way);
    rows.push(row);
    if (!isNextsTurn(row, parts)) break;
  }
  if (rows.length > 0) return rows;
  const why = "No address is known for any of their channels.";
  const nowhere = { ...newRow(pending.item, "", parts.clock.now()), state: "failed", answer: why } as const;
  await parts.deliveries.put([nowhere]);
  return [nowhere];
}

function isNextsTurn({ state, answer, firstAt }: DeliveryRow, { clock, secondChannelAfterMs }: NotifyParts): boolean {
  const triedForMs = clock.now() - firstAt;
  // A first try that is still to come was written by a clock that was wrong: nobody knows for how long it has been tried.
  const isLong = triedForMs >= secondChannelAfterMs || triedForMs < 0 || isRefusedForNow(answer);
  return state === "failed" || (state !== "sent" && isLong);
}

async function tryWay(parts: NotifyParts, pending: Pending, way: Channel): Promise<DeliveryRow> {
  const { item, group } = pending;
  const running = keyOf({ message: group, recipient: item.called.person.id }, way);
  const isRunning = parts.inFlight.has(running);
  const before = await rowOf(parts, item, way);
  if (isSettled(before)) return before;
  const isNew = !isRunning && !parts.unwritten.has(keyOf(before, way));
  if (isNew && mustWait(parts, way)) return keepWaiting(parts, before, way);
  const rows = await parts.inFlight.join(running, () => inTurn(parts, pending, way, before));
  if (rows === null) return { ...before, state: "retrying", answer: `${way.channel} has not answered yet.` };
  // What it joined may have begun without it.
  return rows.find(({ message }) => message === item.message.id) ?? tryWay(parts, pending, way);
}

const isSettled = ({ state }: DeliveryRow): boolean => state === "sent" || state === "failed";

async function rowOf({ deliveries, clock }: NotifyParts, item: Item, { channel }: Channel): Promise<DeliveryRow> {
  const rows = await deliveries.ofMessage(item.message.id);
  const row = rows.find((one) => one.recipient === item.called.person.id && one.channel === channel);
  return row ?? newRow(item, channel, clock.now());
}

function mustWait({ circuits, turns }: NotifyParts, { endpoint }: Channel): boolean {
  return circuits.closedUntil(endpoint) !== null || turns.isStuck(endpoint);
}

/** While it waited for its turn the endpoint may have turned out not to answer. */
function inTurn(
  parts: NotifyParts,
  pending: Pending,
  way: Channel,
  before: DeliveryRow,
): Promise<readonly DeliveryRow[]> {
  const unwritten = parts.unwritten.get(keyOf(before, way));
  return parts.turns.take(way.endpoint, async () => {
    if (unwritten) return writeDown(parts, way, [{ item: pending.item, row: before }], unwritten);
    if (parts.circuits.enter(way.endpoint) !== null) return [await keepWaiting(parts, before, way)];
    const leaving = await whatLeaves(parts, pending, way).catch((error: unknown) => {
      parts.circuits.leave(way.endpoint);
      throw error;
    });
    if ("settled" in leaving) {
      parts.circuits.leave(way.endpoint);
      return [leaving.settled];
    }
    return writeDown(parts, way, leaving, await outcomeOf(parts, way, byUrgency(leaving)));
  });
}

/** Waits in the queue without a try of its own, because its endpoint is left alone just now. */
async function keepWaiting({ deliveries }: NotifyParts, before: DeliveryRow, way: Channel): Promise<DeliveryRow> {
  if (before.attempts > 0) return before;
  const row = {
    ...before,
    answer: before.answer ?? `Waiting: earlier notifications by ${way.channel} have not been taken yet.`,
  };
  await deliveries.put([row]);
  return row;
}

interface Leaving {
  readonly item: Item;
  /** As it was before. */
  readonly row: DeliveryRow;
}

/** Only now: what was on its way when this was asked for has been written down, and this may have left with it. */
async function whatLeaves(
  parts: NotifyParts,
  pending: Pending,
  way: Channel,
): Promise<readonly Leaving[] | { readonly settled: DeliveryRow }> {
  const row = await rowOf(parts, pending.item, way);
  if (isSettled(row)) return { settled: row };
  return [{ item: pending.item, row }, ...(await withIt(parts, pending, way))];
}

/** Whatever leaves together has the same outcome; each part is written down as its own message's. */
async function writeDown(
  parts: NotifyParts,
  way: Channel,
  leaving: readonly Leaving[],
  { state, answer, lastAt }: Outcome,
): Promise<readonly DeliveryRow[]> {
  const kept = way.kept(byUrgency(leaving));
  const written = leaving.map(({ item, row }) => {
    const tried = { ...row, attempts: row.attempts + 1, state, answer, lastAt };
    return { row: tried, notification: notificationRow(item, way, kept, tried) };
  });
  const rows = written.map(({ row }) => row);
  for (const row of rows) parts.unwritten.set(keyOf(row, way), row);
  await Promise.all([
    parts.deliveries.put(rows),
    ...written.map(({ notification }) => parts.notifications.put(notification)),
  ]);
  for (const row of rows) parts.unwritten.delete(keyOf(row, way));
  return rows;
}

/** Those of the others that have not left by any channel, and are not only to be written down. */
async function withIt(parts: NotifyParts, { together }: Pending, way: Channel): Promise<readonly Leaving[]> {
  const found = await Promise.all(
    together.map(async (item) => {
      const rows = (await parts.deliveries.ofMessage(item.message.id)).filter(
        ({ recipient }) => recipient === item.called.person.id,
      );
      const row = rows.find(({ channel }) => channel === way.channel) ?? newRow(item, way.channel, parts.clock.now());
      const isOver = isSettled(row) || rows.some(({ state }) => state === "sent");
      return isOver || parts.unwritten.has(keyOf(row, way)) ? [] : [{ item, row }];
    }),
  );
  return found.flat();
}

/** What asks for an acknowledgement, then what is due first. */
function byUrgency(leaving: readonly Leaving[]): Items {
  const items = leaving.map(({ item }) => item);
  const sorted = items.toSorted(
    (one, other) =>
      Number(other.asksToAcknowledge) - Number(one.asksToAcknowledge) ||
      (one.text.dueAt ?? Infinity) - (other.text.dueAt ?? Infinity) ||
      (one.message.id < other.message.id ? -1 : 1),
  );
  // One's own is always among them.
  return sorted as [Item, ...Item[]];
}

type Outcome = Pick<DeliveryRow, "state" | "answer" | "lastAt">;

async function outcomeOf(parts: NotifyParts, way: Channel, items: Items): Promise<Outcome> {
  const { circuits, clock, onReturn } = parts;
  try {
    const answer = await way.send(items);
    if (circuits.answered(way.endpoint)) onReturn();
    return { state: "sent", answer, lastAt: clock.now() };
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (failure instanceof RestingError) {
      circuits.leave(way.endpoint);
      return { state: "retrying", answer: failure.message, lastAt: clock.now() };
    }
    if (failure instanceof SilentEndpointError) circuits.failed(way.endpoint, failure.retryAfterMs);
    else if (circuits.answered(way.endpoint)) onReturn();
    const state = failure instanceof UndeliverableError ? "failed" : "retrying";
    return { state, answer: failure.message, lastAt: clock.now() };
  }
}

function keyOf({ message, recipient }: Pick<DeliveryRow, "message" | "recipient">, { channel }: Channel): string {
  return `${message} ${recipient} ${channel}`;
}

function newRow({ message, called }: Item, channel: string, at: number): DeliveryRow {
  return {
    message: message.id,
    recipient: called.person.id,
    channel,
    instance: message.instance,
    state: "queued",
    attempts: 0,
    answer: null,
    why: called.because,
    insteadOf: called.insteadOf,
    firstAt: at,
    lastAt: at,
  };
}

function notificationRow({ called }: Item, way: Channel, kept: WrittenNotification, row: DeliveryRow): NotificationRow {
  const { message, recipient, instance, attempts, answer } = row;
  return {
    message,
    recipient,
    instance,
    address: way.address,
    channel: way.channel,
    language: called.person.language,
    subject: kept.subject,
    text: kept.text,
    state: row.state === "sent" ? "sent" : "failed",
    attempts,
    answer,
    sentAt: row.lastAt,
  };
}
