/** The night of the edited rows on a PostgreSQL server of its own, and a desk over any copy of it. */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../../config/env.ts";
import { copyDatabase } from "../../../db/copy-database.ts";
import { configure } from "../../../src/app/compose.ts";
import { startServer, type Running, type ServerOverrides } from "../../../src/app/listen.ts";
import { commandLine } from "../../support/command-line.ts";
import { aPostgresServer, query, type PostgresServer } from "../../support/postgres.ts";
import { until } from "../../support/waiting.ts";
import { aTemporaryFolder } from "../../support/temporary-folder.ts";
import { aNightIn } from "./edited-night.ts";

const pageBytes = 8_192;

export interface PostgresNight {
  readonly postgres: PostgresServer;
  /** The address of the night's own database, which tests copy and leave alone. */
  readonly night: string;
  start(url: string, overrides?: ServerOverrides): Promise<Running>;
  /** Overwrites a part of every page of the table, so that the server's checksum no longer fits. */
  damage(url: string, table: string): Promise<void>;
  remove(): Promise<void>;
}

export async function aPostgresNight(): Promise<PostgresNight> {
  const cli = commandLine();
  const folder = aTemporaryFolder();
  const data = folder.file("night");
  await aNightIn(data, cli);
  const postgres = await aPostgresServer();
  const night = await postgres.createDatabase("night");
  await copyDatabase(`sqlite:${join(data, "answerable.db")}`, night, {
    now: 1_700_000_000_000,
    progress: () => undefined,
  });
  const start: PostgresNight["start"] = async (url, overrides = {}) => {
    const paths = { DATABASE_URL: url, ANSWERABLE_DATA: folder.file("data") };
    const environment = readEnvironment({ ...paths, PORT: "0", ANSWERABLE_SIGN_IN: "off" });
    return startServer(configure(environment), "0.0.0", { onProblem: () => undefined, ...overrides });
  };
  // Its first run ends what a copy may not keep, and brings the record's tree over its rows.
  const first = await start(night);
  await until("the tree covers the night", () => isCovered(night), 60_000);
  await first.close();
  return {
    postgres,
    night,
    start,
    damage: (url, table) => damage(postgres, url, table),
    remove: async () => {
      await postgres.remove();
      cli.remove();
      folder.remove();
    },
  };
}

async function isCovered(url: string): Promise<boolean> {
  const sql = "SELECT size = (SELECT max(position) FROM log) AS whole FROM record_head";
  return (await query(url, sql))[0]?.["whole"] === true;
}

async function damage(postgres: PostgresServer, url: string, table: string): Promise<void> {
  const sql = `SELECT pg_relation_filepath('${table}') AS path, pg_relation_size('${table}') AS size`;
  const [place] = await query(url, sql);
  const size = Number(place?.["size"]);
  if (!(size > 0)) throw new Error(`the table ${table} has no page to damage`);
  await postgres.stop();
  const home = new URL(url).searchParams.get("host") ?? "";
  const file = openSync(join(home, "data", String(place?.["path"])), "r+");
  for (let page = 0; page < size / pageBytes; page += 1)
    writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, page * pageBytes + 4_096);
  closeSync(file);
  await postgres.start();
}
