/**
 * Decides a batch of work in order, in memory: two commands for one instance see each other. What it collects is written by
 * one commit; until then nobody hears of it.
 */
import { assert } from "../../kernel/assert.ts";
import type { Json } from "../../kernel/json.ts";
import { begin, fire, step } from "../decide/decide.ts";
import { timerChanges } from "../decide/plan.ts";
import { textOfState } from "../decide/state-text.ts";
import { messagesOf } from "../decide/replay.ts";
import { timerRetryDelayMs } from "../decide/retry.ts";
import type { Batch, ErasedTexts, SignOffRow, InstanceRow, OutboxChange, TextRow } from "../ports.ts";
import type { InstanceState, MachineEvent, Message, TimerFailure, TimerRow } from "../types.ts";
import { erasedWords } from "../../kernel/text-refs.ts";
import type { LogRow } from "../log.ts";
import type { Definitions } from "./definitions.ts";
import { textDigest } from "./digest.ts";
import { divide, divideAnswer } from "./divide.ts";
import { erasing, isSameErasure, noSurroundings } from "./erasing.ts";
import type { Host, Loaded } from "./host.ts";
import { newlyDecided } from "./newly-decided.ts";
import { changeSince, refused, reused, rowBase, unknownInstance } from "./rows.ts";
import { soonMs } from "./timer-circles.ts";
import {
  isSameCommand,
  type Divided,
  type EraseWork,
  type FireWork,
  type SendWork,
  type SettleWork,
  type StartWork,
  type Work,
  type WorkResult,
} from "./work.ts";

/** An instance on its way through the batch. */
interface Draft {
  readonly before: InstanceRow | null;
  row: InstanceRow;
}

export class BatchBuilder {
  readonly #definitions: Definitions;
  readonly #host: Host;
  readonly #drafts = new Map<string, Draft>();
  readonly #commands: Map<string, LogRow>;
  readonly #log: LogRow[] = [];
  readonly #messages: Message[] = [];
  readonly #signOffs: SignOffRow[] = [];
  readonly #texts: TextRow[] = [];
  readonly #erased: ErasedTexts[] = [];
  readonly #loaded: Loaded;
  /** What is stored of the messages that are to be settled. */
  readonly #waiting: Map<string, Loaded["messages"][number]>;
  readonly #outbox: OutboxChange[] = [];
  /** Rows of timers that their instance's state does not know: a repair, for they could never fire. */
  readonly #orphans: TimerRow[] = [];
  readonly #failed: Batch["timersFailed"][number][] = [];

  constructor(definitions: Definitions, host: Host, loaded: Loaded) {
    this.#definitions = definitions;
    this.#host = host;
    for (const row of loaded.instances) this.#drafts.set(row.id, { before: row, row });
    this.#loaded = loaded;
    this.#commands = new Map(loaded.commands.map((row) => [row.commandId ?? "", row]));
    this.#waiting = new Map(loaded.messages.filter(({ state }) => state === "waiting").map((row) => [row.id, row]));
  }

  decide(work: Work, at: number): WorkResult {
    switch (work.kind) {
      case "start":
      case "send":
        return this.#command(work, at);
      case "erase":
        return this.#erase(work, at);
      case "fire":
        return this.#fire(work, at);
      case "set-back":
        return this.#setBack(work.timer, at, work.why, work.tries);
      case "settle":
        return this.#settle(work, at);
    }
  }

