/** What a person should know of the record's tree and its checkpoints although the desk does its work. */
import type { Observation } from "../engine/observations.ts";

/** Rows that wait longer (ms) to be sequenced are said to. */
const lagMaxMs = 60_000;

const nothingOutside =
  "No checkpoint of the record lies outside: no one can say whether it is whole (ANSWERABLE_RECORD_OUTSIDE).";

export class RecordWatch {
  #lag: Extract<Observation, { what: "sequenced" }> | null = null;
  #stopped: string | null = null;
  #unsigned: string | null = null;
  #isAlone = false;
  /** By the name of a witness, why it has not signed. */
  readonly #unwitnessed = new Map<string, string>();

  /** No checkpoint lies outside with which the record could have been compared at the start. */
  nothingOutside(): void {
    this.#isAlone = true;
  }

  observe(seen: Observation): void {
    if (seen.what === "sequenced") this.#lag = seen;
    else if (seen.what === "record-stopped") this.#stopped = seen.sentence;
    else if (seen.what === "witnessed") {
      this.#unwitnessed.delete(seen.witness);
      if (seen.failed !== null) this.#unwitnessed.set(seen.witness, seen.failed);
    } else if (seen.what === "checkpoint") {
      this.#unsigned = seen.failed;
      if (seen.isOutside && seen.failed === null) this.#isAlone = false;
    }
  }

  remarks(): readonly string[] {
    const { lagRows, lagMs } = this.#lag ?? { lagRows: 0, lagMs: 0 };
    return [
      ...(this.#stopped === null
        ? []
        : [`The record's tree does not grow any more: ${this.#stopped} Run answerable verify.`]),
      ...(lagMs > lagMaxMs
        ? [`The record's tree is ${lagRows} rows (${Math.round(lagMs / 1_000)} s) behind the log.`]
        : []),
      ...(this.#unsigned === null ? [] : [`The record's last checkpoint failed: ${this.#unsigned}`]),
      ...[...this.#unwitnessed].map(([name, why]) => `The witness ${name} has not signed the last checkpoint: ${why}`),
      ...(this.#isAlone ? [nothingOutside] : []),
    ];
  }
}
