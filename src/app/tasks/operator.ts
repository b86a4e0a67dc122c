/** Gives the command line what whoever keeps a desk running can ask for. */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Config } from "../../../config/config.ts";
import { backupPostgres, backupSqlite } from "../../../db/backup.ts";
import { checkPages } from "../../../db/check-database.ts";
import { copyDatabase } from "../../../db/copy-database.ts";
import { sqliteFileOf } from "../../../db/maintenance.ts";
import { restoreSqlite } from "../../../db/restore.ts";
import { freeName, stampOf } from "../../../db/whole-file.ts";
import { CliFailure, exitCodes } from "../../cli/exit-codes.ts";
import { isSound, type Operator, type Verdict } from "../../cli/operator.ts";
import { keyFileOf } from "../key-place.ts";
import { publicPageTasks } from "./public-page-tasks.ts";
import { recordTasks } from "./record-tasks.ts";
import { examine } from "./doctor.ts";
import { systemClock } from "../../kernel/clock.ts";
import { eraseInBackup } from "./erase-in-backup.ts";
import { noteBackup } from "../../operating/last-backup.ts";
import { runThen } from "./then-command.ts";
import { verifyDatabase } from "./verify-database.ts";

const quietly = () => undefined;

export function makeOperator(config: Config): Operator {
  return {
    verify: async (database, progress) => verifyDatabase(config, urlOf(database, config), { replay: true, progress }),
    backup: async (where, { quick, then }, progress) => {
      const source = sqliteFileOf(config.databaseUrl);
      const options = { now: systemClock.now(), progress };
      const file = fileIn(where, options.now);
      await (source === null
        ? backupPostgres(config.databaseUrl, file, options)
        : backupSqlite(present(source), file, options.now));
      const verdict = await verifyDatabase(config, `sqlite:${file}`, { replay: !quick, progress });
      if (isSound(verdict)) {
        if (then !== null) runThen(then, file);
        noteBackup(config.dataFolder, { at: options.now, file: resolve(file) });
      }
      return verdict;
    },
    restore: async (file, { dataFolder, force }) => restore(config, file, dataFolder, force),
    copy: async (address, progress) => {
      const target = sqliteFileOf(address);
      if (target !== null) mkdirSync(dirname(resolve(target)), { recursive: true, mode: 0o700 });
      const source = sqliteFileOf(config.databaseUrl);
      if (source !== null) present(source);
      await copyDatabase(config.databaseUrl, address, { now: systemClock.now(), progress });
      return verifyDatabase(config, address, { replay: true, progress });
    },
    endsAtStart: `What had been revoked since must not come back: at its first start the desk ends every sign-in, API token, unused link, known
device, calendar address and acknowledge link. Passwords, one-time codes, passkeys, provider links, addresses and webhooks are as they
were then. Administrators sign in as before, or set up again with "answerable start-over <person>".`,
    record: recordTasks(config),
    publicPage: publicPageTasks(config),
    doctor: async () => examine(config),
    notInBackups: `Not in it: the settings (${config.settings.file}), the environment, and the .eml files of notifications; their texts are in it; and the record's key (${keyFileOf(config)}): keep a copy of it elsewhere.`,
  };
}

/** A file may be named without the scheme. */
function urlOf(database: string | null, { databaseUrl }: Config): string {
  const url =
    database === null ? databaseUrl : /^(sqlite|postgres(ql)?):/.test(database) ? database : `sqlite:${database}`;
  const file = sqliteFileOf(url);
  if (file !== null) present(file);
  return url;
}

function present(file: string): string {
  if (existsSync(file)) return file;
  throw new CliFailure(exitCodes.cannotOpen, `There is no database at ${file}.`);
}

/** In a folder a backup is named for the moment, and two of one moment are two. */
function fileIn(where: string, now: number): string {
  const isFolder = statSync(where, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? freeName(join(where, `answerable-${stampOf(now)}`), ".db") : where;
}

async function restore(config: Config, file: string, dataFolder: string | null, force: boolean) {
  const target = dataFolder === null ? sqliteFileOf(config.databaseUrl) : join(dataFolder, "answerable.db");
  if (target === null)
    throw new CliFailure(
      exitCodes.usage,
      "The database is a server: name a folder with --data, then move it with `answerable copy`.",
    );
  const url = `sqlite:${present(file)}`;
  const nothingYet = { contents: null, replayed: null, divergences: [], rows: [], kept: null };
  const damage = await checkPages(url);
  if (damage.length > 0) return { ...nothingYet, database: file, problems: damage };
  let verdict: Verdict = { ...nothingYet, database: file, problems: [] };
  const isGood = async (unfinished: string) => {
    await eraseInBackup(config, unfinished);
    verdict = await verifyDatabase(config, `sqlite:${unfinished}`, { replay: true, progress: quietly });
    return verdict.problems.length === 0;
  };
  const { done, kept } = await restoreSqlite(file, target, { now: systemClock.now(), force, isGood });
  return { ...verdict, database: done ? target : file, kept };
}
