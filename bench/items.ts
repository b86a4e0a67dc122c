/** Everything that `npm run bench` measures, in the order in which it runs. */
import { engineAlone } from "./items/engine-alone.ts";
import { growth } from "./items/growth.ts";
import { http } from "./items/http.ts";
import { memory } from "./items/memory.ts";
import { pages } from "./items/pages.ts";
import { postgres } from "./items/postgres.ts";
import { recordCost } from "./items/record.ts";
import { replay } from "./items/replay.ts";
import { slowDisk } from "./items/slow-disk.ts";
import { timers } from "./items/timers.ts";
import type { Item } from "./item.ts";

export const items: readonly Item[] = [
  { name: "http", title: "durable advances over HTTP beside the same route doing nothing", run: http },
  { name: "engine", title: "the engine alone beside bare statements writing the same rows", run: engineAlone },
  { name: "timers", title: "how late timers are", run: timers },
  { name: "replay", title: "folding logs", run: replay },
  { name: "record", title: "advances with and without the record's tree, by turns", run: recordCost },
  { name: "growth", title: "what an advance costs as the file grows", run: growth },
  { name: "memory", title: "the memory of the server with a large file", run: memory },
  { name: "pages", title: "pages and answers at the largest directory", run: pages },
  { name: "slow-disk", title: "reads while every fsync takes long", run: slowDisk },
  { name: "postgres", title: "advances and timers on PostgreSQL, one node and two", run: postgres },
];
