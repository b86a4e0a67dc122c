/** What a witness has signed last of each log: one file, replaced whole. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { makeDurable, replaceText } from "../../../db/durable-file.ts";
import { CliFailure, exitCodes } from "../../cli/exit-codes.ts";
import type { TreeHead } from "../../record/ports.ts";
import { hashBytes } from "../../record/tree.ts";

interface Stored {
  readonly size: number;
  readonly root: string;
}

export class WitnessHeads {
  readonly #file: string;
  readonly #heads: Map<string, TreeHead>;

  /** Throws `CliFailure` when the file cannot be read for what it is. */
  constructor(file: string) {
    this.#file = file;
    this.#heads = new Map(Object.entries(readList(file)).map(([origin, stored]) => [origin, headOf(file, stored)]));
  }

  latest(origin: string): TreeHead | null {
    return this.#heads.get(origin) ?? null;
  }

  /** On disk when it resolves. */
  async keep(origin: string, head: TreeHead): Promise<void> {
    const next = new Map([...this.#heads, [origin, head]]);
    const list = [...next].map(([name, { size, root }]) => [name, { size, root: root.toString("base64") }]);
    await replaceText(this.#file, `${JSON.stringify(Object.fromEntries(list), null, 2)}\n`);
    makeDurable(this.#file);
    this.#heads.set(origin, head);
  }
}

/** Of a witness that has signed nothing yet. */
export function beginHeads(file: string): void {
  if (existsSync(file)) return;
  writeFileSync(file, "{}\n", { mode: 0o600, flush: true });
  makeDurable(file);
}

function readList(file: string): Readonly<Record<string, Stored>> {
  try {
    const list = JSON.parse(readFileSync(file, "utf8")) as unknown;
    if (typeof list === "object" && list !== null) return list as Readonly<Record<string, Stored>>;
  } catch {
    // Said below.
  }
  throw damaged(file);
}

function headOf(file: string, stored: Partial<Stored> | null): TreeHead {
  const root = Buffer.from(String(stored?.root), "base64");
  const size = stored?.size;
  if (size === undefined || !Number.isSafeInteger(size) || size < 0 || root.length !== hashBytes) throw damaged(file);
  return { size, root };
}

const damaged = (file: string) =>
  new CliFailure(
    exitCodes.cannotOpen,
    `${file} cannot be read, so this witness does not know what it has signed. Put it back as it was; or take another folder and another name, and tell the desks.`,
  );
