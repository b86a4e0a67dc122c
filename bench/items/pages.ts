/** What pages and answers cost the web thread at the largest directory that the organisation's limits allow. */
import type { ItemOptions } from "../item.ts";
import { apiRead, openIncidents, page } from "../load/requests.ts";
import type { LoadRequest } from "../load/job.ts";
import { processorTime } from "../measure.ts";
import type { Result } from "../report.ts";
import { startDesk } from "../server/server-process.ts";
import { enlargeDirectory } from "../store/large-directory.ts";

const limitMs = 100;

export async function pages({ folder, quick }: ItemOptions): Promise<Result> {
  const first = await startDesk({ dataFolder: folder });
  await openIncidents(first.port, quick ? 5 : 50);
  const feeds = await feedPaths(first.port);
  await first.stop();
  enlargeDirectory(`${folder}/answerable.db`, Date.now());
  const { port, pid, stop } = await startDesk({ dataFolder: folder });
  const rows = [];
  for (const request of [...lookedAt(), ...feeds]) rows.push(await costOf(port, pid, request, quick ? 3 : 20));
  await stop();
  const slowest = Math.max(...rows.map((row) => row["ms each"]));
  return {
    rows,
    goals: [{ goal: `≤ ${limitMs} ms each`, measured: `${slowest.toFixed(0)} ms`, met: slowest <= limitMs }],
  };
}

function lookedAt(): readonly LoadRequest[] {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const changes = ["SHIFT_ADDED", "ROTATION_SET", "SWAP_OFFERED", "ABSENCE_RECORDED", "LADDER_SET"];
  return [
    ...["/", "/register", "/incidents/1", "/incidents/1/events/OFFICER_ASSIGNED", "/roster", "/notifications"],
    ...["/deliveries", "/administration", "/administration/people", "/administration/units", "/administration/ladder"],
    ...["/administration/record", ...changes.map((type) => `/administration/${type}`)],
  ]
    .map((path) => page(path, "li"))
    .concat(
      ["/people", "/roster/now", `/roster?from=${day(-1)}&until=${day(29)}`, "/incidents"].map((path) =>
        apiRead(`/api/v1${path}`),
      ),
    );
}

/** Of everybody, and of one. */
async function feedPaths(port: number): Promise<readonly LoadRequest[]> {
  const headers = { Cookie: "answerable_person=li" };
  const paths = await Promise.all(
    ["team", "own"].map(async (whose) => {
      const answer = await fetch(`http://127.0.0.1:${port}/calendar/${whose}`, { method: "POST", headers });
      return /\/calendar\/[\w.-]+\.ics/.exec(await answer.text())?.[0];
    }),
  );
  return paths.flatMap((path) => (path === undefined ? [] : [page(path)]));
}

async function costOf(port: number, pid: number, { method, path, headers = {} }: LoadRequest, times: number) {
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers });
    return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength };
  };
  // The first look after a change works out what the next ones remember.
  const before = processorTime(pid);
  const { status, bytes } = await ask();
  const once = processorTime(pid);
  for (let count = 0; count < times; count += 1) await ask();
  const each = (processorTime(pid).mainThread - once.mainThread) / times;
  return {
    path: path.slice(0, 50),
    status,
    kB: bytes / 1000,
    "first ms": once.mainThread - before.mainThread,
    "ms each": each,
  };
}
