/** PostgreSQL instead of the file: advances over HTTP and timers, on one node and on two. */
import { load } from "../load/load.ts";
import type { LoadResult } from "../load/job.ts";
import { noteAdded, openIncidents } from "../load/requests.ts";
import { percentile } from "../measure.ts";
import type { ItemOptions } from "../item.ts";
import type { Result, Row } from "../report.ts";
import { startDesk, type ServerProcess } from "../server/server-process.ts";
import { fillPostgres } from "../store/fill-postgres.ts";
import { openBench, startTickets } from "../store/open.ts";
import { aPostgresServer } from "../../tests/support/postgres.ts";
import { fire } from "./timers.ts";

const incidentCount = 64;

export async function postgres({ folder, quick }: ItemOptions): Promise<Result> {
  const server = await aPostgresServer(["fsync=on", "synchronous_commit=on"]);
  try {
    const url = await server.createDatabase("timers");
    const rows = [
      ...(await advances(folder, await server.createDatabase("advances"), quick)),
      ...(await timers(url, quick, "")),
    ];
    const pending = quick ? 20_000 : 1_000_000;
    await fillTimers(url, pending);
    rows.push(...(await timers(url, quick, `, ${pending} more pending`)));
    return { rows, goals: [] };
  } finally {
    await server.remove();
  }
}

async function advances(folder: string, databaseUrl: string, quick: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  const nodes: ServerProcess[] = [];
  try {
    for (const count of [1, 2]) {
      nodes.push(await startDesk({ dataFolder: `${folder}/node-${count}`, databaseUrl }));
      const ids = await openIncidents(nodes[0]?.port ?? 0, incidentCount);
      for (const connections of [1, 16, 64]) {
        if (connections < count) continue;
        const each = Math.ceil(connections / count);
        await onEach(nodes, ids, each, 1_000);
        rows.push(rowOf(count, each * count, await onEach(nodes, ids, each, quick ? 2_000 : 5_000)));
      }
    }
  } finally {
    for (const node of nodes) await node.stop();
  }
  return rows;
}

/** Every node works on its own half of the incidents, as offices do. */
function onEach(nodes: readonly ServerProcess[], ids: readonly string[], connections: number, measureMs: number) {
  return Promise.all(
    nodes.map(({ port }, place) => {
      const requests = ids.filter((_, index) => index % nodes.length === place).map(noteAdded);
      return load({ port, connections, measureMs, requests });
    }),
  );
}

function rowOf(nodes: number, connections: number, results: readonly LoadResult[]): Row {
  return {
    what: `advances, ${connections} connections`,
    nodes,
    "per second": results.reduce((sum, { perSecond }) => sum + perSecond, 0),
    "p50 ms": Math.max(...results.map(({ p50 }) => p50)),
    "p99 ms": Math.max(...results.map(({ p99 }) => p99)),
    "max ms": Math.max(...results.map(({ max }) => max)),
  };
}

async function fillTimers(url: string, count: number): Promise<void> {
  const bench = await openBench(url);
  const [template = ""] = await startTickets(bench, 1);
  await bench.engine.close();
  await fillPostgres(url, template, count);
}

/** The second node stands by: the right to keep the time is one node's at a time. */
async function timers(url: string, quick: boolean, among: string): Promise<Row[]> {
  const count = quick ? 500 : 10_000;
  const rows: Row[] = [];
  for (const nodes of [1, 2]) {
    for (const spreadMs of [quick ? 2_000 : 10_000, 0]) {
      const { onDisk } = await fire(url, count, spreadMs, {
        node: "keeping the time",
        ...(nodes === 1 ? {} : { standby: "standing by" }),
      });
      rows.push({
        what: `${count} timers ${spreadMs === 0 ? "at once" : `over ${spreadMs / 1000} s`}${among}`,
        nodes,
        "p50 ms": percentile(onDisk, 0.5),
        "p99 ms": percentile(onDisk, 0.99),
        "max ms": percentile(onDisk, 1),
      });
    }
  }
  return rows;
}
