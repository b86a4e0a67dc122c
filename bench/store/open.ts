/** The engine with its storage in this process, as the thread of the engine has it. */
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { openEngine, type Deliver, type Engine, type EngineStorage } from "../../src/engine/index.ts";
import { ticketInput, ticketMachine, ticketName } from "./ticket.ts";

export interface Bench {
  readonly engine: Engine;
  readonly storage: Storage;
}

export interface BenchOptions {
  readonly deliver?: Deliver;
  /** Stands between the engine and the storage. */
  readonly watch?: (storage: Storage) => EngineStorage;
  /** Its name among those that share the storage; alone when left out. */
  readonly node?: string;
}

export async function openBench(url: string, { deliver, watch, node }: BenchOptions = {}): Promise<Bench> {
  const storage = await openStorage({ url });
  const engine = await openEngine({
    storage: watch?.(storage) ?? storage,
    machines: { [ticketName]: ticketMachine },
    ...(node === undefined ? {} : { sharing: { leases: storage.leases, node } }),
    deliver: deliver ?? (() => Promise.resolve()),
    onProblem: (problem) => {
      console.error(problem);
    },
  });
  return { engine, storage };
}

let commands = 0;
const run = `${process.pid.toString(36)}-${performance.timeOrigin.toString(36)}`;
export const newCommand = (expected: { expectedSeq?: number } = {}) => {
  commands += 1;
  return { by: "bench", commandId: `${run}-${commands}`, ...expected };
};

/** Opens tickets, many to a commit. `patienceMs` by the place in the row. */
export async function startTickets(
  { engine }: Bench,
  count: number,
  patienceMs?: (index: number) => number,
): Promise<string[]> {
  const ids: string[] = [];
  const together = 250;
  for (let from = 0; from < count; from += together) {
    const length = Math.min(together, count - from);
    const opened = Array.from({ length }, (_, index) =>
      engine.start(ticketName, ticketInput(patienceMs?.(from + index)), newCommand()),
    );
    for (const outcome of await Promise.all(opened)) {
      if (outcome.outcome !== "accepted") throw new Error(JSON.stringify(outcome));
      ids.push(outcome.id);
    }
  }
  return ids;
}

/** `senders` at a time, each sending to the tickets by turns. Returns how long it took (ms). */
export async function advance(
  { engine }: Bench,
  ids: readonly string[],
  { senders, count, type = "PASS" }: { senders: number; count: number; type?: string },
): Promise<number> {
  let sent = 0;
  const startedAt = performance.now();
  const send = async () => {
    while (sent < count) {
      const id = ids[sent % ids.length] ?? "";
      sent += 1;
      const outcome = await engine.send(id, { type }, newCommand());
      if (outcome.outcome !== "accepted") throw new Error(JSON.stringify(outcome));
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  return performance.now() - startedAt;
}
