/** The parts of a batch's rows that follow from what is there already. */
import { isSameJson } from "../../kernel/json.ts";
import type { ChangedInstance, InstanceRow } from "../ports.ts";
import type { LogRow } from "../log.ts";
import type { Refusal } from "../api.ts";
import { isCommand, type Work, type WorkResult } from "./work.ts";

export function changeSince(
  before: InstanceRow,
  row: InstanceRow,
): Pick<ChangedInstance, "previousSeq" | "keepsSummary"> {
  const keepsSummary = row.summary === before.summary || isSameJson(row.summary, before.summary);
  return { previousSeq: before.seq, keepsSummary };
}

export function rowBase(work: Work, at: number, seq: number): Omit<LogRow, "kind" | "event" | "stateHash"> {
  const command = isCommand(work) ? work.command : null;
  const by = command?.by ?? (work.kind === "settle" ? "outbox" : "timer");
  return {
    instance: work.id,
    seq,
    at,
    dueAt: null,
    by,
    as: command?.as ?? null,
    auth: command?.auth ?? null,
    commandId: command?.commandId ?? null,
    timer: null,
    detail: null,
  };
}

export function refused(id: string, reason: Refusal): WorkResult {
  return { outcome: "refused", id, reason };
}

export const reused: Refusal = {
  code: "command-id-reused",
  sentence: "this command id was used for something else before",
};

export function unknownInstance(id: string): Refusal {
  return { code: "unknown-instance", sentence: `there is no instance ${id}` };
}
