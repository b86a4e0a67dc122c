/** The desk's views as the API's JSON. Instants become ISO 8601 in UTC; words stay in both languages. */
import type { z } from "zod";
import { actorText, playbookKey, type ClockView, type EventForm, type Playbook } from "../../../machines/playbook.ts";
import { fieldsOf, type FormOwner } from "../../playbook/forms.ts";
import { nameOf } from "../../playbook/names.ts";
import type { IncidentRow, PlacedLogRow } from "../../desk/ports.ts";
import { stateWords } from "../../playbook/states.ts";
import type { Named } from "../../directory/person.ts";
import type { IncidentView, MessageView, ReplayView } from "../../desk/views.ts";
import type { DeskOutcome } from "../../desk/outcome.ts";
import type * as schemas from "./schemas.ts";

type TimelineEntry = IncidentView["timeline"][number];
type Json<Schema extends z.ZodType> = z.input<Schema>;

function iso(at: number): string {
  return new Date(at).toISOString();
}

const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

export function playbookBrief(playbook: Playbook, base: string): Json<typeof schemas.playbookBrief> {
  const key = playbookKey(playbook);
  const { id, version, title, purpose } = playbook;
  return { key, id, version, title, purpose, links: { self: `${base}/v1/playbooks/${key}` } };
}

export function playbookFull(playbook: Playbook, base: string): Json<typeof schemas.playbookFull> {
  return {
    ...playbookBrief(playbook, base),
    opening: formJson(playbook.opening),
    events: playbook.events.map((form) => ({ type: form.type, done: form.done, ...formJson(form) })),
    states: Object.entries(playbook.states).map(([path, { label, help }]) => ({ path, label, help: help ?? null })),
    notifications: Object.entries(playbook.notifications).map(([effect, { label, to, when }]) => ({
      effect,
      label,
      to,
      when,
    })),
    delays: Object.entries(playbook.delays).map(([delay, words]) => ({ delay, words })),
  };
}

function formJson(form: FormOwner & Omit<EventForm, "type" | "form">) {
  return {
    label: form.label,
    help: form.help,
    by: form.by.map(actorText),
    needsConfirmation: form.needsConfirmation,
    confirm: form.confirm ?? null,
    fields: fieldsOf(form).map(({ example: _, ...field }) => ({
      ...field,
      options: field.options.map((option) => ({ ...option })),
    })),
  };
}

function incidentLinks(id: string, base: string): Record<string, string> {
  const self = `${base}/v1/incidents/${id}`;
  const within = (name: string) => `${self}/${name}`;
  return {
    self,
    events: within("events"),
    history: within("history"),
    replay: within("replay"),
    notifications: within("notifications"),
  };
}

export function incidentBrief(row: IncidentRow, base: string): Json<typeof schemas.incidentBrief> {
  const { playbook, title, grade, open, phase, dueAt, dueClock, holder } = row.summary;
  return {
    id: row.id,
    number: row.number,
    playbook,
    title,
    grade,
    open,
    phase,
    dueAt: isoOrNull(dueAt),
    dueClock,
    holder,
    status: row.status,
    seq: row.seq,
    registeredAt: iso(row.startedAt),
    updatedAt: iso(row.updatedAt),
    links: incidentLinks(row.id, base),
  };
}

export function incidentFull(
  view: Omit<IncidentView, "messages" | "timeline">,
  people: readonly Named[],
  base: string,
): Json<typeof schemas.incidentFull> {
  const { parent, children, asked } = view.linked;
  return {
    ...incidentBrief(view.row, base),
    linked: {
      parent: parent && incidentBrief(parent, base),
      children: children.map(({ row, label }) => ({
        ...incidentBrief(row, base),
        link: row.link,
        item: row.item,
        label,
      })),
      asked: asked.map(({ id, state, at, ...one }) => ({
        message: id,
        ...one,
        state: state === "dead-lettered" ? state : "waiting",
        at: iso(at),
      })),
    },
    now: iso(view.now),
    gradeLabel: view.headline.gradeLabel,
    state: view.instance.value,
    states: [...stateWords(view.playbook, view.instance)],
    stepSeq: view.instance.stepSeq,
    duty: { ...view.duty, by: view.duty.by.map(actorText), dueAt: isoOrNull(view.duty.dueAt) },
    clocks: view.clocks.map(clockJson),
    facts: view.facts.map(({ title, rows }) => ({
      title,
      rows: rows.map(({ label, value }) => ({ label, value: factJson(value, people) })),
    })),
    events: view.offered.map(({ form, acceptable, permitted, whyNot, who, prefill, options }) => ({
      type: form.type,
      label: form.label,
      acceptable,
      permitted,
      whyNot,
      who: who.map(({ id, name }) => ({ id, name })),
      prefill: prefillJson(form, prefill),
      options: Object.fromEntries(
        Object.entries(options).map(([name, offered]) => [name, offered.map(({ value, label }) => ({ value, label }))]),
      ),
    })),
  };
}

