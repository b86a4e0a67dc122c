/** Checks a whole database: its pages, its tables among themselves, and every log against the state that it leads to. */
import type { Config } from "../config/config.ts";
import { checkDatabase, checkRows } from "../db/check-database.ts";
import { contentsOf } from "../db/contents.ts";
import type { Progress, Verdict } from "./cli/operator.ts";
import { compose } from "./compose.ts";
import { StorageUnavailableError } from "./engine/ports.ts";
import type { Engine } from "./engine/types.ts";

/** Ids read at a time. */
const pageMax = 500;

/** Throws what keeps the database from being read at all. */
export async function verifyDatabase(
  config: Config,
  url: string,
  { replay, progress }: { readonly replay: boolean; readonly progress: Progress },
): Promise<Verdict> {
  const database = nameOf(url);
  const problems = await checkDatabase(url);
  const isReadable = !problems.some((problem) => problem.startsWith("The file is damaged"));
  const nothingFolded = { replayed: null, divergences: [], rows: [] };
  if (!isReadable) return { database, contents: null, problems, ...nothingFolded };
  const contents = await contentsOf(url);
  if (!replay) return { database, contents, problems, ...nothingFolded };
  const rows = await checkRows(url);
  const folded = await replayAll({ ...config, databaseUrl: url }, contents, progress);
  return { database, contents, problems, rows, ...folded };
}

async function replayAll(
  config: Config,
  { incidents }: { readonly incidents: number },
  progress: Progress,
): Promise<Pick<Verdict, "replayed" | "divergences">> {
  const { engine, storage, close } = await compose(config, { mode: "read" });
  const divergences: Verdict["divergences"][number][] = [];
  let replayed = 0;
  try {
    for (let after: string | null = null; ;) {
      const ids: string[] = await storage.instanceIds(after, pageMax);
      for (const id of ids) {
        const divergence = await divergenceOf(engine, id);
        replayed += 1;
        progress("replaying", replayed, Math.max(incidents, replayed));
        if (divergence === null) continue;
        divergences.push({ id, number: await storage.numberOf(id), ...divergence });
      }
      after = ids.at(-1) ?? null;
      if (ids.length < pageMax) return { replayed, divergences };
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
