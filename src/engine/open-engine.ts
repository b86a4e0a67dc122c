import type { AnyStateMachine } from "xstate";
import { systemRandom, type Random } from "../kernel/random.ts";
import { steadyClock, systemClock, type Clock } from "../kernel/clock.ts";
import { quietly, toNobody } from "../kernel/listener.ts";
import { wholeNumber } from "../kernel/whole-number.ts";
import { systemNewId, type NewId } from "../kernel/ids.ts";
import { definitionsOf } from "./drive/definitions.ts";
import { Committer } from "./drive/committer.ts";
import { LeaseKeeper } from "./drive/lease-keeper.ts";
import { withHotInstances } from "./drive/hot-instances.ts";
import { overOrSlow } from "./drive/over-or-slow.ts";
import { withRefolding } from "./drive/refold.ts";
import { OutboxLoop } from "./drive/outbox-loop.ts";
import { sleepMaxMs, TimerLoop } from "./drive/timer-loop.ts";
import { whyNotErasure } from "./drive/erasing.ts";
import { whyNotCommand, type EraseWork, type SendWork, type StartWork, type WorkResult } from "./drive/work.ts";
import { Queries } from "./queries.ts";
import type { DecidedClocksOf } from "./decided-clock.ts";
import type {
  Apart,
  BringMachine,
  Deliver,
  EngineStorage,
  Follower,
  FollowRight,
  SignOffsOf,
  Summarise,
} from "./ports.ts";
import type { Observe } from "./observations.ts";
import { StorageUnavailableError } from "./failures.ts";
import type { Leases } from "./leases.ts";
import type { Message } from "./types.ts";
import type { Engine, Outcome } from "./api.ts";

export interface EngineParts {
  readonly storage: EngineStorage;
  /** By `id@version`. Every version that a stored instance may still need. */
  readonly machines: Readonly<Record<string, AnyStateMachine>>;
  /** Machines that come later. Left out: none does. */
  readonly bring?: BringMachine;
  readonly deliver: Deliver;
  readonly clock?: Clock;
  /** Computes what lists show of an instance. */
  readonly summarise?: Summarise;
  /** The sign-offs of a step: the database accepts one of a person under each key. */
  readonly signOffs?: SignOffsOf;
  /** Reads the clocks that are decided in a state, for statistics. */
  readonly decidedClocks?: DecidedClocksOf;
  /** Takes what people wrote out of what they send. Left out: everything stands in the log. */
  readonly apart?: Apart;
  readonly newId?: NewId;
  readonly random?: Random;
  /** Measures how long things take; the machine's own when left out. */
  readonly steady?: Clock;
  /** Of many messages that are due those with the lowest number leave first, and of these the oldest. */
  readonly urgency?: (message: Message) => number;
  /** Hears of what went wrong in the background: storage failures, timers that cannot fire. */
  readonly onProblem?: (problem: unknown) => void;
  /** Hears what is done and how quickly, for metrics and logs. */
  readonly observe?: Observe;
  /** Given when several engines share the storage: one of them at a time runs the loops, and any may take commands. */
  readonly sharing?: Sharing;
  /** Opens what follows the log beside the loops. */
  readonly follow?: (right: FollowRight) => Follower;
}

export interface Sharing {
  readonly leases: Leases;
  /** This node, for people to read. */
  readonly node: string;
  /** How it measures its lease; the machine's own clocks when left out. */
  readonly clocks?: readonly [Clock, ...Clock[]];
}

/** Timers that another node has armed, and its messages, are found within this time. */
const sharedLookMs = 1_000;

/**
 * Makes statecharts durable. Throws `InadmissibleMachineError` when a machine asks for something that cannot be: nothing is
 * opened then. The loops stand still until `run()`.
 */
export async function openEngine(parts: EngineParts): Promise<Engine> {
  const { storage, clock = systemClock } = parts;
  wholeNumber("The clock's time in ms", clock.now(), -Infinity);
  const onProblem = quietly(parts.onProblem, toNobody);
  const observe = quietly(parts.observe, onProblem);
  const definitions = definitionsOf(parts.machines, parts.bring);
  const sound = withRefolding(storage, definitions);
  const wakeLoops = () => {
    timerLoop.wake();
    outboxLoop.wake();
    follower?.wake();
  };
  const isAble = (): boolean => timerLoop.isAlive() && outboxLoop.isAlive();
  const keeper: LeaseKeeper | null =
    parts.sharing === undefined ? null : keeperOf(parts.sharing, { onProblem, observe, wakeLoops, isAble });
  const committer = new Committer({
    storage: withHotInstances(sound),
    clock,
    observe,
    loopRight: keeper,
    definitions,
    summarise: parts.summarise ?? (() => null),
    signOffs: parts.signOffs ?? (() => []),
    decidedClocks: parts.decidedClocks ?? (() => []),
    apart: parts.apart ?? null,
    onCommitted: ({ earliestDueAt, messages }) => {
      if (earliestDueAt !== null) timerLoop.armed(earliestDueAt);
      if (messages > 0) outboxLoop.wake();
      follower?.wake();
    },
  });
  const loop = {
    storage,
    committer,
    clock,
    onProblem,
    observe,
    steady: parts.steady ?? steadyClock,
    mayRun: keeper === null ? () => true : keeper.holds,
    sleepMaxMs: keeper === null ? sleepMaxMs : sharedLookMs,
  };
  const timerLoop: TimerLoop = new TimerLoop(loop);
  const outboxLoop: OutboxLoop = new OutboxLoop({
    ...loop,
    // Whoever delivers reads what people wrote.
    deliver: async (message) =>
      parts.deliver({ ...message, params: await queries.opened(message.instance, message.params) }),
    random: parts.random ?? systemRandom,
    urgency: parts.urgency ?? (() => 0),
  });
  const follower = parts.follow?.(rightOf(keeper)) ?? null;
  const { signOffs = null, decidedClocks = null } = parts;
  const queries = new Queries({ storage, sound, definitions, clock, signOffs, decidedClocks });
  // Asked for now, so that a storage that does not answer is noticed at the start.
  await storage.nextDueAt();
  const { newId = systemNewId } = parts;
  return new OpenEngine({ storage, committer, timerLoop, outboxLoop, follower, keeper, queries, newId, onProblem });
}

