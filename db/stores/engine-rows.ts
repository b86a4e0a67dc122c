/** How the engine's types lie in their tables: the columns, a row's values in that order, and the way back. */
import type { Batch, ChangedInstance, SignOffRow, InstanceRow, OutboxChange } from "../../src/engine/ports.ts";
import type { InstanceState, MachineEvent, Message, OutboxRow, TimerName, TimerRow } from "../../src/engine/types.ts";
import type { LogKind, LogRow } from "../../src/engine/log.ts";
import { assert } from "../../src/kernel/assert.ts";
import { canonicalJson } from "../../src/kernel/canonical-json.ts";
import type { Json, JsonObject } from "../../src/kernel/json.ts";
import { integer, integerOrNull, json, text, textOrNull } from "../columns.ts";
import type { Columns } from "../dialect.ts";
import type { Row, Values } from "../statement.ts";

export const logColumns: Columns = [
  ["instance", "text"],
  ["seq", "integer"],
  ["kind", "text"],
  ["at", "integer"],
  ["due_at", "integer"],
  ["by", "text"],
  ["command_id", "text"],
  ["event", "text"],
  ["timer", "text"],
  ["detail", "text"],
  ["state_hash", "text"],
  ["acting_as", "text"],
  ["auth", "text"],
];

export function logValues(row: LogRow): Values {
  const detail = row.detail === null ? null : canonicalJson(row.detail);
  const event = canonicalJson(row.event);
  const { instance, seq, kind, at, dueAt, by, as, auth, commandId, timer, stateHash } = row;
  const actingAs = as === null ? null : canonicalJson([...as]);
  return [instance, seq, kind, at, dueAt, by, commandId, event, timer, detail, stateHash, actingAs, auth];
}

export function toLogRow(row: Row): LogRow {
  return {
    instance: text(row, "instance"),
    seq: integer(row, "seq"),
    kind: text(row, "kind") as LogKind,
    at: integer(row, "at"),
    dueAt: integerOrNull(row, "due_at"),
    by: text(row, "by"),
    as: jsonOrNull(row, "acting_as") as readonly string[] | null,
    auth: textOrNull(row, "auth"),
    commandId: textOrNull(row, "command_id"),
    event: event(row),
    timer: textOrNull(row, "timer"),
    detail: jsonOrNull(row, "detail"),
    stateHash: text(row, "state_hash"),
  };
}

export const instanceColumns: Columns = [
  ["id", "text"],
  ["machine", "text"],
  ["definition_hash", "text"],
  ["seq", "integer"],
  ["step_seq", "integer"],
  ["status", "text"],
  ["state", "text"],
  ["summary", "json"],
  ["started_at", "integer"],
  ["updated_at", "integer"],
];

export function instanceValues(row: InstanceRow): Values {
  const { id, machine, definitionHash, seq, stepSeq, state, startedAt, updatedAt } = row;
  const stepped = [seq, stepSeq, state.status, stateTextOf(row)];
  return [id, machine, definitionHash, ...stepped, summaryText(row), startedAt, updatedAt];
}

/** What a step changes, in the row that is still as it was loaded. */
export const advanceColumns: Columns = [
  ["seq", "integer"],
  ["step_seq", "integer"],
  ["status", "text"],
  ["state", "text"],
  ["updated_at", "integer"],
];

export const loadedColumns: Columns = [
  ["id", "text"],
  ["seq", "integer"],
];

export function advanceValues(row: ChangedInstance): Values {
  const { id, seq, stepSeq, state, updatedAt, previousSeq } = row;
  return [seq, stepSeq, state.status, stateTextOf(row), updatedAt, id, previousSeq];
}

/** The same, with what lists show. */
export const changeColumns: Columns = [["summary", "json"], ...advanceColumns];

export function changeValues(row: ChangedInstance): Values {
  return [summaryText(row), ...advanceValues(row)];
}

function stateTextOf({ state, stateText }: InstanceRow): string {
  return stateText ?? JSON.stringify(state);
}

/** As the column `title` of its row has it. */
export function titleOf({ summary }: Pick<InstanceRow, "summary">): string | null {
  const title = summary?.["title"];
  return typeof title === "string" ? (JSON.parse(displayable(JSON.stringify(title))) as string) : null;
}

function summaryText({ summary }: InstanceRow): string | null {
  return summary === null ? null : displayable(JSON.stringify(summary));
}

export function toInstanceRow(row: Row): InstanceRow {
  const state = json(row, "state");
  const why = whyNotState(state);
  if (why !== null) throw new Error(why);
  return { ...toInstanceRest(row), state: state as unknown as InstanceState, stateText: text(row, "state") };
}

/** All but the state. */
export function toInstanceRest(row: Row): Omit<InstanceRow, "state" | "stateText"> {
  return {
    id: text(row, "id"),
    machine: text(row, "machine"),
    definitionHash: text(row, "definition_hash"),
    seq: integer(row, "seq"),
    stepSeq: integer(row, "step_seq"),
    summary: jsonOrNull(row, "summary") as JsonObject | null,
    startedAt: integer(row, "started_at"),
    updatedAt: integer(row, "updated_at"),
  };
}

