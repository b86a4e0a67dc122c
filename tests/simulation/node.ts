/** A node: the real engine over the shared storage, with a clock of its own that may be wrong. It can stand still and die. */
import { playbooks } from "../../machines/registry.ts";
import { decidedClocksOf } from "../../src/desk/decided-clocks.ts";
import { signOffsOf } from "../../src/desk/sign-offs.ts";
import { summarise } from "../../src/desk/summarise.ts";
import { openEngine, type Deliver, type Engine, type EngineStorage } from "../../src/engine/index.ts";
import type { Leases } from "../../src/engine/leases.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import type { Seeded } from "../../src/cli/seeded-random.ts";
import { benchMachine } from "../support/bench-machine.ts";
import type { Life, Network } from "./network.ts";

const machines = {
  "bench@1": benchMachine,
  ...Object.fromEntries(Object.entries(playbooks).map(([key, { machine }]) => [key, machine])),
};
const decidedClocks = decidedClocksOf(Object.values(playbooks));
const signOffs = signOffsOf(Object.values(playbooks));
const summary = summarise(Object.values(playbooks));

export interface Surroundings {
  readonly network: Network;
  readonly chance: Seeded;
  readonly newId: () => string;
  readonly storageFor: (life: Life) => EngineStorage;
  readonly deliverFor: (life: Life) => Deliver;
  /** Null: the nodes know nothing of each other, and only the storage keeps them apart. */
  readonly leasesFor: ((life: Life) => Leases) | null;
}

export class SimulatedNode {
  readonly name: string;
  /** How far this node's clock is ahead of the true time (ms). */
  aheadMs = 0;
  life: Life;
  /** Null while it is down or still starting. */
  engine: Engine | null = null;
  readonly problems: unknown[] = [];
  readonly #surroundings: Surroundings;

  constructor(name: string, surroundings: Surroundings) {
    this.name = name;
    this.#surroundings = surroundings;
    this.life = { name, alive: false, paused: false };
  }

  start(): void {
    const { network, chance, newId, storageFor, deliverFor, leasesFor } = this.#surroundings;
    const life: Life = { name: this.name, alive: true, paused: false };
    this.life = life;
    const opened = openEngine({
      storage: storageFor(life),
      machines,
      clock: clockOf(life, network, () => this.now()),
      steady: clockOf(life, network, () => network.now),
      deliver: deliverFor(life),
      summarise: summary,
      signOffs,
      decidedClocks,
      newId,
      random: () => chance.next(),
      onProblem: (problem) => this.problems.push(problem),
      ...(leasesFor && {
        sharing: {
          leases: leasesFor(life),
          node: life.name,
          clocks: [clockOf(life, network, () => network.now), clockOf(life, network, () => this.now())],
        },
      }),
    });
    opened.then(
      (engine) => {
        if (!life.alive) return;
        this.engine = engine;
        engine.run();
      },
      // A storage that does not answer at the start: the program ends, and whoever watches it starts it again.
      () => this.crash(() => true),
    );
  }

  /** Everything in memory is gone. Of the questions on their way, `isLost` says which never arrive. */
  crash(isLost: () => boolean): void {
    this.life.alive = false;
    this.engine = null;
    this.#surroundings.network.bury(this.life, isLost);
  }

  now(): number {
    return this.#surroundings.network.now + this.aheadMs;
  }
}

/** A waiting process counts elapsed time, which no step of the wall clock changes. */
function clockOf(life: Life, network: Network, now: () => number): Clock {
  return {
    now,
    after: (delayMs, run) =>
      network.add({ label: `${life.name} wake`, kind: "wake", life, notBefore: Math.ceil(network.now + delayMs), run }),
  };
}