/** As the API takes it back: instants as ISO 8601. */
function prefillJson(form: FormOwner, prefill: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const instants = fieldsOf(form).flatMap((field) => (field.kind === "instant" ? [field.name] : []));
  return Object.fromEntries(
    Object.entries(prefill).map(([name, value]) => [
      name,
      typeof value === "number" && instants.includes(name) ? iso(value) : value,
    ]),
  );
}

function clockJson(clock: ClockView) {
  return {
    ...clock,
    anchor: { what: clock.anchor.what, at: iso(clock.anchor.at) },
    dueAt: iso(clock.dueAt),
    warnAt: isoOrNull(clock.warnAt),
    stoppedAt: isoOrNull(clock.stoppedAt),
    earlier: clock.earlier.map(({ dueAt, changedAt, reason }) => ({
      dueAt: iso(dueAt),
      changedAt: iso(changedAt),
      reason,
    })),
  };
}

type FactValue = IncidentView["facts"][number]["rows"][number]["value"];

function factJson(value: FactValue, people: readonly Named[]) {
  if (value.kind === "person") return { ...value, name: nameOf(people, value.id) };
  return value.kind === "instant" ? { kind: value.kind, at: iso(value.at) } : value;
}

export function replayFull(view: ReplayView, people: readonly Named[], base: string): Json<typeof schemas.replayFull> {
  const { lastSeq, entry, divergence, seq } = view;
  const full = incidentFull(view, people, base);
  const self = `${base}/v1/incidents/${view.row.id}/replay`;
  const links = {
    self: `${self}?at=${String(seq)}`,
    incident: full.links["self"] ?? "",
    ...(seq > 0 ? { previous: `${self}?at=${String(seq - 1)}` } : {}),
    ...(seq < lastSeq ? { next: `${self}?at=${String(seq + 1)}` } : {}),
  };
  return { ...full, links, lastSeq, entry: entryJson(entry), divergence };
}

export function entryJson(entry: TimelineEntry): Json<typeof schemas.historyPage>["items"][number] {
  return {
    seq: entry.seq,
    at: iso(entry.at),
    dueAt: isoOrNull(entry.dueAt),
    kind: entry.kind,
    type: entry.row.event.type,
    title: entry.title,
    by: { id: entry.row.by, name: entry.by },
    as: entry.row.as === null ? null : [...entry.row.as],
    auth: entry.row.auth,
    commandId: entry.row.commandId,
    fields: entry.fields.map(({ label, value }) => ({ label, value: fieldJson(value) })),
    event: { ...entry.row.event },
    detail: entry.row.detail,
    stateHash: entry.row.stateHash,
  };
}

/** As recorded: a text stands apart, and in its place its reference. */
export function logRowJson({ position, incident, row }: PlacedLogRow): Json<typeof schemas.logRow> {
  return {
    position,
    incident,
    instance: row.instance,
    seq: row.seq,
    kind: row.kind,
    at: iso(row.at),
    dueAt: isoOrNull(row.dueAt),
    by: row.by,
    as: row.as === null ? null : [...row.as],
    auth: row.auth,
    commandId: row.commandId,
    event: { ...row.event },
    timer: row.timer,
    detail: row.detail,
    stateHash: row.stateHash,
  };
}

function fieldJson(value: TimelineEntry["fields"][number]["value"]) {
  if (typeof value === "string") return value;
  if ("zh" in value) return value;
  return isList(value) ? [...value] : { at: iso(value.at) };
}

/** `Array.isArray` does not narrow a readonly list. */
function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}

export function notificationJson({
  message,
  label,
  subject,
  notifications,
}: MessageView): Json<typeof schemas.notificationPage>["items"][number] {
  const { id, type, state, tries, lastError } = message;
  return {
    id,
    type,
    label,
    subject,
    at: iso(message.at),
    state,
    tries,
    nextTryAt: state === "waiting" ? iso(message.nextTryAt) : null,
    lastError,
    settledAt: isoOrNull(message.settledAt),
    copies: notifications.map((copy) => ({
      recipient: copy.recipient,
      channel: copy.channel,
      address: copy.address,
      language: copy.language,
      subject: copy.subject,
      text: copy.text,
      state: copy.state,
      attempts: copy.attempts,
      answer: copy.answer,
      sentAt: iso(copy.sentAt),
    })),
  };
}

export function recordedJson(
  { id, number, seq, again }: Extract<DeskOutcome, { outcome: "done" }>,
  base: string,
): Json<typeof schemas.recorded> {
  const links = incidentLinks(id, base);
  return {
    id,
    number,
    seq,
    again,
    links: { ...links, incident: links["self"] ?? "", self: rowAddress(id, seq, base) },
  };
}

/** The address of one row of an incident's log: the incident as it left it. */
export function rowAddress(id: string, seq: number, base: string): string {
  return `${base}/v1/incidents/${id}/replay?at=${String(seq)}`;
}
