/** Several nodes on one PostgreSQL: what they write is in one order, and what goes wrong ends in time and in words. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { migrations, schemaVersion } from "../../db/migrations/index.ts";
import { connect } from "../../db/connect.ts";
import { migrate } from "../../db/migrate.ts";
import { SchemaError } from "../../db/schema-error.ts";
import { SamePersonError, StorageUnavailableError } from "../../src/engine/failures.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { aPostgresServer, type PostgresServer, query } from "../support/postgres.ts";
import { aBatch, aLogRow, aMessage, anInstance } from "../support/samples.ts";

let server: PostgresServer;
let url: string;
let databases = 0;
beforeAll(async () => {
  // As an administrator might have set it up who values speed over everything.
  server = await aPostgresServer(["fsync=off", "synchronous_commit=off", "deadlock_timeout=50ms"]);
}, 60_000);
afterAll(async () => server.remove());
beforeEach(async () => {
  url = await server.createDatabase(`nodes-${++databases}`);
});

/** Opens as many nodes as there are parameters, and closes them whatever happens. */
async function withNodes(count: number, run: (...nodes: [Storage, Storage]) => Promise<void>): Promise<void> {
  const nodes = await Promise.all(Array.from({ length: count }, async () => openStorage({ url })));
  try {
    await run(...(nodes as [Storage, Storage]));
  } finally {
    await Promise.all(nodes.map(async (node) => node.close()));
  }
}

const start = (id: string) =>
  aBatch({ log: [aLogRow(id, 0)], inserted: [anInstance(id)], messages: [aMessage(id, "0.0")] });

test("two nodes that start at once migrate once", async () => {
  await withNodes(2, async (node) => {
    await node.commit(start("i-1"));
  });
  const versions = await query(url, "SELECT version FROM schema_version ORDER BY version");
  expect(versions.map(({ version }) => Number(version))).toEqual(migrations.map(({ version }) => version));
});

test("positions and numbers have no gaps, whoever writes and whatever fails", async () => {
  await withNodes(2, async (one, two) => {
    const ids = Array.from({ length: 30 }, (_, index) => `i-${index}`);
    const writes = ids.flatMap((id, index) => [
      (index % 2 ? one : two).commit(start(id)),
      (index % 3 ? one : two).commit(start(id)),
    ]);
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(ids.length);
  });
  const [count] = await query(
    url,
    `SELECT (SELECT count(*) FROM log)::int AS rows, (SELECT max(position) FROM log)::int AS last,
      (SELECT max(number) FROM instances)::int AS number`,
  );
  expect(count).toEqual({ rows: 30, last: 30, number: 30 });
});

test("a reader who follows the positions never meets an older one later", async () => {
  await withNodes(2, async (one, two) => {
    const seen: number[] = [];
    const writing = { now: true };
    const reading = (async () => {
      while (writing.now) {
        const rows = await query(
          url,
          `SELECT position::int FROM log WHERE position > ${seen.at(-1) ?? 0} ORDER BY position`,
        );
        seen.push(...rows.map(({ position }) => position as number));
      }
    })();
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => (index % 2 ? one : two).commit(start(`i-${index}`))),
    );
    writing.now = false;
    await reading;
    const missed = await query(url, `SELECT position::int FROM log WHERE position <= ${seen.at(-1) ?? 0}`);
    expect(missed).toHaveLength(seen.length);
  });
});

test("an instance from before sign-offs were stored says so", async () => {
  const connection = await connect({ url });
  await migrate(connection, 0, migrations.slice(0, 7));
  await query(
    url,
    `INSERT INTO instances (number, id, machine, definition_hash, seq, step_seq, status, state, started_at, updated_at)
      VALUES (1, 'i-1', 'm', 'd', 4, 4, 'active', '{}', 0, 0)`,
  );
  await connection.close();
  await withNodes(1, async (node) => {
    await node.commit(start("i-2"));
    expect([(await node.signOffs("i-1")).since, (await node.signOffs("i-2")).since]).toEqual([5, 0]);
  });
});

test("sign-offs that were stored under their earlier name stay, and nobody signs off twice", async () => {
  const connection = await connect({ url });
  await migrate(
    connection,
    0,
    migrations.filter(({ version }) => version < 26),
  );
  await query(url, "INSERT INTO hands VALUES ('i-1', 'the draft', 'chen', 4)");
  await connection.close();
  await withNodes(1, async (node) => {
    const row = { instance: "i-1", key: "the draft", by: "chen", seq: 4 };
    expect((await node.signOffs("i-1")).rows).toEqual([row]);
    await expect(node.commit(aBatch({ signOffs: [row] }))).rejects.toThrow(SamePersonError);
  });
});

