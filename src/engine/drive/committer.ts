/**
 * Group commit. Work that arrives while a commit is on its way to the disk is decided in order and written by the next
 * one. Answers leave after the commit, never before.
 */
import { steadyClock, type Clock } from "../../kernel/clock.ts";
import type { Batch } from "../ports.ts";
import type { Observation, Observe } from "../observations.ts";
import {
  isStorageRefusal,
  OverloadedError,
  SamePersonError,
  StaleInstanceError,
  StorageUnavailableError,
} from "../failures.ts";
import { FencedError, type Fence } from "../leases.ts";
import { BatchBuilder } from "./batch.ts";
import type { Host, Loaded } from "./host.ts";
import { surroundingsOf } from "./surroundings.ts";
import type { Definitions } from "./definitions.ts";
import type { RememberingStorage } from "./hot-instances.ts";
import { nextBatch } from "./next-batch.ts";
import { namesIn } from "../../kernel/text-refs.ts";
import { yieldToEventLoop } from "../../kernel/turn.ts";
import { commandIdOf, isCommand, type Work, type WorkResult } from "./work.ts";

/** Commands that wait; who comes later is told so at once. Timers and outcomes of messages are never turned away. */
const waitingMax = 2_000;
/** Tries to decide anew after another writer was first. */
const staleTriesMax = 5;

interface Queued {
  readonly work: Work;
  readonly resolve: (result: WorkResult) => void;
  readonly reject: (error: unknown) => void;
}

/** What a commit leaves for the loops to do. */
export interface Committed {
  /** The earliest timer that it armed (ms), or null. */
  readonly earliestDueAt: number | null;
  readonly messages: number;
}

/** The right of the loops to write, where several nodes share the storage. */
export interface LoopRight {
  /** Throws `FencedError` when this node does not have it. */
  fence(): Fence;
  /** The storage has refused it. */
  lost(): void;
}

interface CommitterParts extends Host {
  readonly storage: RememberingStorage;
  readonly clock: Clock;
  readonly definitions: Definitions;
  readonly onCommitted: (committed: Committed) => void;
  readonly observe?: Observe;
  /** Null: nobody else writes here. */
  readonly loopRight?: LoopRight | null;
}

export class Committer {
  readonly #storage: RememberingStorage;
  readonly #clock: Clock;
  readonly #definitions: Definitions;
  readonly #host: Host;
  readonly #onCommitted: (committed: Committed) => void;
  readonly #observe: Observe;
  readonly #loopRight: LoopRight | null;
  #queue: Queued[] = [];
  #running: Promise<void> | null = null;

