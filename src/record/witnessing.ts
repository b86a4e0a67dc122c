/** Shows each checkpoint to the witnesses that are set, and keeps what they sign. A witness that does not answer keeps nobody waiting. */
import { messageOfProblem } from "../kernel/problem.ts";
import { SerialQueue } from "../kernel/serial-queue.ts";
import { cosignedAt, isCosignedBy } from "./cosignature.ts";
import type { CurrentTree } from "./current-tree.ts";
import { partsOfNote, type VerifierKey } from "./note.ts";
import { consistencyProof } from "./tiles.ts";

export interface KnownWitness {
  /** Its submission prefix. */
  readonly address: string;
  readonly key: VerifierKey;
}

export interface WitnessReply {
  readonly status: number;
  readonly text: string;
}

export interface WitnessingParts {
  readonly witnesses: readonly KnownWitness[];
  /** Throws a sentence when there is no answer. */
  readonly post: (address: string, body: string) => Promise<WitnessReply>;
  /** Hears what became of each. */
  readonly onAnswer: (seen: WitnessSeen) => void;
}

export interface WitnessSeen {
  readonly witness: string;
  readonly size: number;
  /** Null: it has signed. */
  readonly failed: string | null;
}

type Keep = (cosigned: string) => Promise<void>;
const keepsNothing: Keep = async () => undefined;

/** It may have seen more of the log than was thought, once. */
const triesMax = 3;

export class Witnessing {
  readonly #parts: WitnessingParts;
  /** By the name of a witness: how much of the log it has signed, as far as this process knows. */
  readonly #sizes = new Map<string, number>();
  readonly #turns = new SerialQueue();

  constructor(parts: WitnessingParts) {
    this.#parts = parts;
  }

  /**
   * The note with what the witnesses have signed, which is also given to `keep`. One checkpoint after the other, all witnesses
   * at once. Throws what `keep` throws.
   */
  cosigned(note: string, tree: CurrentTree, keep: Keep = keepsNothing): Promise<string> {
    return this.#turns.run(async () => {
      const asked = this.#parts.witnesses.filter(({ key }) => !isCosignedBy(note, [key]));
      const lines = await Promise.all(asked.map((witness) => this.#ask(witness, note, tree)));
      const cosigned = `${note}${lines.filter((line) => line !== null).join("")}`;
      if (cosigned !== note) await keep(cosigned);
      return cosigned;
    });
  }

  /** Resolves when nothing is on its way any more. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  async #ask(witness: KnownWitness, note: string, tree: CurrentTree): Promise<string | null> {
    const seen = { witness: witness.key.name, size: tree.head.size };
    try {
      const line = await this.#submit(witness, note, tree);
      this.#parts.onAnswer({ ...seen, failed: null });
      return line;
    } catch (error) {
      this.#parts.onAnswer({ ...seen, failed: messageOfProblem(error) });
      return null;
    }
  }

  async #submit({ address, key }: KnownWitness, note: string, tree: CurrentTree): Promise<string> {
    const { size } = tree.head;
    for (let tries = 0; tries < triesMax; tries += 1) {
      const old = this.#sizes.get(key.name) ?? 0;
      if (old > size) throw new Error(`It has signed ${old} rows already, and this checkpoint covers ${size}.`);
      const proof = old === 0 ? [] : await consistencyProof(tree.readTile, old, size);
      const body = [`old ${old}`, ...proof.map((hash) => hash.toString("base64")), "", note].join("\n");
      const { status, text } = await this.#parts.post(`${address.replace(/\/$/, "")}/add-checkpoint`, body);
      if (status === 200) {
        this.#sizes.set(key.name, size);
        return lineOf(text, note, key);
      }
      const known = status === 409 && /^(0|[1-9]\d{0,15})\n$/.test(text) ? Number(text) : null;
      if (known === null || known === old) throw new Error(whyNot(status, text));
      this.#sizes.set(key.name, known);
    }
    throw new Error("It names another size at each try.");
  }
}

/** Lines of other keys are ignored. */
function lineOf(text: string, note: string, key: VerifierKey): string {
  const body = partsOfNote(note)?.body ?? "";
  const line = text.split("\n").find((one) => cosignedAt(one, body, key) !== null);
  if (line === undefined) throw new Error("Its answer has no signature by the key that is set for it.");
  return `${line}\n`;
}

function whyNot(status: number, text: string): string {
  switch (status) {
    case 403:
      return "It does not know the key of this record. Give it what answerable record vkey prints.";
    case 404:
      return "It does not know this record. Ask whoever keeps it to add what answerable record vkey prints.";
    case 409:
    case 422:
      return "It has signed another history of this record before. Keep the database as it is and find out which one is right.";
    default:
      return `It answered ${status}: ${text.slice(0, 200).trim()}`;
  }
}
