/** Plain rows to write; each test says what matters to it. */
import type { Role } from "../../machines/playbook.ts";
import type { IncidentSummary } from "../../src/desk/ports.ts";
import type { Batch, InstanceRow } from "../../src/engine/ports.ts";
import type { Message, TimerRow } from "../../src/engine/types.ts";
import type { LogRow } from "../../src/engine/log.ts";

export function aBatch(parts: Partial<Batch>): Batch {
  return {
    log: [],
    inserted: [],
    updated: [],
    timersRemoved: [],
    timersArmed: [],
    timersFailed: [],
    messages: [],
    outbox: [],
    signOffs: [],
    decidedClocks: [],
    texts: [],
    erased: [],
    ...parts,
  };
}

export function aLogRow(instance: string, seq: number, parts: Partial<LogRow> = {}): LogRow {
  const event = { type: "KNOCKED" };
  const row: LogRow = {
    instance,
    seq,
    kind: "event",
    at: 0,
    dueAt: null,
    by: "officer-1",
    as: null,
    auth: null,
    commandId: null,
    event,
    timer: null,
    detail: null,
    stateHash: "h",
  };
  return { ...row, ...parts };
}

export function anInstance(id: string, parts: Partial<InstanceRow> = {}): InstanceRow {
  const state = { status: "active", value: "closed", history: {}, context: {}, output: null, timers: [] } as const;
  const row = {
    id,
    machine: "door@1",
    definitionHash: "d",
    seq: 0,
    stepSeq: 0,
    state,
    summary: null,
    startedAt: 0,
    updatedAt: 0,
    ...parts,
  };
  return { ...row, stateText: JSON.stringify(row.state) };
}

export function aTimer(instance: string, id: string, parts: Partial<TimerRow> = {}): TimerRow {
  return { instance, id, key: id, event: { type: "RANG", id }, dueAt: 0, ...parts };
}

export function aMessage(instance: string, place: string, parts: Partial<Message> = {}): Message {
  return {
    id: `${instance}:${place}`,
    instance,
    machine: "door@1",
    type: "fire",
    params: { times: 2 },
    at: 0,
    ...parts,
  };
}

/** Nobody's turn, or the turn of these roles. */
export function aDuty(...by: readonly Role[]): IncidentSummary["duty"] {
  return { event: null, label: null, what: { zh: "无", en: "Nothing" }, by };
}

export function aSummary(parts: Partial<IncidentSummary> = {}): IncidentSummary {
  const summary = {
    playbook: "public-incident@1",
    title: "A title",
    grade: "ordinary",
    gradeLabel: { zh: "一般", en: "Ordinary" },
    gradeRank: 2,
    open: true,
    phase: "reporting",
    phaseLabel: { zh: "待报快报", en: "Fast report due" },
    dueAt: null,
    dueClock: null,
    clock: null,
    duty: aDuty(),
    holder: null,
  };
  return { ...summary, ...parts };
}
