/**
 * A world in one process: the real engine on two nodes over one storage, where a seed decides everything that is chance on
 * a real network: order, delay, loss, crashes, standstills, wrong clocks. The same seed is the same world, step by step.
 */
import { createHash, type Hash } from "node:crypto";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { seededRandom, type Seeded } from "../../src/cli/seeded-random.ts";
import { Clients } from "./clients.ts";
import { Judge, must } from "./judge.ts";
import { Network, settled } from "./network.ts";
import { SimulatedNode } from "./node.ts";
import { farLeases, farReceivers, farStorage, type Mailbox, type Road } from "./sim-storage.ts";
import { act } from "./actions.ts";

export interface Report {
  readonly seed: number;
  readonly steps: number;
  /** SHA-256 over every step: two runs of one seed must agree. */
  readonly trace: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** The seed and the step at which it went wrong, and the last steps before. */
export class SimulationError extends Error {
  override name = "SimulationError";

  constructor(seed: number, step: number, lastSteps: readonly string[], cause: unknown) {
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    super(`seed ${seed} breaks a promise at step ${step}: ${why}\nlast steps:\n  ${lastSteps.join("\n  ")}`, { cause });
  }
}

/** 22 November 2026, 22:00 in Beijing. */
const startMs = Date.UTC(2026, 10, 22, 14);
const lastStepsKept = 25;
/** Steps in which a world without new troubles must come to rest. */
const calmStepsMax = 60_000;
const calmMs = 3 * 60_000;

export async function simulate(seed: number, steps: number): Promise<Report> {
  const databaseClock = { now: () => network.now, after: () => () => undefined };
  const network = new Network(startMs);
  const world = new World(seed, await openStorage({ url: "sqlite::memory:", clock: databaseClock }), network);
  try {
    await world.run(steps);
    return world.report();
  } catch (error) {
    throw new SimulationError(seed, world.steps, world.lastSteps, error);
  } finally {
    await world.storage.close();
  }
}

class World {
  readonly seed: number;
  readonly storage: Storage;
  readonly chance: Seeded;
  readonly network: Network;
  readonly weather = { calm: false };
  readonly mailbox: Mailbox = new Map();
  readonly judge: Judge;
  readonly clients: Clients;
  readonly nodes: readonly SimulatedNode[];
  readonly lastSteps: string[] = [];
  readonly counts: Record<string, number> = {};
  steps = 0;
  readonly #trace: Hash = createHash("sha256");
  #broken: unknown = null;
  #ids = 0;

  constructor(seed: number, storage: Storage, network: Network) {
    this.seed = seed;
    this.storage = storage;
    this.network = network;
    this.chance = seededRandom(seed);
    this.judge = new Judge(storage, this.mailbox);
    this.clients = new Clients(this.chance, this.judge, () => this.network.now);
    const road: Road = {
      network: this.network,
      chance: this.chance,
      weather: this.weather,
      count: (what) => this.count(what),
    };
    const surroundings = {
      network: this.network,
      chance: this.chance,
      newId: () => `i-${(this.#ids += 1)}`,
      storageFor: (life: SimulatedNode["life"]) =>
        farStorage(storage, life, road, async (batch) => {
          this.count("commits");
          await this.judge.inspect(batch).catch((error: unknown) => (this.#broken ??= error));
        }),
      // Every other world has two nodes that know of each other.
      leasesFor: seed % 2 === 0 ? (life: SimulatedNode["life"]) => farLeases(storage.leases, life, road) : null,
      deliverFor: (life: SimulatedNode["life"]) => farReceivers(life, road, this.mailbox),
    };
    this.nodes = ["north", "south"].map((name) => new SimulatedNode(name, surroundings));
  }

  async run(steps: number): Promise<void> {
    for (const node of this.nodes) node.start();
    for (let step = 0; step < steps; step += 1) await this.step();
    await this.#calmDown();
    await this.#checkAtRest();
  }

  report(): Report {
    const { answers } = this.clients;
    const counts = { ...this.counts, ...answers, rows: this.judge.rows };
    return { seed: this.seed, steps: this.steps, trace: this.#trace.digest("hex"), counts };
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  async step(): Promise<void> {
    this.steps += 1;
    const words = act(this) ?? "nothing";
    await settled();
    this.#note(words);
    const broken = this.#broken ?? this.clients.broken;
    if (broken !== null) throw broken as Error;
  }

  #note(words: string): void {
    const line = `${this.steps} ${this.network.now} ${words} · ${this.judge.rows}`;
    this.#trace.update(line);
    this.lastSteps.push(line);
    if (this.lastSteps.length > lastStepsKept) this.lastSteps.shift();
  }

  /** No more troubles: clocks are right again, everybody is up, and whoever never heard an answer asks once more. */
  async #calmDown(): Promise<void> {
    this.weather.calm = true;
    for (const node of this.nodes) {
      node.aheadMs = 0;
      node.life.paused = false;
    }
    const until = this.network.now + calmMs;
    const last = this.steps + calmStepsMax;
    while (this.network.now < until || this.network.ready().length > 0 || this.clients.unanswered > 0) {
      must(this.steps < last, `the world does not come to rest: ${this.clients.unanswered} commands have no answer`);
      await this.step();
    }
  }

  async #checkAtRest(): Promise<void> {
    this.clients.checkLedger();
    const late = this.network.now - calmMs / 2;
    const due = await this.storage.dueTimers(late, 10);
    must(due.length === 0, `timers are due and nobody fires them: ${JSON.stringify(due)}`);
    const waiting = await this.storage.dueMessages(late, 10);
    must(waiting.length === 0, `messages wait and nobody sends them: ${JSON.stringify(waiting)}`);
    for (const id of this.judge.instances) await this.judge.inspectInstance(id);
    const everything = await this.storage.instanceIds(null, 1_000);
    must(everything.length === this.judge.instances.length, "an instance came from nowhere");
  }
}
