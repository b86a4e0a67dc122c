/** Joins the record with the desk: its key, the file outside, the check before anything is written, what follows the log. */
import { mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { Config } from "../../config/config.ts";
import { ConfigurationError } from "../../config/problems.ts";
import { giveToOwner } from "../../db/place.ts";
import { UnfitDatabaseError } from "../../db/unfit-database.ts";
import type { Text } from "../../machines/playbook.ts";
import type { EngineParts } from "../engine/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { OpenParts } from "../kernel/open-parts.ts";
import type { CheckpointParts } from "../record/checkpoints.ts";
import { openKeyFile, readKeyFile, RecordKeyError, writeKeyFile } from "../record/key-file.ts";
import { vkeysOf, type Signer } from "../record/note.ts";
import type { RecordReads, RecordStore } from "../record/ports.ts";
import { Sequencer } from "../record/sequencer.ts";
import { checkAtStart, type StartCheck } from "../record/start-check.ts";
import { keyFileOf } from "./key-place.ts";
import { openWitnessing } from "./open-witnessing.ts";

/** A database in memory is gone with its process: nothing of it is signed. */
function isSigned({ databaseUrl }: Config): boolean {
  return databaseUrl !== "sqlite::memory:";
}

type Hears = Pick<EngineParts, "onProblem" | "observe">;

/** Null: nothing is signed. Makes the key at the first start. Throws `ConfigurationError`. */
export function openSigning(
  config: Config,
  clock: Clock,
  { onProblem, observe }: Hears,
  open: OpenParts,
): CheckpointParts | null {
  if (!isSigned(config)) return null;
  const { recordOutside: outside } = config;
  const file = keyFileOf(config);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const signer = retired(
    file,
    inWords(() => openKeyFile(file, hostOf(config))),
    clock.now(),
  );
  giveToOwner(file);
  const { witnessing, close } = openWitnessing(config, (seen) => observe?.({ what: "witnessed", ...seen }));
  open.add("witnesses", close);
  return { signer, outside, clock, witnessing, ...(onProblem && { onProblem }) };
}

/** A key that signs nothing any more is not kept; what it has signed is known by its public half. */
function retired(file: string, signer: Signer, now: number): Signer {
  if (signer.before === undefined || now < signer.before.until) return signer;
  const { origin, privateKey } = signer;
  const [, ...earlier] = vkeysOf(signer);
  const kept = { origin, privateKey, earlier };
  writeKeyFile(file, kept);
  return kept;
}

/** The key as it is there already. Throws `ConfigurationError`. */
export function readSigner(config: Config): Signer {
  return inWords(() => readKeyFile(keyFileOf(config)));
}

function inWords<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof RecordKeyError) throw new ConfigurationError([error.message]);
    throw error;
  }
}

/** What the record is called from its first day on. */
function hostOf({ baseUrl }: Config): string {
  return baseUrl === null ? hostname() : new URL(baseUrl).host;
}

/** Throws `UnfitDatabaseError` when this is not the log of which checkpoints lie outside. */
export async function requireOwnRecord(store: RecordReads, { signer, outside }: CheckpointParts): Promise<StartCheck> {
  const check = await checkAtStart(store, signer, outside);
  switch (check.what) {
    case "whole":
    case "nothing-outside":
      return check;
    case "rows-lost": {
      const { covered: recorded, size: reached } = check;
      throw new UnfitDatabaseError({ what: "older", recorded, reached, lastAt: null }, `${check.sentence} ${todo}`);
    }
    case "altered":
    case "gap":
    case "unreadable":
      throw new UnfitDatabaseError({ what: "altered" }, `${check.sentence} ${todo}`);
  }
}

const todo =
  "Nothing is recorded. Keep the database as it is, find out what has happened to it, and restore the right one; or, when two people have decided to go on with this one, run answerable record continue.";

/** What stands in the footer of each notification: the newest checkpoint as it was when it was last asked for. */
export function checkpointFooter(store: RecordReads) {
  let line: Text | null = null;
  return {
    line: (): Text | null => line,
    refresh: async (): Promise<void> => {
      const [newest] = await store.checkpoints(1);
      if (newest === undefined) return;
      const [origin = "", size = "", root = ""] = newest.note.split("\n");
      line = { en: `Record ${size} ${root} ${origin}`, zh: `记录 ${size} ${root} ${origin}` };
    },
  };
}

type FollowParts = Hears & { readonly clock: Clock };

/** What follows the log beside the engine's loops. Whoever only reads sequences nothing. */
export function followed(
  store: RecordStore,
  { clock, onProblem = () => undefined, observe = () => undefined }: FollowParts,
  { mode = "write", signing }: { readonly mode?: "write" | "read"; readonly signing: CheckpointParts | null },
): Pick<EngineParts, "follow"> {
  if (mode === "read") return {};
  return { follow: (right) => new Sequencer({ store, clock, checkpoints: signing, right, onProblem, observe }) };
}