export const timerColumns: Columns = [
  ["instance", "text"],
  ["id", "text"],
  ["key", "text"],
  ["event", "text"],
  ["due_at", "integer"],
  ["armed_seq", "integer"],
  ["armed_index", "integer"],
];

export function timerValues(row: TimerRow): Values {
  const place = /^(\d+)\.(\d+)$/.exec(row.id);
  assert(place, `A timer's id is the log row and the place in it, such as 4.0, not ${row.id}.`);
  return [row.instance, row.id, row.key, canonicalJson(row.event), row.dueAt, Number(place[1]), Number(place[2])];
}

export function toTimerRow(row: Row): TimerRow {
  const tries = integer(row, "tries");
  return {
    instance: text(row, "instance"),
    id: text(row, "id"),
    key: text(row, "key"),
    event: event(row),
    dueAt: integer(row, "due_at"),
    ...(tries > 0 && {
      failure: {
        tries,
        triedAt: integer(row, "tried_at"),
        triedSeq: integer(row, "tried_seq"),
        nextTryAt: integerOrNull(row, "next_try_at"),
        lastError: textOrNull(row, "last_error") ?? "",
        quarantinedAt: integerOrNull(row, "quarantined_at"),
      },
    }),
  };
}

export const timerNameColumns: Columns = [
  ["instance", "text"],
  ["key", "text"],
  ["id", "text"],
];

export function timerNameValues({ instance, key, id }: TimerName): Values {
  return [instance, key, id];
}

export const timerFailureColumns: Columns = [
  ["tries", "integer"],
  ["tried_at", "integer"],
  ["tried_seq", "integer"],
  ["next_try_at", "integer"],
  ["last_error", "text"],
  ["quarantined_at", "integer"],
];

export function timerFailureValues({ failure, ...timer }: Batch["timersFailed"][number]): Values {
  const { tries, triedAt, triedSeq, nextTryAt, lastError, quarantinedAt } = failure;
  return [tries, triedAt, triedSeq, nextTryAt, lastError, quarantinedAt, ...timerNameValues(timer)];
}

export const messageColumns: Columns = [
  ["id", "text"],
  ["instance", "text"],
  ["machine", "text"],
  ["type", "text"],
  ["params", "text"],
  ["at", "integer"],
];

export function messageValues({ id, instance, machine, type, params, at }: Message): Values {
  return [id, instance, machine, type, canonicalJson(params), at];
}

export const outboxChangeColumns: Columns = [
  ["state", "text"],
  ["tries", "integer"],
  ["next_try_at", "integer"],
  ["last_error", "text"],
  ["settled_at", "integer"],
];

/** Only what still waits. */
export const waitingColumns: Columns = [
  ["id", "text"],
  ["state", "text"],
];

export function outboxChangeValues({ id, state, tries, nextTryAt, lastError, settledAt }: OutboxChange): Values {
  return [state, tries, nextTryAt, lastError, settledAt, id, "waiting"];
}

export function toOutboxRow(row: Row): OutboxRow {
  return {
    id: text(row, "id"),
    instance: text(row, "instance"),
    machine: text(row, "machine"),
    type: text(row, "type"),
    params: json(row, "params"),
    at: integer(row, "at"),
    state: text(row, "state") as OutboxRow["state"],
    tries: integer(row, "tries"),
    nextTryAt: integer(row, "next_try_at"),
    lastError: textOrNull(row, "last_error"),
    settledAt: integerOrNull(row, "settled_at"),
  };
}

export const signOffColumns: Columns = [
  ["instance", "text"],
  ["key", "text"],
  ["by", "text"],
  ["seq", "integer"],
];

export function signOffValues({ instance, key, by, seq }: SignOffRow): Values {
  return [instance, key, by, seq];
}

export function toSignOffRow(row: Row): SignOffRow {
  return { instance: text(row, "instance"), key: text(row, "key"), by: text(row, "by"), seq: integer(row, "seq") };
}

function jsonOrNull(row: Row, column: string): Json {
  return row[column] === null ? null : json(row, column);
}

/**
 * Lists search inside summaries, and a database cannot hold NUL or half a surrogate pair as text. The log and the state
 * keep them as they came, escaped; only the list shows a replacement sign.
 */
function displayable(summary: string): string {
  return summary.replace(/\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g, (found) => (found === "\\\\" ? found : "\\ufffd"));
}

/** What every state has, whatever machine it is of. */
function whyNotState(state: Json): string | null {
  if (!isObject(state)) return "the state is no object";
  if (!("value" in state) || !("context" in state)) return "the state has no value or no context";
  if (typeof state["status"] !== "string") return "the state has no status";
  return Array.isArray(state["timers"]) ? null : "the state has no list of timers";
}

function event(row: Row): MachineEvent {
  const value = json(row, "event");
  if (!isObject(value) || typeof value["type"] !== "string") throw new Error("the event has no type");
  return value as MachineEvent;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
