/** The record of an incident a part at a time: entries of its log, and the messages that it asked for. */
import type { Playbook } from "../../machines/playbook.ts";
import type { LogRow, MessageRange } from "../engine/log.ts";
import type { Person } from "../directory/person.ts";
import { timelineOf } from "../playbook/timeline.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import { deliveriesFor, errorFor, notificationsFor } from "./notifications-shown.ts";
import { messagesAfter, messageViews, seqOf, withAcknowledgements } from "./notifications-view.ts";
import type { IncidentRow } from "./ports.ts";
import type { IncidentView, MessageView, RecordPart } from "./views.ts";

const entriesMaxDefault = 25;
const messagesMaxDefault = 25;

interface Whose {
  readonly row: Pick<IncidentRow, "id" | "number" | "seq">;
  readonly playbook: Playbook;
  readonly viewer: Person;
}

type OutboxRow = MessageView["message"];
type Record = Pick<IncidentView, "timeline" | "messages" | "earlier">;

/** As it is now. */
export async function recordPart(parts: DeskDependencies, whose: Whose, part: RecordPart): Promise<Record> {
  const { row, playbook } = whose;
  const { entriesBefore = Infinity, entriesMax = entriesMaxDefault } = part;
  const end = Math.min(Math.max(entriesBefore, 1), row.seq + 1);
  const first = Math.max(0, end - entriesMax);
  const rows = entriesMax === 0 ? [] : await parts.engine.history(row.id, { after: first - 1, upTo: end - 1 });
  const { messages: shown, isAll } = await messagesIn(parts, row.id, part, {});
  const [oldest] = shown;
  const older = isAll || oldest === undefined || part.messagesBefore !== undefined ? null : oldest.id;
  const messages = older === null ? shown : [...(await unsettledBefore(parts, row.id, older)), ...shown];
  const opened = await parts.engine.opened(row.id, { rows, messages });
  const views = await messageViewsOf(parts, whose, opened.messages);
  return {
    timeline: timelineOf(opened.rows, { playbook, people: parts.everybody }),
    messages: views,
    earlier: { entries: first > 0 ? first : null, messages: isAll || oldest === undefined ? null : placeOf(oldest) },
  };
}

/** As it was after a row of the log: the row's own entry, and the messages that had been asked for by then. */
export async function recordThen(
  parts: DeskDependencies,
  whose: Whose,
  last: LogRow,
  part: RecordPart,
): Promise<Record> {
  const { row, playbook } = whose;
  const { messages, isAll } = await messagesIn(parts, row.id, part, { upTo: last.seq });
  const asked = Math.min(last.seq, ...messages.map(seqOf));
  const settled = messages.length === 0 ? [] : await settledBetween(parts, row.id, asked, last.seq);
  const opened = await parts.engine.opened(row.id, { rows: [last], messages });
  const views = await messageViewsOf(parts, whose, opened.messages, last.seq);
  return {
    timeline: timelineOf(opened.rows, { playbook, people: parts.everybody }),
    messages: messagesAfter(views, settled, last),
    earlier: { entries: null, messages: isAll || messages[0] === undefined ? null : placeOf(messages[0]) },
  };
}

function placeOf({ id }: Pick<OutboxRow, "id">): string {
  return id.slice(id.lastIndexOf(":") + 1);
}

/** What nobody has received yet stays in sight. */
async function unsettledBefore({ engine }: DeskDependencies, id: string, before: string) {
  return engine.messages(id, { before, isUnsettled: true, limit: messagesMaxDefault });
}

async function settledBetween({ engine }: DeskDependencies, id: string, after: number, upTo: number) {
  return engine.history(id, { after, upTo, kinds: ["delivered", "dead-lettered"] });
}

/** The newest that are asked for. */
async function messagesIn(
  { engine }: DeskDependencies,
  id: string,
  { messages: ids, messagesBefore, messagesMax = messagesMaxDefault }: RecordPart,
  range: Pick<MessageRange, "upTo">,
): Promise<{ readonly messages: readonly OutboxRow[]; readonly isAll: boolean }> {
  if (messagesMax === 0) return { messages: [], isAll: true };
  if (ids !== undefined) return { messages: await engine.messages(id, { ids, ...range }), isAll: true };
  const before = messagesBefore === undefined ? {} : { before: `${id}:${messagesBefore}` };
  // One more than is shown tells whether others come before.
  const found = await engine.messages(id, { ...range, ...before, limit: messagesMax + 1 });
  const isAll = found.length <= messagesMax;
  return { messages: isAll ? found : found.slice(1), isAll };
}

/** Messages in words, with what was written and what became of it; acknowledged by row `upTo`, when it is given. */
export async function messageViewsOf(
  parts: DeskDependencies,
  { row, playbook, viewer }: Whose,
  messages: readonly OutboxRow[],
  upTo?: number,
): Promise<readonly MessageView[]> {
  if (messages.length === 0) return [];
  const ids = messages.map(({ id }) => id);
  const notifications = await parts.storage.notifications.ofMessages(ids);
  const deliveries = await parts.storage.deliveries.ofMessages(ids);
  const shown = messages.map((message) => ({ ...message, lastError: errorFor(viewer, message.lastError) }));
  const written = {
    notifications: notificationsFor(viewer, notifications),
    deliveries: deliveriesFor(viewer, deliveries, notifications),
  };
  const views = messageViews(playbook, shown, written, { ...parts, number: row.number });
  return withAcknowledgements(playbook, views, await acknowledgements(parts, row.id, playbook, messages, upTo));
}

/** What acknowledges any of these messages, after the first of them that can be. */
async function acknowledgements(
  { engine, everybody }: DeskDependencies,
  id: string,
  playbook: Playbook,
  messages: readonly OutboxRow[],
  upTo?: number,
) {
  const asking = messages.flatMap((message) => {
    const type = Object.hasOwn(playbook.notifications, message.type)
      ? playbook.notifications[message.type]?.acknowledge
      : undefined;
    return type === undefined ? [] : [{ type, seq: seqOf(message) }];
  });
  if (asking.length === 0) return [];
  const rows = await engine.history(id, {
    after: Math.min(...asking.map(({ seq }) => seq)),
    types: [...new Set(asking.map(({ type }) => type))],
    kinds: ["event"],
    ...(upTo === undefined ? {} : { upTo }),
  });
  return timelineOf(rows, { playbook, people: everybody });
}
