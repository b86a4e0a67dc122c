import type { AnyStateMachine } from "xstate";
import { systemChance, type Chance } from "../kernel/chance.ts";
import { systemClock, type Clock } from "../kernel/clock.ts";
import { systemNewId, type NewId } from "../kernel/ids.ts";
import { define } from "./decide/definition.ts";
import { Definitions } from "./drive/batch.ts";
import { Committer } from "./drive/committer.ts";
import { OutboxLoop } from "./drive/outbox-loop.ts";
import { TimerLoop } from "./drive/timer-loop.ts";
import { whyNotCommand, type SendWork, type StartWork, type WorkResult } from "./drive/work.ts";
import { Queries } from "./queries.ts";
import { StorageUnavailableError, type Deliver, type EngineStorage, type Summarise } from "./ports.ts";
import type { Engine, Message, Outcome } from "./types.ts";

export interface EngineParts {
  readonly storage: EngineStorage;
  /** By `id@version`. Every version that a stored instance may still need. */
  readonly machines: Readonly<Record<string, AnyStateMachine>>;
  readonly deliver: Deliver;
  readonly clock?: Clock;
  /** Computes what lists show of an instance. */
  readonly summarise?: Summarise;
  readonly newId?: NewId;
  readonly chance?: Chance;
  /** Of many messages that are due those with the lowest number leave first, and of these the oldest. */
  readonly urgency?: (message: Message) => number;
  /** Hears of what went wrong in the background: storage failures, timers that cannot fire. */
  readonly onProblem?: (problem: unknown) => void;
}

/**
 * Makes statecharts durable. Throws `InadmissibleMachineError` when a machine asks for something that cannot be: nothing is
 * opened then. The loops stand still until `run()`.
 */
export async function openEngine(parts: EngineParts): Promise<Engine> {
  const { storage, clock = systemClock, onProblem = () => undefined } = parts;
  const definitions = new Definitions(Object.entries(parts.machines).map(([name, machine]) => define(name, machine)));
  const committer = new Committer({
    storage,
    clock,
    definitions,
    summarise: parts.summarise ?? (() => null),
    onCommitted: ({ earliestDueAt, messages }) => {
      if (earliestDueAt !== null) timerLoop.armed(earliestDueAt);
      if (messages > 0) outboxLoop.wake();
    },
  });
  const timerLoop = new TimerLoop({ storage, committer, clock, onProblem });
  const outboxLoop = new OutboxLoop({
    storage,
    committer,
    clock,
    deliver: parts.deliver,
    chance: parts.chance ?? systemChance,
    urgency: parts.urgency ?? (() => 0),
    onProblem,
  });
  const queries = new Queries(storage, definitions, clock);
  // Asked for now, so that a storage that does not answer is noticed at the start.
  await storage.nextDueAt();
  return new OpenEngine({ storage, committer, timerLoop, outboxLoop, queries, newId: parts.newId ?? systemNewId });
}

interface OpenParts {
  readonly storage: EngineStorage;
  readonly committer: Committer;
  readonly timerLoop: TimerLoop;
  readonly outboxLoop: OutboxLoop;
  readonly queries: Queries;
  readonly newId: NewId;
}

class OpenEngine implements Engine {
  readonly #parts: OpenParts;
  readonly read: Engine["read"];
  readonly history: Engine["history"];
  readonly replay: Engine["replay"];
  readonly messages: Engine["messages"];
  #closing: Promise<void> | null = null;

  constructor(parts: OpenParts) {
    this.#parts = parts;
    const { queries } = parts;
    this.read = (id, asked) => queries.read(id, asked?.by);
    this.history = (id, range) => queries.history(id, range);
    this.replay = (id, range) => queries.replay(id, range);
    this.messages = (id) => parts.storage.messages(id);
  }

  start: Engine["start"] = (machine, input, command) =>
    this.#submit({ kind: "start", id: this.#parts.newId(), machine, input, command });

  send: Engine["send"] = (id, event, command) => this.#submit({ kind: "send", id, event, command });

  runDue: Engine["runDue"] = async () => {
    this.#mustBeOpen();
    const fired = await this.#parts.timerLoop.runOnce();
    const sent = await this.#parts.outboxLoop.runOnce();
    return { fired, sent };
  };

  sendNow: Engine["sendNow"] = () => {
    this.#parts.outboxLoop.hurry();
  };

  run: Engine["run"] = () => {
    this.#mustBeOpen();
    this.#parts.timerLoop.run();
    this.#parts.outboxLoop.run();
  };

  close: Engine["close"] = () => {
    this.#closing ??= this.#close();
    return this.#closing;
  };

  async #close(): Promise<void> {
    await Promise.all([this.#parts.timerLoop.stop(), this.#parts.outboxLoop.stop()]);
    await this.#parts.committer.idle();
    await this.#parts.storage.close();
  }

  #mustBeOpen(): void {
    if (this.#closing !== null)
      throw new StorageUnavailableError("away", "the engine is closing and takes nothing more; nothing was recorded");
  }

  async #submit(work: StartWork | SendWork): Promise<Outcome> {
    this.#mustBeOpen();
    const why = whyNotCommand(work.command);
    if (why !== null) return { outcome: "refused", id: work.id, reason: { code: "invalid-event", sentence: why } };
    return this.#outcome(await this.#parts.committer.submit(work));
  }

  async #outcome(result: WorkResult): Promise<Outcome> {
    switch (result.outcome) {
      case "accepted":
      case "duplicate":
      case "refused":
        return result;
      case "conflict": {
        const since = await this.history(result.id, { after: result.expectedSeq });
        return { outcome: "conflict", id: result.id, seq: result.seq, since };
      }
      case "fired":
      case "void":
      case "early":
      case "gone":
      case "settled":
      case "stuck":
        throw new Error(`a command was answered with ${result.outcome}`);
    }
  }
}