  constructor(parts: CommitterParts) {
    this.#storage = parts.storage;
    this.#clock = parts.clock;
    this.#definitions = parts.definitions;
    this.#host = {
      summarise: parts.summarise,
      signOffs: parts.signOffs,
      decidedClocks: parts.decidedClocks,
      apart: parts.apart,
    };
    this.#onCommitted = parts.onCommitted;
    this.#observe = parts.observe ?? (() => undefined);
    this.#loopRight = parts.loopRight ?? null;
  }

  /** Resolves after the work is on disk; rejects when the storage failed, and then nothing of it was written. */
  submit(work: Work): Promise<WorkResult> {
    if (this.#queue.length >= waitingMax && isCommand(work))
      return Promise.reject(
        new OverloadedError(`${waitingMax} commands are waiting already; nothing of this one was recorded`),
      );
    return new Promise((resolve, reject) => {
      this.#queue.push({ work, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Resolves when nothing is queued or under way. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // What arrives together is written together, and a long queue leaves room for pages.
      await yieldToEventLoop();
      const { next, later } = nextBatch(this.#queue);
      this.#queue = later;
      await this.#settleAll(next);
    }
    this.#running = null;
  }

  async #settleAll(batch: readonly Queued[]): Promise<void> {
    let results: readonly WorkResult[];
    try {
      results = await this.#commit(batch.map(({ work }) => work));
    } catch (error) {
      this.#observe({ what: "commit-failed", works: batch.length, ...reasonOf(error) });
      const lostRight = error instanceof FencedError && batch.some(({ work }) => isOfLoops(work));
      await (lostRight ? this.#settleOthers(batch, error) : this.#settleSingly(batch, error));
      if (error instanceof StorageUnavailableError && (error.reason === "away" || error.reason === "held"))
        this.#rejectQueue(error);
      return;
    }
    for (const [index, { resolve, reject }] of batch.entries()) {
      const result = results[index];
      if (result === undefined) reject(new Error("the committer lost a result"));
      else resolve(result);
    }
  }

  /** The loops have lost their right; what people have sent needs none. */
  async #settleOthers(batch: readonly Queued[], error: FencedError): Promise<void> {
    this.#loopRight?.lost();
    for (const { work, reject } of batch) if (isOfLoops(work)) reject(error);
    const others = batch.filter(({ work }) => !isOfLoops(work));
    if (others.length > 0) await this.#settleAll(others);
  }

  /** One bad command must harm nobody else; when the storage refuses everybody, asking for each would only take time. */
  async #settleSingly(batch: readonly Queued[], error: unknown): Promise<void> {
    if (batch.length === 1 || isStorageRefusal(error)) {
      for (const { work, resolve, reject } of batch) {
        const refusal = refusalOf(work, error);
        if (refusal === null) reject(error);
        else resolve(refusal);
      }
      return;
    }
    for (const queued of batch) await this.#settleAll([queued]);
  }

  /** Finding out took long, and whoever waited behind it would wait as long again for the same answer. */
  #rejectQueue(error: StorageUnavailableError): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const { reject } of waiting) reject(error);
  }

  async #commit(works: readonly Work[]): Promise<readonly WorkResult[]> {
    const fence = works.some(isOfLoops) ? this.#loopRight?.fence() : undefined;
    for (let tries = 1; ; tries += 1) {
      const remembered = tries === 1 ? this.#decideFromMemory(works) : null;
      const { results, batch, latenessMs } = remembered ?? (await this.#decideFromStorage(works));
      const answered = { what: "answered", works: works.length, outcomes: countOutcomes(results), latenessMs } as const;
      if (batch === null) {
        this.#observe({ ...answered, queued: this.#queue.length, commitMs: null });
        return results;
      }
      const startedAt = steadyClock.now();
      try {
        await this.#storage.commit(batch, fence === undefined ? {} : { fence });
      } catch (error) {
        if (error instanceof StaleInstanceError && tries < staleTriesMax) continue;
        throw error;
      }
      this.#observe({ ...answered, queued: this.#queue.length, commitMs: steadyClock.now() - startedAt });
      this.#onCommitted(committedOf(batch));
      return results;
    }
  }

  /**
   * On the instances as they were committed last, without asking the storage. Whatever somebody else has written meanwhile
   * makes the commit stale, and then everything is loaded and decided anew. Null when that would not do: something is not
   * remembered, or somebody would be answered without anything being written, which only the storage can vouch for.
   */
  #decideFromMemory(works: readonly Work[]): Decided | null {
    if (works.some(({ kind }) => kind !== "send" && kind !== "fire")) return null;
    const instances = this.#storage.remembered(works.map(({ id }) => id));
    if (instances === null) return null;
    const surroundings = new Map<string, never>();
    const decided = this.#decide(works, { instances, commands: [], messages: [], texts: [], surroundings });
    return decided.results.every(isWritten) ? decided : null;
  }

  async #decideFromStorage(works: readonly Work[]): Promise<Decided> {
    const ids = [...new Set(works.map((work) => work.id))];
    const commandIds = works.map(commandIdOf).filter((id) => id !== null);
    const messages = works.flatMap((work) => (work.kind === "settle" ? [work.change.id] : []));
    const loaded = await this.#storage.load(ids, commandIds, messages);
    await this.#definitions.bring(works.flatMap((work) => (work.kind === "start" ? [work.machine] : [])));
    const names = loaded.commands.flatMap(({ instance, event }) => namesIn(instance, event));
    const texts = names.length === 0 ? [] : await this.#storage.texts(names);
    return this.#decide(works, { ...loaded, texts, surroundings: await surroundingsOf(this.#storage, works) });
  }

  #decide(works: readonly Work[], loaded: Loaded): Decided {
    const builder = new BatchBuilder(this.#definitions, this.#host, loaded);
    const latenessMs: number[] = [];
    const results = works.map((work) => {
      const at = this.#clock.now();
      const result = builder.decide(work, at);
      if (work.kind === "fire" && result.outcome === "fired") latenessMs.push(at - work.timer.dueAt);
      return result;
    });
    return { results, batch: builder.build(), latenessMs };
  }
}

interface Decided {
  readonly results: readonly WorkResult[];
  /** Null when nothing is to be written. */
  readonly batch: Batch | null;
  readonly latenessMs: readonly number[];
}

function isWritten({ outcome }: WorkResult): boolean {
  return outcome === "accepted" || outcome === "fired";
}

/** That somebody may not do a thing is an answer to them, also when only the storage knew. */
function refusalOf(work: Work, error: unknown): WorkResult | null {
  if (!(error instanceof SamePersonError) || isOfLoops(work)) return null;
  return { outcome: "refused", id: work.id, reason: { code: "same-person", sentence: error.message } };
}

function committedOf(batch: Batch): Committed {
  let earliestDueAt: number | null = null;
  for (const { dueAt } of batch.timersArmed) if (earliestDueAt === null || dueAt < earliestDueAt) earliestDueAt = dueAt;
  return { earliestDueAt, messages: batch.messages.length };
}

function isOfLoops({ kind }: Work): boolean {
  return kind === "fire" || kind === "set-back" || kind === "settle";
}

type Outcomes = Extract<Observation, { what: "answered" }>["outcomes"];

/** Of the answers to commands; timers and deliveries are counted elsewhere. */
function countOutcomes(results: readonly WorkResult[]): Outcomes {
  const counts = { accepted: 0, duplicate: 0, refused: 0, conflict: 0 };
  for (const { outcome } of results) if (outcome in counts) counts[outcome as keyof typeof counts] += 1;
  return counts;
}

function reasonOf(error: unknown): Pick<Extract<Observation, { what: "commit-failed" }>, "reason" | "sentence"> {
  const sentence = error instanceof Error ? error.message : String(error);
  if (error instanceof StorageUnavailableError) return { reason: error.reason, sentence };
  return { reason: error instanceof FencedError ? "fenced" : "refused", sentence };
}
