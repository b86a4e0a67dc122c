/** What a batch is decided with besides its work. */
import type { DecidedClocksOf } from "../decided-clock.ts";
import type { Apart, EngineStorage, InstanceRow, SignOffsOf, StoredText, Summarise } from "../ports.ts";
import type { LogRow } from "../log.ts";
import type { Surroundings } from "./erasing.ts";

/** What the host reads from a state, and the engine cannot. */
export interface Host {
  readonly summarise: Summarise;
  readonly signOffs: SignOffsOf;
  readonly decidedClocks: DecidedClocksOf;
  /** Null: everything that is sent stands in the log. */
  readonly apart: Apart | null;
}

/** What the work is about, as it is stored. */
export interface Loaded {
  readonly instances: readonly InstanceRow[];
  readonly commands: readonly LogRow[];
  readonly messages: Awaited<ReturnType<EngineStorage["load"]>>["messages"];
  /** Of the commands that were found. */
  readonly texts: readonly StoredText[];
  /** By instance, of those whose texts are to be erased. */
  readonly surroundings: ReadonlyMap<string, Surroundings>;
}
