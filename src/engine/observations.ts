/** What the engine tells whoever watches it. */
import type { Outcome } from "./api.ts";
import type { StorageUnavailableError } from "./failures.ts";

export type LoopName = "timers" | "outbox";

/** What an engine tells whoever watches it. Plain data, numbers and names; nothing that a person wrote. */
export type Observation =
  | {
      readonly what: "answered";
      /** Commands, timers and outcomes of deliveries that were decided together. */
      readonly works: number;
      /** What came in meanwhile and waits for the next commit. */
      readonly queued: number;
      /** How long the commit took (ms); null when nothing had to be written. */
      readonly commitMs: number | null;
      /** How often each answer was given to a command. */
      readonly outcomes: Readonly<Partial<Record<Outcome["outcome"], number>>>;
      /** Of each timer that fired: how long after its time (ms). */
      readonly latenessMs: readonly number[];
    }
  | {
      readonly what: "commit-failed";
      readonly works: number;
      /** `refused`: the storage took these rows for bad ones, and no others. */
      readonly reason: StorageUnavailableError["reason"] | "fenced" | "refused";
      readonly sentence: string;
    }
  /** A try to deliver a message. `failed` will be tried again. */
  | { readonly what: "tried"; readonly outcome: "delivered" | "failed" | "dead-lettered"; readonly message: string }
  /** The step of a due timer failed. Unless it is quarantined now it will be tried again. */
  | { readonly what: "timer-failed"; readonly quarantined: boolean }
  /** A loop has looked for what is due. It looks again within `nextInMs`, or stands still. */
  | { readonly what: "looked"; readonly loop: LoopName; readonly nextInMs: number; readonly failed: boolean }
  /** Rows that the record's tree holds, and how far (rows, ms) it is behind the log. */
  | { readonly what: "sequenced"; readonly size: number; readonly lagRows: number; readonly lagMs: number }
  /** The record's tree does not grow any more: a person must look. */
  | { readonly what: "record-stopped"; readonly sentence: string }
  /** The head of the tree was signed, and written outside where there is such a file; or why not. */
  | {
      readonly what: "checkpoint";
      readonly size: number;
      readonly isOutside: boolean;
      readonly failed: string | null;
    }
  /** A witness has signed a checkpoint; or why not. */
  | {
      readonly what: "witnessed";
      readonly witness: string;
      readonly size: number;
      readonly failed: string | null;
    }
  /** The right to run the loops came to this node, or left it. `somebody`: some node has it, as far as this one knows. */
  | { readonly what: "leased"; readonly held: boolean; readonly somebody: boolean };

/** Called in the middle of the work: must be quick and must not throw. */
export type Observe = (observation: Observation) => void;
