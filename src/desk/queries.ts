/** What people can look at: lists, one incident now, one incident as it was. */
import type { Playbook } from "../../machines/playbook.ts";
import type { LogRow, HistoryRange } from "../engine/log.ts";
import type { InstanceView } from "../engine/api.ts";
import { assert } from "../kernel/assert.ts";
import { UnreadableRowError } from "../kernel/unreadable-row.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import { linkedThen, linkedWith } from "./links/linked.ts";
import { policyFor } from "../organisation/policy.ts";
import { asSent, notificationsFor } from "./notifications-shown.ts";
import { messageViewsOf, recordPart, recordThen } from "./record-part.ts";
import { offerOf, offersFor, optionsOf } from "./offers.ts";
import type { KnownIncident } from "./known-incidents.ts";
import type { IncidentRow } from "./ports.ts";
import { choiceNow, everybodyIn } from "./person-field.ts";
import { summaryOf } from "./summarise.ts";
import { statisticsOf } from "./statistics/statistics.ts";
import { turnsOf } from "./turns.ts";
import { organisedNow } from "./acting.ts";
import { timelineOf } from "../playbook/timeline.ts";
import type { Desk } from "./types.ts";
import type {
  EventOffer,
  IncidentView,
  MessagePage,
  MessageView,
  OfferedEvent,
  RecordPart,
  ReplayView,
} from "./views.ts";
import type { TimelineEntry } from "../playbook/types.ts";
import type { Person } from "../directory/person.ts";

const incidentIdLengthMax = 100;
const pageSizeMax = 500;
const recentNotificationsMax = 500;
const othersOfferedMax = 100;
const numberPattern = /^#?(\d{1,15})$/;

type Queries = Pick<
  Desk,
  | "list"
  | "counts"
  | "limits"
  | "openingOptions"
  | "find"
  | "incident"
  | "notifications"
  | "offer"
  | "replay"
  | "history"
  | "recentNotifications"
  | "statistics"
>;

export function queriesOf(parts: DeskDependencies): Queries {
  const { incidents, notifications } = parts.storage;
  return {
    list: (query) => incidents.list({ ...query, pageSize: Math.min(query.pageSize, pageSizeMax) }),
    counts: (viewer) =>
      incidents.counts({
        now: parts.clock.now(),
        turns: viewer ? turnsOf(parts.playbooks, viewer, organisedNow(parts)) : [],
      }),
    find: (idOrNumber) => findIncident(parts, idOrNumber),
    incident: (id, viewer, part) => incidentView(parts, id, viewer, part),
    notifications: (id, viewer, page) => notificationPage(parts, id, viewer, page),
    offer: (id, type, viewer) => eventOffer(parts, id, type, viewer),
    replay: (id, seq, viewer, part) => replayView(parts, id, seq, viewer, part),
    history: (id, range) => history(parts, id, range),
    recentNotifications: async (limit, viewer) =>
      notificationsFor(viewer, asSent(await notifications.recent(Math.min(limit, recentNotificationsMax)))),
    statistics: async (asked) =>
      parts.storage.statistics ? statisticsOf(parts.storage.statistics, parts.playbooks, asked) : [],
    openingOptions: ({ opening }, viewer) => optionsOf(opening, undefined, viewer, choiceNow(parts)),
    limits: (playbook) => playbook.limits(policyFor(parts, playbook)),
  };
}

/** By id, or by number with or without `#`. */
export async function findIncident(parts: DeskDependencies, idOrNumber: string): Promise<IncidentRow | null> {
  const row = await rowOf(parts, idOrNumber);
  // On a playbook that another node has taken in a moment ago: whoever reads the instance learns of it.
  if (row && parts.byKey.get(row.machine) === undefined) await parts.engine.read(row.id);
  return row;
}

async function rowOf({ storage }: DeskDependencies, idOrNumber: string): Promise<IncidentRow | null> {
  const [, number] = numberPattern.exec(idOrNumber) ?? [];
  if (number !== undefined) return storage.incidents.byNumber(Number(number));
  return idOrNumber.length > incidentIdLengthMax ? null : storage.incidents.byId(idOrNumber);
}

/** A stored incident whose playbook this desk does not have cannot be shown: the registry keeps every version needed. */
export function playbookOf(parts: DeskDependencies, row: KnownIncident): Playbook {
  const playbook = parts.byKey.get(row.machine);
  if (playbook === undefined) {
    const why = `this desk does not know the machine ${row.machine}`;
    throw new UnreadableRowError({ table: "instances", key: row.id, instance: row.id, why });
  }
  return playbook;
}

async function incidentView(
  parts: DeskDependencies,
  id: string,
  viewer: Person,
  part: RecordPart = {},
): Promise<IncidentView | null> {
  const row = await findIncident(parts, id);
  if (!row) return null;
  const playbook = playbookOf(parts, row);
  const instance = await openedInstance(parts, row.id, viewer);
  const now = parts.clock.now();
  const shown = { ...row, seq: instance.seq };
  return {
    row: shown,
    playbook,
    instance,
    ...momentViews(playbook, instance),
    linked: await linkedWith(parts, { row, playbook, instance, viewer }),
    offered: await withOthers(parts, row, offersFor(playbook, instance, viewer, choiceNow(parts), now)),
    ...(await recordPart(parts, { row: shown, playbook, viewer }, part)),
    now,
  };
}

