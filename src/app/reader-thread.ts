/** A thread that reads: the storage beside the server that writes it, and what is asked of it. */
import { workerData } from "node:worker_threads";
import { openStorage } from "../../db/open-storage.ts";
import { layOut } from "../diagram/layout.ts";
import { noteToHost, serveReads } from "../engine-host/serve-reads.ts";
import { openQueries } from "../engine/index.ts";
import { allPlaybooks } from "./compose.ts";
import { machinesOf } from "./playbook-knowledge.ts";
import type { ReaderThreadData } from "./open-readers.ts";

const { url } = workerData as ReaderThreadData;
const storage = await openStorage({ url, mode: "read" });
const queries = openQueries({
  // Whoever writes the database keeps them.
  storage: { ...storage, keepCheckpoints: async (...kept) => noteToHost(kept) },
  machines: machinesOf(allPlaybooks()),
});
serveReads({
  layOut,
  replay: (...asked: Parameters<typeof queries.replay>) => queries.replay(...asked),
  list: (...asked: Parameters<typeof storage.incidents.list>) => storage.incidents.list(...asked),
});