function rightOf(keeper: LeaseKeeper | null): FollowRight {
  if (keeper === null) return { mayRun: () => true, fence: () => undefined, lost: () => undefined };
  return { mayRun: keeper.holds, fence: keeper.fence, lost: keeper.lost };
}

interface KeeperParts {
  readonly onProblem: (problem: unknown) => void;
  readonly observe: Observe;
  readonly wakeLoops: () => void;
  readonly isAble: () => boolean;
}

function keeperOf(
  { leases, node, clocks = [steadyClock, systemClock] }: Sharing,
  { onProblem, observe, wakeLoops, isAble }: KeeperParts,
): LeaseKeeper {
  const onChange = (held: boolean, somebody: boolean) => {
    observe({ what: "leased", held, somebody });
    wakeLoops();
  };
  return new LeaseKeeper({ leases, holder: node, clocks, onChange, isAble, onProblem });
}

interface OpenParts {
  readonly storage: EngineStorage;
  readonly committer: Committer;
  readonly timerLoop: TimerLoop;
  readonly outboxLoop: OutboxLoop;
  readonly follower: Follower | null;
  /** Null: this engine is alone. */
  readonly keeper: LeaseKeeper | null;
  readonly queries: Queries;
  readonly newId: NewId;
  readonly onProblem: (problem: unknown) => void;
}

class OpenEngine implements Engine {
  readonly #parts: OpenParts;
  readonly read: Engine["read"];
  readonly readSince: Engine["readSince"];
  readonly history: Engine["history"];
  readonly replay: Engine["replay"];
  readonly messages: Engine["messages"];
  readonly opened: Engine["opened"];
  readonly quarantined: Engine["quarantined"];
  #closing: Promise<void> | null = null;

  constructor(parts: OpenParts) {
    this.#parts = parts;
    const { queries } = parts;
    this.read = (...asked) => queries.read(...asked);
    this.readSince = (...asked) => queries.readSince(...asked);
    this.history = (...asked) => queries.history(...asked);
    this.replay = (...asked) => queries.replay(...asked);
    this.messages = (...asked) => queries.messages(...asked);
    this.opened = (id, value) => queries.opened(id, value);
    this.quarantined = () => queries.quarantined();
  }

  start: Engine["start"] = (machine, input, command) =>
    this.#submit({ kind: "start", id: this.#parts.newId(), machine, input, command });

  send: Engine["send"] = (id, event, command) => this.#submit({ kind: "send", id, event, command });

  erase: Engine["erase"] = async (id, refs, reason, command) => {
    const why = whyNotErasure(refs, reason);
    if (why !== null) return { outcome: "refused", id, reason: { code: "invalid-event", sentence: why } };
    return this.#submit({ kind: "erase", id, refs: [...new Set(refs)], reason, command });
  };

  runDue: Engine["runDue"] = async () => {
    this.#mustBeOpen();
    // Another node keeps the time then.
    if ((await this.#parts.keeper?.ask()) === false) return { fired: 0, sent: 0 };
    const fired = await this.#parts.timerLoop.runOnce();
    const sent = await this.#parts.outboxLoop.runOnce();
    return { fired, sent };
  };

  sendNow: Engine["sendNow"] = () => {
    this.#parts.outboxLoop.hurry();
  };

  run: Engine["run"] = () => {
    this.#mustBeOpen();
    this.#parts.keeper?.run();
    this.#parts.timerLoop.run();
    this.#parts.outboxLoop.run();
    this.#parts.follower?.run();
  };

  rest: Engine["rest"] = async (withinMs = Infinity) => {
    const stopped = Promise.all([
      this.#parts.timerLoop.stop(),
      this.#parts.outboxLoop.stop(),
      this.#parts.follower?.stop(),
    ]);
    await (withinMs === Infinity ? stopped : overOrSlow([stopped], withinMs, steadyClock));
  };

  close: Engine["close"] = () => {
    this.#closing ??= this.#close();
    return this.#closing;
  };

  async #close(): Promise<void> {
    await this.rest();
    await this.#parts.committer.idle();
    // What it leaves undone is done at the next start.
    await this.#parts.follower?.finish().catch(this.#parts.onProblem);
    await this.#parts.keeper?.stop();
    await this.#parts.storage.close();
  }

  #mustBeOpen(): void {
    if (this.#closing !== null)
      throw new StorageUnavailableError("away", "the engine is closing and takes nothing more; nothing was recorded");
  }

  async #submit(work: StartWork | SendWork | EraseWork): Promise<Outcome> {
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
      case "stale":
      case "early":
      case "gone":
      case "settled":
      case "failed":
      case "stuck":
        throw new Error(`a command was answered with ${result.outcome}`);
    }
  }
}
