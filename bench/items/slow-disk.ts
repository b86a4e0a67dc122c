/** Does the desk answer while the disk is slow? Every fsync of the server is held up by strace; reads and writes go on. */
import { load } from "../load/load.ts";
import type { LoadResult } from "../load/job.ts";
import { apiRead, noteAdded, openIncidents, page } from "../load/requests.ts";
import type { ItemOptions } from "../item.ts";
import type { Result, Row } from "../report.ts";
import { startDesk } from "../server/server-process.ts";

const delayMs = 50;
/** Many who write together, and one who sends one thing after the other: on a quick disk that one is answered elsewhere (0048). */
const writerCounts = [16, 1] as const;
const limitMs = 100;
/** Only the two calls are traced, so that everything else runs as always. */
const tracer = (delayUs: number) => [
  ...["strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", "trace=fsync,fdatasync"],
  ...["-e", `inject=fsync,fdatasync:delay_enter=${delayUs}`],
];

export async function slowDisk({ folder, quick }: ItemOptions): Promise<Result> {
  const measureMs = quick ? 3_000 : 10_000;
  const asItIs: Measured[] = [];
  const slow: Measured[] = [];
  for (const writers of writerCounts) {
    asItIs.push(await measure(`${folder}/as-it-is-${writers}`, 0, writers, measureMs));
    slow.push(await measure(`${folder}/slow-${writers}`, delayMs, writers, measureMs));
  }
  const worst = worstRead(slow);
  return {
    rows: [
      ...asItIs.flatMap((one) => rowsOf("as it is", one)),
      ...slow.flatMap((one) => rowsOf(`${delayMs} ms more`, one)),
    ],
    goals: [
      {
        goal: `every fsync ${delayMs} ms late: reads p99 < ${limitMs} ms`,
        measured: `${worst.toFixed(0)} ms (without the delay ${worstRead(asItIs).toFixed(0)} ms)`,
        met: worst < limitMs,
      },
    ],
  };
}

interface Measured extends Readonly<Record<"writes" | "pages" | "api", LoadResult>> {
  readonly writers: number;
}

function worstRead(measured: readonly Measured[]): number {
  return Math.max(...measured.flatMap(({ pages, api }) => [pages.p99, api.p99]));
}

async function measure(dataFolder: string, delay: number, writers: number, measureMs: number): Promise<Measured> {
  const { port, stop } = await startDesk({ dataFolder, wrapper: tracer(delay * 1000) });
  const ids = await openIncidents(port, 16);
  const [first = ""] = ids;
  const pages = [page(`/incidents/${first}`), page("/")];
  const api = [apiRead(`/api/v1/incidents/${first}`)];
  const reading = { port, connections: 1, measureMs, pauseMs: 5 };
  await load({ ...reading, measureMs: 2_000, requests: [...pages, ...api] });
  const [writes, pageReads, apiReads] = await Promise.all([
    load({ port, connections: writers, measureMs, requests: ids.map(noteAdded) }),
    load({ ...reading, requests: pages }),
    load({ ...reading, requests: api }),
  ]);
  await stop();
  return { writers, writes, pages: pageReads, api: apiReads };
}

function rowsOf(fsync: string, { writers, writes, pages, api }: Measured): Row[] {
  const row = (what: string, { perSecond, p50, p99, max }: LoadResult): Row => ({
    fsync,
    what,
    "per second": perSecond,
    "p50 ms": p50,
    "p99 ms": p99,
    "max ms": max,
  });
  return [row(`writes, ${writers} connections`, writes), row("pages", pages), row("API reads", api)];
}