  /** Null when nothing is to be written. */
  build(): Batch | null {
    const parts = [this.#log, this.#outbox, this.#orphans, this.#failed];
    if (parts.every((part) => part.length === 0)) return null;
    const changed = [...this.#drafts.values()].filter((draft) => draft.row !== draft.before);
    const timers = changed.map((draft) => ({
      id: draft.row.id,
      ...timerChanges(draft.before?.state.timers ?? [], draft.row.state.timers),
    }));
    return {
      log: this.#log,
      inserted: changed.filter((draft) => draft.before === null).map((draft) => draft.row),
      updated: changed.flatMap((draft) =>
        draft.before === null ? [] : [{ ...draft.row, ...changeSince(draft.before, draft.row) }],
      ),
      timersRemoved: [
        ...timers.flatMap(({ id, removed }) =>
          removed.map((timer) => ({ instance: id, key: timer.key, id: timer.id })),
        ),
        ...this.#orphans,
      ],
      timersArmed: timers.flatMap(({ id, armed }) => armed.map((timer) => ({ ...timer, instance: id }))),
      timersFailed: this.#failed,
      messages: this.#messages,
      signOffs: this.#signOffs,
      decidedClocks: changed.flatMap(({ before, row }) => newlyDecided(this.#host, before, row)),
      outbox: this.#outbox,
      texts: this.#texts,
      erased: this.#erased,
    };
  }

  #command(work: StartWork | SendWork, at: number): WorkResult {
    const before = this.#commands.get(work.command.commandId);
    const machine = this.#machineOf(work);
    if (machine === null && before === undefined) return refused(work.id, unknownInstance(work.id));
    const divided = divide(this.#host.apart, work, machine ?? { name: "", hash: "" });
    if (typeof divided === "string") return refused(work.id, { code: "invalid-event", sentence: divided });
    if (before !== undefined) return this.#again(before, work, divided);
    const result = work.kind === "start" ? this.#start(work, divided, at) : this.#send(work, divided, at);
    if (result.outcome === "accepted") this.#texts.push(...divided.texts);
    return result;
  }

  #machineOf(work: StartWork | SendWork): { readonly name: string; readonly hash: string } | null {
    if (work.kind === "start") return { name: work.machine, hash: this.#definitions.get(work.machine)?.hash ?? "" };
    const row = this.#drafts.get(work.id)?.row;
    return row === undefined ? null : { name: row.machine, hash: row.definitionHash };
  }

  #again(row: LogRow, work: StartWork | SendWork, divided: Divided): WorkResult {
    const stored = [...this.#loaded.texts, ...this.#texts.map((text) => ({ ...text, erasedSeq: null }))];
    if (isSameCommand(row, work, divided, stored)) return { outcome: "duplicate", id: row.instance, seq: row.seq };
    return refused(work.id, reused);
  }

  /** The machine does not step, and nothing that was hashed changes: the row and the texts' absence are all there is. */
  #erase(work: EraseWork, at: number): WorkResult {
    const again = this.#commands.get(work.command.commandId);
    if (again !== undefined)
      return isSameErasure(again, work)
        ? { outcome: "duplicate", id: again.instance, seq: again.seq }
        : refused(work.id, reused);
    const draft = this.#drafts.get(work.id);
    if (draft === undefined) return refused(work.id, unknownInstance(work.id));
    const here = this.#erased.filter(({ instance }) => instance === work.id);
    const around = this.#loaded.surroundings.get(work.id) ?? noSurroundings;
    const outcomes = [...around.outcomes, ...this.#log.filter(({ instance }) => instance === work.id)];
    const isErased = (ref: string) => here.some(({ refs }) => refs.includes(ref));
    const found = erasing(work, { ...around, outcomes }, this.#texts, isErased);
    if ("code" in found) return refused(work.id, found);
    const { row } = draft;
    const seq = row.seq + 1;
    const { reason } = work;
    const event: MachineEvent = { type: "erased", refs: found.refs, reason };
    this.#record(row, draft, { ...rowBase(work, at, seq), kind: "erased", event }, row.state, []);
    const words = erasedWords({ at, by: work.command.by, reason });
    this.#erased.push({ instance: work.id, seq, ...found, words });
    return { outcome: "accepted", id: work.id, seq };
  }

  #start(work: StartWork, { event }: Divided, at: number): WorkResult {
    const found = this.#definitions.get(work.machine);
    if (found === undefined)
      return refused(work.id, { code: "unknown-machine", sentence: `there is no machine ${work.machine}` });
    const result = begin(found.definition, event["input"] ?? null, { at, by: work.command.by, seq: 0 });
    if (result.outcome === "refused") return refused(work.id, result.reason);
    const base = { id: work.id, machine: work.machine, definitionHash: found.hash, startedAt: at };
    this.#record(base, null, { ...rowBase(work, at, 0), kind: "start", event }, result.state, result.messages);
    return { outcome: "accepted", id: work.id, seq: 0 };
  }

  #send(work: SendWork, { event }: Divided, at: number): WorkResult {
    const draft = this.#drafts.get(work.id);
    assert(draft !== undefined, `instance ${work.id} was looked up before`);
    const { row } = draft;
    const definition = this.#definitions.of(row);
    if ("code" in definition) return refused(work.id, definition);
    const { expectedSeq } = work.command;
    if (expectedSeq !== undefined && !(expectedSeq >= row.stepSeq && expectedSeq <= row.seq)) {
      return { outcome: "conflict", id: work.id, seq: row.seq, expectedSeq };
    }
    const seq = row.seq + 1;
    const result = step(definition, row.state, event, { at, by: work.command.by, seq });
    if (result.outcome === "refused") return refused(work.id, result.reason);
    this.#record(row, draft, { ...rowBase(work, at, seq), kind: "event", event }, result.state, result.messages);
    return { outcome: "accepted", id: work.id, seq };
  }

  #fire(work: FireWork, now: number): WorkResult {
    const at = work.wasDue === true ? Math.max(now, work.timer.dueAt) : now;
    const draft = this.#drafts.get(work.id);
    assert(draft !== undefined, `timer ${work.timer.id} belongs to instance ${work.id}, which does not exist`);
    const { row } = draft;
    const definition = this.#definitions.of(row);
    if ("code" in definition) return { outcome: "stuck", sentence: definition.sentence };
    // The clock was put back since the timer was found due.
    if (at < work.timer.dueAt) return { outcome: "early" };
    const seq = row.seq + 1;
    const result = fire(definition, row.state, work.timer.id, { at, by: "timer", seq });
    if (result.outcome === "gone") {
      if (draft.row === draft.before) this.#orphans.push(work.timer);
      return result;
    }
    if (result.outcome === "failed") return this.#setBack(work.timer, at, result.why);
    const entry = { ...rowBase(work, at, seq), dueAt: work.timer.dueAt, timer: work.timer.id, event: work.timer.event };
    if (result.outcome === "stale") {
      this.#record(row, draft, { ...entry, kind: "stale", detail: result.why }, result.state, []);
      return { outcome: "stale" };
    }
    this.#record(row, draft, { ...entry, kind: "timer" }, result.state, result.messages);
    const { armed } = timerChanges(row.state.timers, result.state.timers);
    return { outcome: "fired", seq, armsSoon: armed.some(({ dueAt }) => dueAt - at < soonMs) };
  }

  /** Nothing has happened to the instance, so its log says nothing; the timer's row does. */
  #setBack(timer: TimerRow, at: number, why: string, tries = (timer.failure?.tries ?? 0) + 1): WorkResult {
    const delayMs = timerRetryDelayMs(tries);
    const failure: TimerFailure = {
      tries,
      triedAt: at,
      triedSeq: this.#drafts.get(timer.instance)?.row.seq ?? 0,
      nextTryAt: delayMs === null ? null : at + delayMs,
      lastError: why,
      quarantinedAt: delayMs === null ? at : null,
    };
    this.#failed.push({ instance: timer.instance, key: timer.key, id: timer.id, failure });
    return { outcome: "failed", failure };
  }

  #settle(work: SettleWork, at: number): WorkResult {
    const draft = this.#drafts.get(work.id);
    assert(draft !== undefined, `message ${work.change.id} belongs to instance ${work.id}, which does not exist`);
    // Another node, or another round of this one, has sent it meanwhile.
    const waiting = this.#waiting.get(work.change.id);
    if (waiting?.tries !== work.change.tries - 1) return { outcome: "gone" };
    this.#waiting.delete(work.change.id);
    const isErased = waiting.isErased === true || this.#erased.some(({ messages }) => messages.includes(waiting.id));
    this.#outbox.push(work.change);
    if (work.recorded !== null) {
      const { kind, type } = work.recorded;
      const { detail, texts } = divideAnswer(this.#host.apart, work.recorded, { ...draft.row, isErased });
      this.#texts.push(...texts);
      const event: MachineEvent = { type, message: work.change.id };
      this.#record(
        draft.row,
        draft,
        { ...rowBase(work, at, draft.row.seq + 1), kind, event, detail },
        draft.row.state,
        [],
      );
    }
    return { outcome: "settled" };
  }

