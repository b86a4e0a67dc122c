/** Checks a whole database: its pages, its tables among themselves, and every log against the state that it leads to. */
import type { Config } from "../../../config/config.ts";
import { checkDatabase, checkRows } from "../../../db/check-database.ts";
import type { Wrong } from "../../../db/check-rows.ts";
import { contentsOf } from "../../../db/contents.ts";
import type { Progress, Verdict } from "../../cli/operator.ts";
import { compose } from "../compose.ts";
import type { QuarantinedRow } from "../../kernel/unreadable-row.ts";
import { checkRecord, type RecordFault } from "../../record/check.ts";
import { StorageUnavailableError } from "../../engine/failures.ts";
import type { Engine } from "../../engine/api.ts";

/** Ids read at a time. */
const pageMax = 500;

/** What was found, for a person, and once more row by row. */
export interface Examined {
  readonly verdict: Verdict;
  readonly damage: readonly string[];
  readonly wrong: readonly QuarantinedRow[];
}

export interface ExamineOptions {
  readonly replay: boolean;
  readonly progress: Progress;
  /** Before each history: whoever has time leaves some to others. */
  readonly pause?: () => Promise<void>;
}

/** Throws what keeps the database from being read at all. */
export async function verifyDatabase(config: Config, url: string, options: ExamineOptions): Promise<Verdict> {
  return (await examineDatabase(config, url, options)).verdict;
}

/** Throws as `verifyDatabase`. */
export async function examineDatabase(config: Config, url: string, options: ExamineOptions): Promise<Examined> {
  const database = nameOf(url);
  const { damage, wrong } = await checkDatabase(url);
  const problems = [...damage, ...wrong.map(({ sentence }) => sentence)];
  const nothingFolded = { replayed: null, divergences: [], rows: [] };
  if (damage.length > 0)
    return { verdict: { database, contents: null, problems, ...nothingFolded }, damage, wrong: [] };
  const contents = await contentsOf(url);
  if (!options.replay)
    return { verdict: { database, contents, problems, ...nothingFolded }, damage, wrong: rowsOf(wrong) };
  const rows = await checkRows(url);
  const { record, ...folded } = await replayAll({ ...config, databaseUrl: url }, contents, options);
  const verdict = {
    database,
    contents,
    problems: [...problems, ...record.map(({ sentence }) => sentence)],
    rows: rows.map(({ sentence }) => sentence),
    ...folded,
  };
  const quarantined = [...rowsOf([...wrong, ...rows]), ...record.flatMap(rowOfFault)];
  return { verdict, damage, wrong: [...quarantined, ...folded.divergences.map(rowOfDivergence)] };
}

function rowsOf(wrong: readonly Wrong[]): QuarantinedRow[] {
  return wrong.flatMap(({ row }) => (row === null ? [] : [row]));
}

function rowOfDivergence({ id, number, seq, what, sentence }: Verdict["divergences"][number]): QuarantinedRow {
  return { table: "log", key: `${id} ${seq} (${what})`, why: sentence, instance: id, number };
}

function rowOfFault({ row, sentence }: RecordFault): QuarantinedRow[] {
  if (row === null) return [];
  return [{ table: "log", key: `${row.instance} ${row.seq}`, why: sentence, instance: row.instance, number: null }];
}

async function replayAll(
  config: Config,
  { incidents }: { readonly incidents: number },
  { progress, pause = async () => undefined }: ExamineOptions,
): Promise<Pick<Verdict, "replayed" | "divergences"> & { readonly record: readonly RecordFault[] }> {
  const { engine, storage, close } = await compose(config, { mode: "read" });
  const divergences: Verdict["divergences"][number][] = [];
  let replayed = 0;
  try {
    for (let after: string | null = null; ;) {
      const ids: string[] = await storage.instanceIds(after, pageMax);
      for (const id of ids) {
        await pause();
        const divergence = await divergenceOf(engine, id);
        replayed += 1;
        progress("replaying", replayed, Math.max(incidents, replayed));
        if (divergence === null) continue;
        divergences.push({ id, number: await storage.numberOf(id), ...divergence });
      }
      after = ids.at(-1) ?? null;
      if (ids.length < pageMax) return { replayed, divergences, record: await checkRecord(storage.record, pause) };
    }
  } finally {
    await close();
  }
}

/** What cannot be folded at all differs as well, and the others are folded all the same. */
async function divergenceOf(
  engine: Engine,
  id: string,
): Promise<Omit<Verdict["divergences"][number], "id" | "number"> | null> {
  try {
    return (await engine.replay(id)).divergence;
  } catch (error) {
    if (isOfTheWhole(error)) throw error;
    return { seq: 0, what: "log", sentence: error instanceof Error ? error.message : String(error) };
  }
}

function isOfTheWhole(error: unknown): boolean {
  return error instanceof StorageUnavailableError;
}

/** As it may be printed: the address of a server can carry a password. */
export function nameOf(url: string): string {
  if (url.startsWith("sqlite:")) return url.slice("sqlite:".length);
  if (!URL.canParse(url)) return "a database server";
  const { host, pathname, searchParams } = new URL(url);
  return `${pathname.slice(1)} on ${searchParams.get("host") ?? host}`;
}
