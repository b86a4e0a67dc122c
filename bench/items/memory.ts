/** The memory of the server with a large file, while it is used. */
import { fill } from "../store/fill.ts";
import { load } from "../load/load.ts";
import { apiRead, closeIncident, noteAdded, openIncidents, page } from "../load/requests.ts";
import { residentMb } from "../measure.ts";
import type { ItemOptions } from "../item.ts";
import type { Result } from "../report.ts";
import { startDesk } from "../server/server-process.ts";

const limitMb = 300;
/** Of all: what a very bad month leaves open. */
const stillOpen = 1_000;

export async function memory({ folder, quick }: ItemOptions): Promise<Result> {
  const incidents = quick ? 20_000 : 1_000_000;
  const first = await startDesk({ dataFolder: folder });
  const [template = "", closed = ""] = await openIncidents(first.port, 2);
  await closeIncident(first.port, closed);
  await first.stop();
  fill(`${folder}/answerable.db`, closed, incidents - stillOpen);
  fill(`${folder}/answerable.db`, template, stillOpen, incidents - stillOpen);
  const { port, pid, stop } = await startDesk({ dataFolder: folder });
  const atStart = residentMb(pid).now;
  const ids = await openIncidents(port, 64);
  const measureMs = quick ? 2_000 : 10_000;
  await load({ port, connections: 4, measureMs, requests: [apiRead(`/api/v1/incidents/${template}`), page("/")] });
  await load({ port, connections: 64, measureMs, requests: ids.map(noteAdded) });
  const used = residentMb(pid);
  await stop();
  return {
    rows: [{ incidents, "at start MB": atStart, "after use MB": used.now, "most MB": used.most }],
    goals: [{ goal: `≤ ${limitMb} MB`, measured: `${used.most.toFixed(0)} MB`, met: used.most <= limitMb }],
  };
}
