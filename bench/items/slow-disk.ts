/** Does the desk answer while the disk is slow? Every fsync of the server is held up by strace; reads and writes go on. */
import { load } from "../load/load.ts";
import type { LoadResult } from "../load/job.ts";
import { apiRead, noteAdded, openIncidents, page } from "../load/requests.ts";
import type { ItemOptions } from "../item.ts";
import type { Result, Row } from "../report.ts";
import { startDesk } from "../server/server-process.ts";

const delayMs = 50;
const limitMs = 100;
/** Only the two calls are traced, so that everything else runs as always. */
const tracer = (delayUs: number) => [
  ...["strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", "trace=fsync,fdatasync"],
  ...["-e", `inject=fsync,fdatasync:delay_enter=${delayUs}`],
];

export async function slowDisk({ folder, quick }: ItemOptions): Promise<Result> {
  const measureMs = quick ? 3_000 : 10_000;
  const asItIs = await measure(`${folder}/as-it-is`, 0, measureMs);
  const slow = await measure(`${folder}/slow`, delayMs, measureMs);
  const worst = Math.max(slow.pages.p99, slow.api.p99);
  return {
    rows: [...rowsOf("as it is", asItIs), ...rowsOf(`${delayMs} ms more`, slow)],
    goals: [
      {
        goal: `every fsync ${delayMs} ms late: reads p99 < ${limitMs} ms`,
        measured: `${worst.toFixed(0)} ms (without the delay ${Math.max(asItIs.pages.p99, asItIs.api.p99).toFixed(0)} ms)`,
        met: worst < limitMs,
      },
    ],
  };
}

type Measured = Readonly<Record<"writes" | "pages" | "api", LoadResult>>;

async function measure(dataFolder: string, delay: number, measureMs: number): Promise<Measured> {
  const { port, stop } = await startDesk({ dataFolder, wrapper: tracer(delay * 1000) });
  const ids = await openIncidents(port, 16);
  const [first = ""] = ids;
  const pages = [page(`/incidents/${first}`), page("/")];
  const api = [apiRead(`/api/v1/incidents/${first}`)];
  const reading = { port, connections: 1, measureMs, pauseMs: 5 };
  await load({ ...reading, measureMs: 2_000, requests: [...pages, ...api] });
  const [writes, pageReads, apiReads] = await Promise.all([
    load({ port, connections: 16, measureMs, requests: ids.map(noteAdded) }),
    load({ ...reading, requests: pages }),
    load({ ...reading, requests: api }),
  ]);
  await stop();
  return { writes, pages: pageReads, api: apiReads };
}

function rowsOf(fsync: string, { writes, pages, api }: Measured): Row[] {
  const row = (what: string, { perSecond, p50, p99, max }: LoadResult): Row => ({
    fsync,
    what,
    "per second": perSecond,
    "p50 ms": p50,
    "p99 ms": p99,
    "max ms": max,
  });
  return [row("writes, 16 connections", writes), row("pages", pages), row("API reads", api)];
}