async function eventOffer(
  parts: DeskDependencies,
  id: string,
  type: string,
  viewer: Person,
): Promise<EventOffer | null> {
  const row = await findIncident(parts, id);
  const playbook = row && playbookOf(parts, row);
  const form = playbook?.events.find((one) => one.type === type);
  if (!row || !playbook || !form) return null;
  const instance = await openedInstance(parts, row.id, viewer);
  const now = parts.clock.now();
  const offered = offerOf(playbook, form, instance, viewer, choiceNow(parts), now);
  const [withOther = offered] = await withOthers(parts, row, [offered]);
  return {
    row: { ...row, seq: instance.seq },
    playbook,
    instance,
    headline: playbook.headline(instance),
    duty: playbook.duty(instance),
    clocks: playbook.clocks(instance),
    offered: withOther,
    now,
  };
}

/** An incident as it is now, with what people wrote in it. */
export async function openedInstance(
  { engine }: DeskDependencies,
  id: string,
  viewer?: Pick<Person, "id">,
): Promise<InstanceView> {
  return engine.opened(id, await engine.read(id, viewer ? { by: viewer.id } : {}));
}

/** A field that names another incident offers the open ones, newest first; when they are too many it is typed. */
async function withOthers(
  parts: DeskDependencies,
  { id }: IncidentRow,
  offered: readonly OfferedEvent[],
): Promise<readonly OfferedEvent[]> {
  if (!offered.some(({ form, acceptable }) => form.otherIncident !== undefined && acceptable)) return offered;
  const query = { open: true, pageSize: othersOfferedMax, sort: "newest" } as const;
  const { rows, total } = await parts.storage.incidents.list(query);
  const others = rows.filter((row) => row.id !== id && total <= othersOfferedMax);
  const options = others.map(({ number, summary: { title } }) => {
    const label = `#${String(number)} ${title}`;
    return { value: String(number), label: { zh: label, en: label } };
  });
  return offered.map((one) => {
    const name = one.form.otherIncident;
    return name === undefined ? one : { ...one, options: { ...one.options, [name]: options } };
  });
}

async function replayView(
  parts: DeskDependencies,
  id: string,
  seq: number,
  viewer: Person,
  { isWhole = false, ...part }: RecordPart & { isWhole?: boolean } = {},
): Promise<ReplayView | null> {
  const row = await findIncident(parts, id);
  if (!row || !Number.isSafeInteger(seq) || seq < 0) return null;
  const [last] = await parts.engine.history(row.id, { after: seq - 1, upTo: seq });
  if (!last) return null;
  const playbook = playbookOf(parts, row);
  const { divergence, from, ...replayed } = await parts.engine.replay(row.id, { upTo: seq, by: viewer.id, isWhole });
  const instance = await parts.engine.opened(row.id, replayed);
  const record = await recordThen(parts, { row, playbook, viewer }, last, part);
  const entry = record.timeline.at(-1);
  assert(entry, "a replayed row has an entry");
  return {
    row: rowAsItWas(row, playbook, instance, last),
    playbook,
    instance,
    ...momentViews(playbook, instance),
    linked: await linkedThen(parts, { row, playbook, instance, viewer }, last.at),
    offered: offersFor(playbook, instance, viewer, everybodyIn(parts), last.at),
    ...record,
    now: last.at,
    seq,
    from,
    lastSeq: row.seq,
    entry,
    divergence,
  };
}

function rowAsItWas(row: IncidentRow, playbook: Playbook, instance: InstanceView, last: LogRow): IncidentRow {
  const summary = summaryOf(playbook, instance);
  return { ...row, summary, status: instance.status, seq: last.seq, updatedAt: last.at };
}

function momentViews(
  playbook: Playbook,
  instance: InstanceView,
): Pick<IncidentView, "headline" | "duty" | "clocks" | "facts"> {
  return {
    headline: playbook.headline(instance),
    duty: playbook.duty(instance),
    clocks: playbook.clocks(instance),
    facts: playbook.facts(instance),
  };
}

async function notificationPage(
  parts: DeskDependencies,
  id: string,
  viewer: Person,
  { after, limit }: MessagePage,
): Promise<readonly MessageView[] | null> {
  const row = await findIncident(parts, id);
  if (!row) return null;
  const playbook = playbookOf(parts, row);
  const messages = await parts.engine.messages(row.id, { after: after ?? null, limit });
  return messageViewsOf(parts, { row, playbook, viewer }, await parts.engine.opened(row.id, messages));
}

async function history(
  parts: DeskDependencies,
  id: string,
  range?: HistoryRange,
): Promise<readonly TimelineEntry[] | null> {
  const row = await findIncident(parts, id);
  if (!row) return null;
  return entriesOf(parts, row, await parts.engine.history(row.id, range));
}

/** Log rows in words. */
export async function entriesOf(
  parts: DeskDependencies,
  row: KnownIncident,
  rows: readonly LogRow[],
): Promise<readonly TimelineEntry[]> {
  return timelineOf(await parts.engine.opened(row.id, rows), {
    playbook: playbookOf(parts, row),
    people: parts.everybody,
  });
}
