/** Checks a whole database: its pages, its tables among themselves, and every log against the state that it leads to. */
import type { Config } from "../config/config.ts";
import { checkDatabase } from "../db/check-database.ts";
import { contentsOf } from "../db/contents.ts";
import type { Progress, Verdict } from "./cli/operator.ts";
import { compose } from "./compose.ts";

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
  if (!isReadable) return { database, contents: null, problems, replayed: null, divergences: [] };
  const contents = await contentsOf(url);
  if (!replay) return { database, contents, problems, replayed: null, divergences: [] };
  return { database, contents, problems, ...(await replayAll({ ...config, databaseUrl: url }, contents, progress)) };
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
        const { divergence } = await engine.replay(id);
        replayed += 1;
        progress("replaying", replayed, Math.max(incidents, replayed));
        if (divergence === null) continue;
        divergences.push({ id, number: (await storage.incidents.byId(id))?.number ?? null, ...divergence });
      }
      after = ids.at(-1) ?? null;
      if (ids.length < pageMax) return { replayed, divergences };
    }
  } finally {
    await close();
  }
}

/** As it may be printed: the address of a server can carry a password. */
export function nameOf(url: string): string {
  if (url.startsWith("sqlite:")) return url.slice("sqlite:".length);
  if (!URL.canParse(url)) return "a database server";
  const { host, pathname, searchParams } = new URL(url);
  return `${pathname.slice(1)} on ${searchParams.get("host") ?? host}`;
}
