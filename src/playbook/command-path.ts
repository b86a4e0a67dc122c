/**
 * The one way from what somebody typed to the log, for incidents and for the organisation. The checks come in the order in which
 * a person can mend them, and each is made once; what changes meanwhile is found by the row that the command is sent for.
 */
import type { Doubt } from "../../machines/playbook.ts";
import type { Command, Engine, Outcome } from "../engine/api.ts";
import type { MachineEvent } from "../engine/types.ts";
import { checkForm } from "./check-form.ts";
import type { FormOwner } from "./fields.ts";
import type { CommandOutcome, Declined, Prepared } from "./outcome.ts";
import { refusalWords } from "./refusals.ts";
import type { ActCommand } from "./act-command.ts";

export type Values = Readonly<Record<string, unknown>>;

export type Fitted =
  | { readonly ok: true; readonly values: Values; /** Of the state that was looked at. */ readonly seq: number | null }
  | { readonly ok: false; readonly outcome: Declined };

/** What a command is for, and what stands in its way there. */
export interface Target<About extends object> {
  readonly form: FormOwner;
  /** Why this person may not send it; null when they may. */
  readonly forbidden: () => Promise<Declined | null>;
  /** Holds what the form takes against how things stand. */
  readonly fit: (values: Values) => Promise<Fitted>;
  readonly doubts: (values: Values) => Promise<readonly Doubt[]>;
  /** Was this very command recorded before? Then it is answered as it was then. */
  readonly isRecorded: (values: Values) => Promise<boolean>;
  readonly send: (values: Values, expectedSeq: number | undefined) => Promise<CommandOutcome<About>>;
}

/** `at` (ms) is what "in the future" is measured by. */
export async function prepare<About extends object>(
  target: Target<About>,
  values: unknown,
  at: number,
  { confirmed = [], expectedSeq }: ActCommand,
): Promise<Prepared<About>> {
  const forbidden = await target.forbidden();
  if (forbidden) return forbidden;
  const checked = checkForm(target.form, values, at);
  if (!checked.ok) return { outcome: "invalid", errors: checked.errors };
  const fitted = await target.fit(checked.values);
  if (!fitted.ok && !(await target.isRecorded(checked.values))) return fitted.outcome;
  const doubts = await target.doubts(checked.values);
  return {
    outcome: "ready",
    values: checked.values,
    doubts,
    isRecorded: !fitted.ok,
    send: async () => {
      const open = doubts.filter(({ code }) => !confirmed.includes(code));
      if (open.length > 0 && !(await target.isRecorded(checked.values))) return { outcome: "doubtful", doubts: open };
      if (!fitted.ok) return target.send(checked.values, expectedSeq);
      // Sent for the very state that was looked at, unless the sender names one.
      return target.send(fitted.values, expectedSeq ?? fitted.seq ?? undefined);
    },
  };
}

export async function sent<About extends object>(prepared: Prepared<About>): Promise<CommandOutcome<About>> {
  return prepared.outcome === "ready" ? prepared.send() : prepared;
}

type Accepted = Extract<Outcome, { outcome: "accepted" | "duplicate" }>;
type Refused = Extract<Outcome, { outcome: "refused" }>;
export type Conflict = Extract<Outcome, { outcome: "conflict" }>;

export interface Sending<About extends object> {
  readonly instance: string;
  readonly event: MachineEvent;
  readonly command: Command;
  /** How often it is sent again over changes that do not touch it. */
  readonly resendMax: number;
  /** Something has happened meanwhile: the row to send it for again, or what to answer. */
  readonly again: (conflict: Conflict, isLast: boolean) => Promise<number | CommandOutcome<About>>;
  /** `first`: what had happened when it was sent at first; null: nothing had. */
  readonly refused: (refused: Refused, first: Conflict | null) => Promise<CommandOutcome<About>>;
  readonly about: () => Promise<About>;
}

export async function sendOver<About extends object>(
  engine: Pick<Engine, "send" | "history">,
  sending: Sending<About>,
): Promise<CommandOutcome<About>> {
  const { instance, event, resendMax, again, about } = sending;
  let { command } = sending;
  let first: Conflict | null = null;
  for (let tries = 0; ; tries += 1) {
    const outcome = await engine.send(instance, event, command);
    if (outcome.outcome === "refused") return sending.refused(outcome, first);
    if (outcome.outcome !== "conflict") return done(engine, outcome, command.by, about);
    first ??= outcome;
    const next = await again(outcome, tries === resendMax);
    if (typeof next !== "number") return next;
    command = { ...command, expectedSeq: next };
  }
}

export async function done<About extends object>(
  engine: Pick<Engine, "history">,
  { outcome, id, seq }: Accepted,
  by: string,
  about: () => Promise<About>,
): Promise<CommandOutcome<About>> {
  const isAgain = outcome === "duplicate";
  // Two people who happen to use the same command id have each done something of their own.
  if (isAgain && (await senderOf(engine, id, seq)) !== by) return reused;
  return { ...(await about()), outcome: "done", seq, again: isAgain };
}

const reused: Declined = {
  outcome: "refused",
  code: "command-id-reused",
  sentence: refusalWords["command-id-reused"],
};

async function senderOf(engine: Pick<Engine, "history">, id: string, seq: number): Promise<string | null> {
  const [row] = await engine.history(id, { after: seq - 1, upTo: seq });
  return row?.by ?? null;
}