test("the database itself refuses to change, drop or empty the log, the sign-offs and the texts", async () => {
  await withNodes(1, async (node) => node.commit(start("i-1")));
  for (const sql of ["UPDATE log SET by = 'x'", "DELETE FROM log", "TRUNCATE log"]) {
    await expect(query(url, sql)).rejects.toThrow("only grows");
  }
  await query(url, "INSERT INTO sign_offs VALUES ('i-1', 'the draft', 'officer-1', 0)");
  for (const sql of ["UPDATE sign_offs SET by = 'x'", "DELETE FROM sign_offs", "TRUNCATE sign_offs"]) {
    await expect(query(url, sql)).rejects.toThrow("never changed and never deleted");
  }
  await expect(query(url, "INSERT INTO sign_offs VALUES ('i-1', 'the draft', 'officer-1', 1)")).rejects.toThrow(
    "unique",
  );
  await query(url, "INSERT INTO texts VALUES (1, 'i-1', 't1:a', 's', 'Gas')");
  for (const sql of [
    "UPDATE texts SET text = 'x'",
    "UPDATE texts SET salt = 'x'",
    "DELETE FROM texts",
    "TRUNCATE texts",
  ]) {
    await expect(query(url, sql)).rejects.toThrow("stays as it is");
  }
  await expect(query(url, "UPDATE texts SET text = NULL, salt = NULL, erased_seq = 1")).rejects.toThrow(
    "by a row of the log",
  );
  await query(url, `INSERT INTO log VALUES (99, 'i-1', 1, 'erased', 0, NULL, 'li', NULL, '{}', NULL, NULL, 'h')`);
  await query(url, "UPDATE texts SET text = NULL, salt = NULL, erased_seq = 1");
  await expect(query(url, "UPDATE texts SET text = 'x', salt = 's', erased_seq = NULL")).rejects.toThrow(
    "stays as it is",
  );
});

test("a commit reaches the disk even where the server was told not to wait", async () => {
  const connection = await connect({ url });
  const { rows } = await connection.knex.raw<{ rows: Record<string, string>[] }>(
    `SELECT current_setting('synchronous_commit') AS sync, current_setting('lock_timeout') AS lock,
      current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle`,
  );
  expect(rows[0]).toEqual({ sync: "on", lock: "2s", statement: "3s", idle: "5s" });
  await connection.close();
});

test("transactions that stand in each other's way are run again", async () => {
  await withNodes(2, async (one, two) => {
    const ids = Array.from({ length: 20 }, (_, index) => `i-${index}`);
    for (const id of ids) await one.commit(start(id));
    const change = { state: "delivered", tries: 1, nextTryAt: 0, lastError: null, settledAt: 1 } as const;
    const changes = ids.map((id) => ({ id: `${id}:0.0`, ...change }));
    // The same rows in opposite orders: now and then the server finds a deadlock and undoes one of the two.
    const rounds = Array.from({ length: 40 }, async () =>
      Promise.all([one.commit(aBatch({ outbox: changes })), two.commit(aBatch({ outbox: changes.toReversed() }))]),
    );
    await Promise.all(rounds);
    expect(await one.dueMessages(99, 99)).toEqual([]);
  });
});

test("a node whose schema has been overtaken refuses to write", async () => {
  await withNodes(1, async (node) => {
    const newer = await connect({ url });
    const next = { version: schemaVersion + 1, name: "next", sqlite: [], postgres: ["CREATE TABLE next (a text)"] };
    await migrate(newer, 0, [...migrations, next]);
    await newer.close();
    await expect(node.commit(start("i-1"))).rejects.toThrow(SchemaError);
    expect(await node.history("i-1")).toEqual([]);
    await expect(openStorage({ url })).rejects.toThrow(SchemaError);
  });
});

test("a migration that fails half-way never happened", async () => {
  const connection = await connect({ url });
  const broken = {
    version: 2,
    name: "broken",
    sqlite: [],
    postgres: ["CREATE TABLE half (a text)", "CREATE TABLE half (a text)"],
  };
  await expect(migrate(connection, 0, [...migrations.slice(0, 1), broken])).rejects.toThrow("half");
  expect(await query(url, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  expect(await query(url, "SELECT schema_version::int FROM log_head")).toEqual([{ schema_version: 1 }]);
  await migrate(connection, 0, migrations);
  await connection.close();
});

test("reading mode cannot write", async () => {
  await withNodes(1, async (node) => node.commit(start("i-1")));
  const reading = await openStorage({ url, mode: "read" });
  expect(await reading.history("i-1")).toHaveLength(1);
  await expect(reading.commit(start("i-2"))).rejects.toThrow("read-only");
  await reading.close();
});

test("a server that is gone is reported at once, and used again when it is back", async () => {
  await withNodes(1, async (node) => {
    await node.commit(start("i-1"));
    await server.stop("SIGKILL");
    await expect(node.history("i-1")).rejects.toMatchObject({ reason: "away" });
    await expect(node.commit(start("i-2"))).rejects.toMatchObject({ reason: "away" });
    await server.start();
    await node.commit(start("i-2"));
    expect(await node.history("i-1")).toHaveLength(1);
    expect(await node.history("i-2")).toHaveLength(1);
  });
});

test("a server that stands still is given up within five seconds, and used again when it goes on", async () => {
  await withNodes(1, async (node) => {
    await node.commit(start("i-1"));
    server.pause();
    const asked = systemClock.now();
    const [read, write] = await Promise.allSettled([node.history("i-1"), node.commit(start("i-2"))]);
    const waited = systemClock.now() - asked;
    server.resume();
    expect([read.status, write.status]).toEqual(["rejected", "rejected"]);
    expect((write as PromiseRejectedResult).reason).toBeInstanceOf(StorageUnavailableError);
    expect(waited).toBeLessThan(5_000);
    await node.commit(start("i-3"));
    expect(await node.history("i-3")).toHaveLength(1);
  });
});

test.each([
  ["postgres://u:secret@db.example.org/desk", "sslmode=verify-full"],
  ["postgres://u:secret@10.0.0.7:5432/desk", "sslmode=verify-full"],
])("over a network, %s must say whether to encrypt", async (address, advice) => {
  const failure = (await openStorage({ url: address }).catch((error: unknown) => error)) as Error;
  expect(failure.message).toContain(advice);
  expect(failure.message).not.toContain("secret");
});
