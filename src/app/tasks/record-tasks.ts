/** What the command line does with the record: says how it stands, signs it, exports an incident, goes on after a loss. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import type { Config } from "../../../config/config.ts";
import { sqliteFileOf } from "../../../db/maintenance.ts";
import { openStorage, type Storage } from "../../../db/open-storage.ts";
import { CliFailure, exitCodes } from "../../cli/exit-codes.ts";
import type { RecordStatus, RecordTasks } from "../../cli/operator.ts";
import {
  ContradictionError,
  keeping,
  keysOf,
  signedHead,
  writeOutside,
  type CheckpointParts,
} from "../../record/checkpoints.ts";
import { currentTree } from "../../record/current-tree.ts";
import { messageOfProblem } from "../../kernel/problem.ts";
import { ExportError } from "../../record/export.ts";
import { writeKeyFile } from "../../record/key-file.ts";
import { readCheckpoint, vkeyOf, vkeysOf } from "../../record/note.ts";
import { notesIn } from "../../record/outside.ts";
import { checkAtStart, signedNote, type StartCheck } from "../../record/start-check.ts";
import { clockOf } from "../compose.ts";
import { changeKey } from "./change-key.ts";
import { publicationReceipt } from "./publication-receipt.ts";
import { noteContinued } from "../continued.ts";
import { keyFileOf } from "../key-place.ts";
import { readSigner } from "../log-record.ts";
import { openWitnessing } from "../open-witnessing.ts";

export function recordTasks(config: Config): RecordTasks {
  return {
    status: () => reading(config, (storage) => statusOf(config, storage)),
    checkpoint: () => reading(config, (storage) => witnessed(config, (signing) => sign(signing, storage))),
    vkeys: () => vkeysOf(signerOf(config)),
    changeKey: (change) => changeKey(config, change, clockOf(config, "read").now()),
    beforeExport: (folder, since) => {
      requireNew(folder);
      return since.map((file) => sizeIn(config, file));
    },
    writeExport: (zip, folder) => {
      requireNew(folder);
      const files = Object.entries(unzipSync(zip));
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes, { mode: 0o600 });
      const linesOf = (name: string) => strFromU8(Object.fromEntries(files)[name] ?? new Uint8Array()).split("\n");
      const [, size] = linesOf("checkpoint.txt");
      return { files: files.map(([name]) => name), rows: linesOf("events.jsonl").length - 1, size: Number(size) };
    },
    receipt: (incident, folder) =>
      reading(config, async (storage) => {
        requireNew(folder);
        const files = await witnessed(config, (signing) => publicationReceipt(storage, signing, incident));
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        for (const [name, text] of files) writeFileSync(join(folder, name), text, { mode: 0o600 });
        return files.map(([name]) => name);
      }),
    continue: (decision) => reading(config, (storage) => goOn(config, storage, decision)),
  };
}

function signerOf(config: Config) {
  const file = keyFileOf(config);
  if (existsSync(file)) return readSigner(config);
  const todo = "Start the desk once, or set ANSWERABLE_RECORD_KEY to where it is.";
  throw new CliFailure(exitCodes.cannotOpen, `There is no record key at ${file}. ${todo}`);
}

/** With the witnesses, who are let go of afterwards. */
async function witnessed<Result>(config: Config, work: (signing: CheckpointParts) => Promise<Result>): Promise<Result> {
  const { witnessing, close } = openWitnessing(config);
  const { recordOutside: outside } = config;
  try {
    return await work({ signer: signerOf(config), outside, clock: clockOf(config, "read"), witnessing });
  } finally {
    await close();
  }
}

/** Beside a server as well: nothing is written to the database. */
async function reading<Result>(config: Config, work: (storage: Storage) => Promise<Result>): Promise<Result> {
  const database = sqliteFileOf(config.databaseUrl);
  if (database !== null && !existsSync(database))
    throw new CliFailure(exitCodes.cannotOpen, `There is no database at ${database}. Start the desk once.`);
  const storage = await openStorage({ url: config.databaseUrl, mode: "read" });
  try {
    return await work(storage);
  } catch (error) {
    if (error instanceof ExportError || error instanceof ContradictionError)
      throw new CliFailure(exitCodes.refused, error.message);
    throw error;
  } finally {
    await storage.close();
  }
}

