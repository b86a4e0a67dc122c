/** What people do with playbooks of the office's own, over the record and the stored texts; the folder is read at the start. */
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import type { Storage, ThreadRole } from "../../db/open-storage.ts";
import { openReaderPool } from "../engine-host/reader-pool.ts";
import { steadyClock, type Clock } from "../kernel/clock.ts";
import { systemNewId } from "../kernel/ids.ts";
import type { OpenParts } from "../kernel/open-parts.ts";
import type { Organisation } from "../organisation/commands.ts";
import { checkFile, type CheckedFile } from "../shelf/check-file.ts";
import { openShelfDesk, type ShelfDesk, type ShelfDeskParts } from "../shelf/shelf-desk.ts";
import type { Shelf } from "../shelf/shelf.ts";
import { makeExplorer } from "./tasks/playbook-explorer.ts";

interface Parts {
  readonly role: ThreadRole;
  readonly mode: "write" | "read";
  readonly config: Pick<Config, "dataFolder">;
  readonly shelf: Shelf;
  readonly storage: Pick<Storage, "playbookTexts">;
  readonly record: Organisation | null;
  readonly clock: Clock;
  readonly open: Pick<OpenParts, "add">;
  readonly onProblem: ((problem: unknown) => void) | undefined;
}

/** Null: nobody asks this thread, or there is no record. */
export async function openShelfDeskOn(parts: Parts): Promise<ShelfDesk | null> {
  const { role, mode, config, shelf, storage, record, clock, onProblem = () => undefined } = parts;
  followRecord(shelf, record, onProblem);
  if (role === "engine" || record === null) return null;
  const desk = openShelfDesk({
    shelf,
    texts: storage.playbookTexts,
    source: record,
    checkText: checking(parts.open, onProblem),
    clock,
    newId: systemNewId,
    folder: join(config.dataFolder, "playbooks"),
  });
  if (mode === "write") await readAtStart(desk, record, onProblem);
  return desk;
}

/** A desk that nobody has set up yet keeps no playbooks: then the folder is read as soon as somebody has. */
async function readAtStart(desk: ShelfDesk, record: Organisation, onProblem: (problem: unknown) => void) {
  const read = async (): Promise<void> => {
    const { files } = await desk.readFolder();
    for (const { path, faults } of files)
      if (faults.length > 0)
        onProblem(new Error(`${path} is not used: ${faults.map(({ message }) => message).join(" ")}`));
  };
  if (record.directory().established) return read();
  let isRead = false;
  record.onChange(({ established }) => {
    if (isRead || !established) return;
    isRead = true;
    void read().catch(onProblem);
  });
}

/** The record says which text counts, whichever thread or node has written it. */
function followRecord(shelf: Shelf, record: Organisation | null, onProblem: (problem: unknown) => void): void {
  record?.onChange(() => void shelf.look().catch(onProblem));
}

/** Longer than the nights of any file that is of use. */
const patienceMs = 30_000;
const heapMaxMb = 256;

/** A file runs its nights in a thread of its own, so that one which takes long keeps nobody from an answer. */
function checking(open: Pick<OpenParts, "add">, onProblem: (problem: unknown) => void): ShelfDeskParts["checkText"] {
  const isCompiled = import.meta.url.endsWith(".js");
  if (!isCompiled) return async (...asked) => checkFile(...asked, makeExplorer());
  const entry = new URL("check-thread.js", import.meta.url);
  const pool = openReaderPool({ entry, data: null, clock: steadyClock, onProblem, size: 1, patienceMs, heapMaxMb });
  open.add("checks of playbooks", () => pool.close());
  return (path, text, beside) => pool.ask<CheckedFile>("check", [path, text, beside]);
}
