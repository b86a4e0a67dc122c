/**
 * Tells one person of one message by their channels in order: the second as soon as the first has failed for good or has
 * been failing for a while. Every try is written down; what was sent is not sent again.
 */
import type { NotificationRow, NotificationStore } from "../desk/notification-ports.ts";
import type { DeliveryRow, DeliveryStore } from "../desk/delivery-ports.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Message } from "../engine/types.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Circuits } from "../outgoing/circuits.ts";
import { RestingError } from "../outgoing/in-flight.ts";
import type { Turns } from "../outgoing/turns.ts";
import { isRefusedForNow, SilentEndpointError } from "./failures.ts";
import type { WrittenNotification } from "./frame.ts";
import type { InFlightSends } from "./in-flight-sends.ts";
import type { NotificationRecipient } from "../roster/recipients.ts";

/** One person's channel, ready to be used. */
export interface Way {
  /** `mail`, `file`, `webhook`. */
  readonly channel: string;
  /** What fails together and is left alone together: the mail server, one webhook. */
  readonly endpoint: string;
  /** For people to read; of a webhook only the host, because the rest may be a secret. */
  readonly address: string;
  /** What is kept of the notification: nothing in it acts for its reader. */
  readonly kept: WrittenNotification;
  send(): Promise<string>;
}

export interface TellParts {
  readonly deliveries: DeliveryStore;
  readonly notifications: NotificationStore;
  readonly clock: Clock;
  readonly circuits: Circuits;
  readonly turns: Turns;
  readonly onTheirWay: InFlightSends<DeliveryRow>;
  /** Outcomes that could not be written down yet, by try: those are not made again, only written again. */
  readonly unwritten: Map<string, DeliveryRow>;
  readonly secondChannelAfterMs: number;
  /** An endpoint that was silent answers again. */
  readonly onReturn: () => void;
}

export interface ToTell {
  readonly message: Message;
  readonly called: NotificationRecipient;
  readonly ways: readonly Way[];
}

/** What has become of it by now, channel by channel, in their order. Never empty. */
export async function tellPerson(parts: TellParts, telling: ToTell): Promise<readonly DeliveryRow[]> {
  const rows: DeliveryRow[] = [];
  for (const way of telling.ways) {
    const row = await tryWay(parts, telling, way);
    rows.push(row);
    if (!isNextsTurn(row, parts)) break;
  }
  if (rows.length > 0) return rows;
  const why = "No address is known for any of their channels.";
  const nowhere = { ...newRow(telling, "", parts.clock.now()), state: "given-up", answer: why } as const;
  await parts.deliveries.put([nowhere]);
  return [nowhere];
}

function isNextsTurn({ state, answer, firstAt }: DeliveryRow, { clock, secondChannelAfterMs }: TellParts): boolean {
  const triedForMs = clock.now() - firstAt;
  // A first try that is still to come was written by a clock that was wrong: nobody knows for how long it has been tried.
  const isLong = triedForMs >= secondChannelAfterMs || triedForMs < 0 || isRefusedForNow(answer);
  return state === "given-up" || (state !== "sent" && isLong);
}

async function tryWay(parts: TellParts, telling: ToTell, way: Way): Promise<DeliveryRow> {
  const { message, called } = telling;
  const key = keyOf({ message: message.id, recipient: called.person.id }, way);
  const isRunning = parts.onTheirWay.has(key);
  // Only now: a try that is not running any more has been written down before.
  const rows = await parts.deliveries.ofMessage(message.id);
  const before =
    rows.find(({ recipient, channel }) => recipient === called.person.id && channel === way.channel) ??
    newRow(telling, way.channel, parts.clock.now());
  if (before.state === "sent" || before.state === "given-up") return before;
  const isNew = !isRunning && !parts.unwritten.has(key);
  if (isNew && mustWait(parts, way)) return keepWaiting(parts, before, way);
  const row = await parts.onTheirWay.join(key, () => inTurn(parts, telling, way, before));
  return row ?? { ...before, state: "failed", answer: `${way.channel} has not answered yet.` };
}

function mustWait({ circuits, turns }: TellParts, { endpoint }: Way): boolean {
  return circuits.closedUntil(endpoint) !== null || turns.isStuck(endpoint);
}

/** While it waited for its turn the endpoint may have turned out not to answer. */
function inTurn(parts: TellParts, telling: ToTell, way: Way, before: DeliveryRow): Promise<DeliveryRow> {
  const isWritten = parts.unwritten.has(keyOf(before, way));
  return parts.turns.take(way.endpoint, async () => {
    if (!isWritten && parts.circuits.enter(way.endpoint) !== null) return keepWaiting(parts, before, way);
    return trial(parts, telling, way, before);
  });
}

/** Waits in the queue without a try of its own, because its endpoint is left alone just now. */
async function keepWaiting({ deliveries }: TellParts, before: DeliveryRow, way: Way): Promise<DeliveryRow> {
  if (before.attempts > 0) return before;
  const row = { ...before, answer: before.answer ?? `${way.channel} does not answer; waiting for it.` };
  await deliveries.put([row]);
  return row;
}

async function trial(parts: TellParts, telling: ToTell, way: Way, before: DeliveryRow): Promise<DeliveryRow> {
  const key = keyOf(before, way);
  const tried = { ...before, attempts: before.attempts + 1 };
  const row = parts.unwritten.get(key) ?? (await outcomeOf(parts, way, tried));
  parts.unwritten.set(key, row);
  await Promise.all([parts.deliveries.put([row]), parts.notifications.put(notificationRow(telling, way, row))]);
  parts.unwritten.delete(key);
  return row;
}

async function outcomeOf(parts: TellParts, way: Way, row: DeliveryRow): Promise<DeliveryRow> {
  const { circuits, clock, onReturn } = parts;
  try {
    const answer = await way.send();
    if (circuits.answered(way.endpoint)) onReturn();
    return { ...row, state: "sent", answer, lastAt: clock.now() };
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (failure instanceof RestingError) {
      circuits.leave(way.endpoint);
      return { ...row, state: "failed", answer: failure.message, lastAt: clock.now() };
    }
    if (failure instanceof SilentEndpointError) circuits.failed(way.endpoint, failure.retryAfterMs);
    else if (circuits.answered(way.endpoint)) onReturn();
    const state = failure instanceof UndeliverableError ? "given-up" : "failed";
    return { ...row, state, answer: failure.message, lastAt: clock.now() };
  }
}

function keyOf({ message, recipient }: Pick<DeliveryRow, "message" | "recipient">, { channel }: Way): string {
  return `${message} ${recipient} ${channel}`;
}

function newRow({ message, called }: ToTell, channel: string, at: number): DeliveryRow {
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

function notificationRow({ called }: ToTell, way: Way, row: DeliveryRow): NotificationRow {
  const { message, recipient, instance, attempts, answer } = row;
  return {
    message,
    recipient,
    instance,
    address: way.address,
    channel: way.channel,
    language: called.person.language,
    subject: way.kept.subject,
    text: way.kept.text,
    state: row.state === "sent" ? "sent" : "failed",
    attempts,
    answer,
    sentAt: row.lastAt,
  };
}
