/**
 * `erasures.txt`, outside the database: one line for each erased text, only ever added to. A restored backup is held against it
 * before anything is served.
 */
import { existsSync } from "node:fs";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../../config/config.ts";
import { makeDurable } from "../../db/durable-file.ts";
import type { ErasureLedger } from "../desk/erasure-ports.ts";
import type { ErasedText } from "../engine/erased-ports.ts";
import { formatFileError } from "../kernel/file-error.ts";
import { isTextRef } from "../kernel/text-refs.ts";

const fileName = "erasures.txt";

/** Beside the file to which checkpoints are appended. Null: nothing lies outside. */
export function outsideFolder({ recordOutside }: Pick<Config, "recordOutside">): string | null {
  return recordOutside === null ? null : dirname(recordOutside);
}

/** Throws `OutsideError` when the folder cannot be read or written. */
export function erasureLedger(folder: string): ErasureLedger {
  const file = join(folder, fileName);
  let known: Set<string> | null = null;
  const read = async (): Promise<readonly ErasedText[]> => {
    const erased = await inFile(file, async () => linesOf(existsSync(file) ? await readFile(file, "utf8") : "", file));
    known = new Set(erased.map(nameOf));
    return erased;
  };
  const append = async (erased: readonly ErasedText[]): Promise<void> => {
    if (known === null) await read();
    const fresh = erased.filter((one) => known?.has(nameOf(one)) !== true);
    if (fresh.length === 0) return;
    await inFile(file, async () => write(file, fresh));
    for (const one of fresh) known?.add(nameOf(one));
  };
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: two lines must not run into each other.
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return { read: () => inTurn(read), append: (erased) => inTurn(() => append(erased)) };
}

/** What stands outside the database cannot be read or written, and says what to do. */
class OutsideError extends Error {
  override name = "OutsideError";
}

async function inFile<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OutsideError) throw error;
    const why = formatFileError(error) ?? (error as Error).message;
    throw new OutsideError(`${file} keeps which texts were erased (ANSWERABLE_RECORD_OUTSIDE): ${why}`, {
      cause: error,
    });
  }
}

const nameOf = ({ instance, ref }: ErasedText): string => `${instance} ${ref}`;

function linesOf(content: string, file: string): readonly ErasedText[] {
  const lines = content.split("\n");
  // A line that a power cut has shortened was never promised to anybody.
  const whole = lines.slice(0, -1).filter((line) => line !== "");
  return whole.map((line, index) => {
    const [instance = "", ref = "", seq = "", reason = ""] = line.split(" ");
    if (isTextRef(ref) && /^\d{1,15}$/.test(seq) && /^[a-z-]{1,40}$/.test(reason))
      return { instance, ref, seq: Number(seq), reason };
    throw new OutsideError(
      `Line ${index + 1} of ${file} says of no text that it was erased. Take back what was changed there: a restored backup is held against it.`,
    );
  });
}

async function write(file: string, erased: readonly ErasedText[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const isNew = !existsSync(file);
  const content = isNew ? "" : await readFile(file, "utf8");
  const handle = await open(file, "a", 0o600);
  try {
    // What a power cut has left of a line is no line.
    await handle.truncate(Buffer.byteLength(content.slice(0, content.lastIndexOf("\n") + 1)));
    const lines = erased.map(({ instance, ref, seq, reason }) => `${instance} ${ref} ${seq} ${reason}\n`);
    await handle.write(lines.join(""));
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (isNew) makeDurable(file);
}
