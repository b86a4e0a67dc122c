/** What the command line does with the public page: holds it against the log, or writes it from the log. */
import { existsSync, mkdirSync } from "node:fs";
import type { Config } from "../../../config/config.ts";
import { sqliteFileOf } from "../../../db/maintenance.ts";
import { playbookKey } from "../../../machines/playbook.ts";
import { CliFailure, exitCodes } from "../../cli/exit-codes.ts";
import type { PublicPageFound, PublicPageTasks } from "../../cli/operator.ts";
import { formatFileError } from "../../kernel/file-error.ts";
import { checkSite, forged, type SiteDifference } from "../../statements/check-site.ts";
import { collect } from "../../statements/collect.ts";
import { siteOf, type Site } from "../../statements/site.ts";
import { writeSite } from "../../statements/write-site.ts";
import { compose, type Answerable } from "../compose.ts";
import { siteParts } from "../open-public-page.ts";

/** A server may publish meanwhile: then the log is read again. */
const roundsMax = 5;
const pageSize = 200;

export function publicPageTasks(config: Config): PublicPageTasks {
  const folder = config.publicFolder;
  return {
    check: () =>
      reading(config, async (answerable) => {
        const site = await siteFromLog(config, answerable);
        const differences = checkSite(folder, site).map((one) => ({ ...one, isMended: false }));
        return { folder, files: site.size, differences };
      }),
    rebuild: () => reading(config, (answerable) => rebuild(config, answerable)),
  };
}

async function rebuild(config: Config, answerable: Answerable): Promise<PublicPageFound> {
  const folder = config.publicFolder;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  let site = await siteFromLog(config, answerable);
  const found = checkSite(folder, site);
  let left: readonly SiteDifference[] = found;
  for (let round = 0; round < roundsMax; round += 1) {
    inWords(() => writeSite(folder, site, forged(left)));
    site = await siteFromLog(config, answerable);
    left = checkSite(folder, site);
    if (left.every(({ what, path }) => what === "additional" && !forged(left).includes(path))) break;
  }
  const isLeft = new Set(left.map(({ path }) => path));
  return {
    folder,
    files: site.size,
    differences: found.map((one) => ({ ...one, isMended: !isLeft.has(one.path) })),
  };
}

function inWords(write: () => unknown): void {
  try {
    write();
  } catch (error) {
    throw new CliFailure(exitCodes.cannotOpen, formatFileError(error) ?? (error as Error).message);
  }
}

/** Beside a server as well: nothing is written to the database. */
async function reading<Result>(config: Config, work: (answerable: Answerable) => Promise<Result>): Promise<Result> {
  const database = sqliteFileOf(config.databaseUrl);
  if (database !== null && !existsSync(database))
    throw new CliFailure(exitCodes.cannotOpen, `There is no database at ${database}. Start the desk once.`);
  const answerable = await compose(config, { mode: "read" });
  try {
    return await work(answerable);
  } finally {
    await answerable.close();
  }
}

/** Every log with something published is folded anew. */
async function siteFromLog(config: Config, { engine, storage, playbooks, desk, baseUrl }: Answerable): Promise<Site> {
  const instances = await instancesIn(storage);
  const statements = await collect(engine, playbooks, instances, async (id) => {
    const stored = await engine.read(id);
    const playbook = playbooks.find((one) => playbookKey(one) === stored.machine);
    if ((playbook?.publicStatements?.(stored) ?? []).length === 0) return stored;
    const { divergence, ...replayed } = await engine.replay(id, { isWhole: true });
    if (divergence === null) return replayed;
    const row = await storage.incidents.byId(id);
    throw new CliFailure(
      exitCodes.refused,
      `The log of incident ${String(row?.number ?? id)} does not verify (${divergence.sentence}). Run "answerable verify".`,
    );
  });
  return siteOf(statements, siteParts(config, desk.organisation, baseUrl));
}

/** The index of publications is not the log: every incident is asked. */
async function instancesIn({ incidents }: Answerable["storage"]): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: Awaited<ReturnType<typeof incidents.list>>["next"] = null;
  do {
    const page: Awaited<ReturnType<typeof incidents.list>> = await incidents.list({
      pageSize,
      sort: "newest",
      ...(after && { after }),
    });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return ids;
}