async function statusOf(config: Config, { record }: Storage): Promise<RecordStatus> {
  const signer = signerOf(config);
  const [newest] = await record.checkpoints(1);
  return {
    origin: signer.origin,
    vkey: vkeyOf(signer),
    rows: await record.lastPosition(),
    sequenced: (await record.head())?.size ?? 0,
    checkpoint: newest === undefined ? null : { size: newest.size, madeAt: newest.madeAt },
    outside: config.recordOutside,
    compared: compared(await checkAtStart(record, signer, config.recordOutside)),
  };
}

function compared(check: StartCheck): RecordStatus["compared"] {
  switch (check.what) {
    case "whole":
      return {
        what: check.what,
        sentence: `It holds every checkpoint outside, up to ${check.covered} rows.`,
        isSound: true,
      };
    case "nothing-outside": {
      const sentence = "No checkpoint lies outside: no one can say whether it is whole (ANSWERABLE_RECORD_OUTSIDE).";
      return { what: check.what, sentence, isSound: true };
    }
    case "rows-lost":
    case "altered":
    case "gap":
    case "unreadable":
      return { what: check.what, sentence: check.sentence, isSound: false };
  }
}

async function sign(signing: CheckpointParts, { record }: Storage): Promise<string> {
  const tree = await currentTree(record);
  if (tree.head.size === 0) throw new CliFailure(exitCodes.refused, "The log is empty: there is nothing to sign.");
  const { note } = await signedHead(signing, record, tree);
  if (signing.outside !== null) writeOutside(signing.outside, note);
  return (await signing.witnessing?.cosigned(note, tree, keeping(signing, tree.head.size))) ?? note;
}

/** The size of a checkpoint of this record. */
function sizeIn(config: Config, file: string): number {
  if (!existsSync(file)) throw new CliFailure(exitCodes.usage, `There is no file ${file}.`);
  const [note = ""] = notesIn(`${readFileSync(file, "utf8")}\n\n`);
  const read = readCheckpoint(note, keysOf(signerOf(config)));
  if (read === null) throw new CliFailure(exitCodes.usage, `${file} holds no checkpoint of this record.`);
  return read.size;
}

function requireNew(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new CliFailure(exitCodes.refused, `${folder} is not empty. Name a folder that is not there yet.`);
}

/** The old name signs nothing more; its checkpoints stay outside, for everybody to see. */
async function goOn(config: Config, { record }: Storage, decision: { by: readonly [string, string]; reason: string }) {
  const signer = signerOf(config);
  const check = await checkAtStart(record, signer, config.recordOutside);
  if (check.what === "whole" || check.what === "nothing-outside")
    throw new CliFailure(exitCodes.refused, "The record is the one that was signed: there is nothing to decide.");
  if (check.what === "gap" || check.what === "unreadable")
    throw new CliFailure(exitCodes.refused, `${check.sentence} Restore a database that has the row.`);
  const [, base = signer.origin, number = "1"] = /^(.*\/record)(?:\/(\d+))?$/.exec(signer.origin) ?? [];
  const origin = `${base}/${Number(number) + 1}`;
  const at = new Date(clockOf(config, "read").now()).toISOString();
  const { head } = await currentTree(record).catch((error: unknown) => {
    const why = `${messageOfProblem(error)} Restore a database whose tree is whole.`;
    throw new CliFailure(exitCodes.refused, why);
  });
  const here = { rows: head.size, root: head.root.toString("base64") };
  const before = await signedNote(record, signer, config.recordOutside, check.covered);
  const root = before?.root.toString("base64") ?? "";
  const signed = { rows: check.covered, root, note: before?.note ?? "" };
  noteContinued(config, { at, from: signer.origin, to: origin, found: check.what, here, signed, ...decision });
  // What keys of earlier days have signed is of another record now.
  writeKeyFile(keyFileOf(config), { origin, privateKey: signer.privateKey });
  return origin;
}
