/** What the committer is asked to do. Each piece of work becomes at most one log row. */
import type { Json } from "../../kernel/json.ts";
import { isWholeNumber } from "../../kernel/whole-number.ts";
import type { OutboxChange, StoredText, TextRow } from "../ports.ts";
import type { MachineEvent, MachineName, TimerFailure, TimerRow } from "../types.ts";
import type { LogRow } from "../log.ts";
import type { Command, Outcome } from "../api.ts";
import { isSameApart } from "../texts.ts";

export interface StartWork {
  readonly kind: "start";
  readonly id: string;
  readonly machine: MachineName;
  readonly input: Json;
  readonly command: Command;
}

export interface SendWork {
  readonly kind: "send";
  readonly id: string;
  readonly event: MachineEvent;
  readonly command: Command;
}

/** Takes texts away; the machine does not step. */
export interface EraseWork {
  readonly kind: "erase";
  readonly id: string;
  readonly refs: readonly string[];
  readonly reason: string;
  readonly command: Command;
}

export interface FireWork {
  readonly kind: "fire";
  readonly id: string;
  readonly timer: TimerRow;
  /** Its time had come before the clock was put back: it fires, dated with that time. */
  readonly wasDue?: boolean;
}

/** A timer that stays although it is due: its step, or the commit that it came with, has failed. */
export interface SetBackWork {
  readonly kind: "set-back";
  readonly id: string;
  readonly timer: TimerRow;
  readonly why: string;
  /** As if it had failed so often; one time more than it has when left out. */
  readonly tries?: number;
}

/** A delivery's result. `recorded` is what the log says of it; null for a try that will be repeated. */
export interface SettleWork {
  readonly kind: "settle";
  readonly id: string;
  readonly change: OutboxChange;
  readonly recorded: {
    readonly kind: "delivered" | "dead-lettered";
    readonly type: string;
    readonly detail: Json;
  } | null;
}

export type Work = StartWork | SendWork | EraseWork | FireWork | SetBackWork | SettleWork;

/** What became of a piece of work. `conflict` is completed with what happened since after the commit. */
export type WorkResult =
  | Exclude<Outcome, { outcome: "conflict" }>
  | { readonly outcome: "conflict"; readonly id: string; readonly seq: number; readonly expectedSeq: number }
  /**
   * A timer that fired, was stale, or is not due by the present clock; a delivery that was written down; `gone`: somebody
   * else has fired that timer or settled that message.
   */
  | { readonly outcome: "stale" | "early" | "settled" | "gone" }
  /** As which row, and whether that has armed a timer which is due within a second. */
  | { readonly outcome: "fired"; readonly seq: number; readonly armsSoon: boolean }
  /** A timer whose step failed, and what is recorded of that. */
  | { readonly outcome: "failed"; readonly failure: TimerFailure }
  /** A timer of a machine that this process does not know. */
  | { readonly outcome: "stuck"; readonly sentence: string };

/** Ids are compared as text in the database, which cannot hold just any text. */
const textMax = 500;

/** Why a command cannot be recorded under this name and id, or null. */
export function whyNotCommand(command: Command): string | null {
  if (!isPlainText(command.commandId) || command.commandId === "")
    return `a command id is a text of 1 to ${textMax} characters, without NUL or half a surrogate pair`;
  if (!isPlainText(command.by))
    return `\`by\` is a text of at most ${textMax} characters, without NUL or half a surrogate pair`;
  if (command.as?.every(isPlainText) === false || !isPlainText(command.auth ?? ""))
    return `\`as\` and \`auth\` are texts of at most ${textMax} characters, without NUL or half a surrogate pair`;
  if (command.expectedSeq !== undefined && !isWholeNumber(command.expectedSeq))
    return "`expectedSeq` is a whole number from 0: the row that the sender has seen";
  return null;
}

function isPlainText(text: unknown): boolean {
  return typeof text === "string" && text.length <= textMax && !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}

/** Somebody sent it, and hears what became of it. */
export function isCommand(work: Work): work is StartWork | SendWork | EraseWork {
  return work.kind === "start" || work.kind === "send" || work.kind === "erase";
}

export function commandIdOf(work: Work): string | null {
  return isCommand(work) ? work.command.commandId : null;
}

/** An event with its texts put apart. */
export interface Divided {
  readonly event: MachineEvent;
  readonly texts: readonly TextRow[];
}

/**
 * Is this row what the command asked for? Otherwise its id was used for something else, or by somebody else, before. `stored`
 * are the texts of the row.
 */
export function isSameCommand(
  row: LogRow,
  work: StartWork | SendWork,
  { event, texts }: Divided,
  stored: readonly StoredText[],
): boolean {
  if (row.by !== work.command.by) return false;
  const same = (before: Json | undefined, after: Json | undefined) =>
    isSameApart(before, after, { stored, fresh: texts });
  if (work.kind === "start") {
    return row.kind === "start" && row.event["machine"] === work.machine && same(row.event["input"], event["input"]);
  }
  return row.kind === "event" && row.instance === work.id && same(row.event, event);
}