  #record(
    base: Pick<InstanceRow, "id" | "machine" | "definitionHash" | "startedAt"> & Partial<InstanceRow>,
    draft: Draft | null,
    entry: Omit<LogRow, "stateHash">,
    state: InstanceState,
    planned: readonly { readonly n: number; readonly type: string; readonly params: Json }[],
  ): void {
    const stateText = (base.state === state ? base.stateText : undefined) ?? textOfState(state);
    const stepped = entry.kind === "start" || entry.kind === "event" || entry.kind === "timer";
    const row: InstanceRow = {
      id: base.id,
      machine: base.machine,
      definitionHash: base.definitionHash,
      startedAt: base.startedAt,
      seq: entry.seq,
      stepSeq: stepped ? entry.seq : (base.stepSeq ?? 0),
      state,
      stateText,
      // What the host computes from the same state would be the same.
      summary:
        base.state === state && base.summary !== undefined ? base.summary : this.#host.summarise(base.machine, state),
      updatedAt: entry.at,
    };
    if (stepped) {
      const signOffs = this.#host.signOffs(row.machine, draft?.row.state ?? null, state);
      this.#signOffs.push(...signOffs.map((signOff) => ({ ...signOff, instance: row.id, seq: row.seq })));
    }
    if (draft === null) this.#drafts.set(row.id, { before: null, row });
    else draft.row = row;
    const logged: LogRow = { ...entry, stateHash: textDigest(stateText) };
    this.#log.push(logged);
    if (logged.commandId !== null) this.#commands.set(logged.commandId, logged);
    this.#messages.push(...messagesOf(base.machine, logged, planned));
  }
}
