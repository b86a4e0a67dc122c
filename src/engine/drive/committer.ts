/**
 * Group commit. Work that arrives while a commit is on its way to the disk is decided in order and written by the next
 * one. Answers leave after the commit, never before.
 */
import type { Clock } from "../../kernel/clock.ts";
import { isStorageRefusal, StaleInstanceError, type Batch, type EngineStorage, type Summarise } from "../ports.ts";
import { BatchBuilder, type Definitions } from "./batch.ts";
import { aTurnOfTheEventLoop } from "../../kernel/turn.ts";
import { commandIdOf, type Work, type WorkResult } from "./work.ts";

/** Work in one commit; more waits for the next. */
const batchMax = 256;
/** Tries to decide anew after another writer was first. */
const staleTriesMax = 5;

interface Queued {
  readonly work: Work;
  readonly resolve: (result: WorkResult) => void;
  readonly reject: (error: unknown) => void;
}

export interface Committed {
  /** The earliest timer that this commit armed (ms), or null. */
  readonly earliestDueAt: number | null;
  readonly messages: number;
}

export class Committer {
  readonly #storage: EngineStorage;
  readonly #clock: Clock;
  readonly #definitions: Definitions;
  readonly #summarise: Summarise;
  readonly #onCommitted: (committed: Committed) => void;
  #queue: Queued[] = [];
  #running: Promise<void> | null = null;

  constructor(parts: {
    storage: EngineStorage;
    clock: Clock;
    definitions: Definitions;
    summarise: Summarise;
    onCommitted: (committed: Committed) => void;
  }) {
    this.#storage = parts.storage;
    this.#clock = parts.clock;
    this.#definitions = parts.definitions;
    this.#summarise = parts.summarise;
    this.#onCommitted = parts.onCommitted;
  }

  /** Resolves after the work is on disk; rejects when the storage failed, and then nothing of it was written. */
  submit(work: Work): Promise<WorkResult> {
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
      await aTurnOfTheEventLoop();
      const batch = this.#queue.slice(0, batchMax);
      this.#queue = this.#queue.slice(batchMax);
      await this.#settleAll(batch);
    }
    this.#running = null;
  }

  async #settleAll(batch: readonly Queued[]): Promise<void> {
    let results: readonly WorkResult[];
    try {
      results = await this.#commit(batch.map(({ work }) => work));
    } catch (error) {
      await this.#settleSingly(batch, error);
      return;
    }
    for (const [index, { resolve, reject }] of batch.entries()) {
      const result = results[index];
      if (result === undefined) reject(new Error("the committer lost a result"));
      else resolve(result);
    }
  }

  /** One bad command must harm nobody else; when the storage refuses everybody, asking for each would only take time. */
  async #settleSingly(batch: readonly Queued[], error: unknown): Promise<void> {
    if (batch.length === 1 || isStorageRefusal(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const queued of batch) await this.#settleAll([queued]);
  }

  async #commit(works: readonly Work[]): Promise<readonly WorkResult[]> {
    for (let tries = 1; ; tries += 1) {
      const ids = [...new Set(works.map((work) => work.id))];
      const commandIds = works.map(commandIdOf).filter((id) => id !== null);
      const messages = works.flatMap((work) => (work.kind === "settle" ? [work.change.id] : []));
      const loaded = await this.#storage.load(ids, commandIds, messages);
      const builder = new BatchBuilder(this.#definitions, this.#summarise, loaded);
      const results = works.map((work) => builder.decide(work, this.#clock.now()));
      const batch = builder.build();
      if (batch === null) return results;
      try {
        await this.#storage.commit(batch);
      } catch (error) {
        if (error instanceof StaleInstanceError && tries < staleTriesMax) continue;
        throw error;
      }
      this.#onCommitted(committedOf(batch));
      return results;
    }
  }
}

function committedOf(batch: Batch): Committed {
  let earliestDueAt: number | null = null;
  for (const { dueAt } of batch.timersArmed) if (earliestDueAt === null || dueAt < earliestDueAt) earliestDueAt = dueAt;
  return { earliestDueAt, messages: batch.messages.length };
}
