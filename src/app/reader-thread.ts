/** A thread that reads: the storage beside the server that writes it, and what is asked of it. */
import { workerData } from "node:worker_threads";
import { openStorage } from "../../db/open-storage.ts";
import { layOut } from "../diagram/layout.ts";
import { noteToHost, serveReads } from "../engine-host/serve-reads.ts";
import { openQueries } from "../engine/index.ts";
import { allPlaybooks, clockOf } from "./compose.ts";
import { openShelfOn } from "./open-shelf.ts";
import { readSigner } from "./log-record.ts";
import { openWitnessing } from "./open-witnessing.ts";
import { machinesOf } from "./playbook-knowledge.ts";
import type { ReaderThreadData } from "./open-readers.ts";
import { zipRecord } from "./zip-record.ts";

const { config } = workerData as ReaderThreadData;
const storage = await openStorage({ url: config.databaseUrl, mode: "read" });
const shelf = await openShelfOn(storage, allPlaybooks());
const { witnessing } = openWitnessing(config);
const queries = openQueries({
  // Whoever writes the database keeps them.
  storage: { ...storage, keepCheckpoints: async (...kept) => noteToHost(kept) },
  machines: machinesOf(shelf.playbooks),
  bring: shelf.bring,
});
serveReads({
  layOut,
  replay: (...asked: Parameters<typeof queries.replay>) => queries.replay(...asked),
  exportRecord: (instance: string, report: string, since: readonly number[]) => {
    const { recordOutside: outside } = config;
    const signing = { signer: readSigner(config), outside, clock: clockOf(config, "read"), witnessing };
    return zipRecord({ storage, shelf, signing }, instance, report, since);
  },
  tally: (...asked: Parameters<typeof storage.statistics.tally>) => storage.statistics.tally(...asked),
  list: (...asked: Parameters<typeof storage.incidents.list>) => storage.incidents.list(...asked),
});
