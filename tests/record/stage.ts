/** The export that is attacked: 30 rows of one incident, some of another between them, and checkpoints that an auditor holds. */
import { hash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import { textRef } from "../../src/kernel/text-refs.ts";
import { exportIncident } from "../../src/record/export.ts";
import { signCheckpoint, vkeyOf } from "../../src/record/note.ts";
import { frontierAt } from "../../src/record/tiles.ts";
import type { Witnessing } from "../../src/record/witnessing.ts";
import { aBatch, aLogRow, anInstance } from "../support/samples.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { RecordInFile } from "./record-in-file.ts";

const definition = '{"id":"door"}';
const digest = (text: string) => hash("sha256", text, "hex");
export const saltOf = (n: number) => Buffer.alloc(16, n);

class Stage {
  readonly folder = aTemporaryFolder();
  readonly record = new RecordInFile(this.folder.file("."));
  readonly honest = this.folder.file("honest");
  readonly vkey = vkeyOf(this.record.signer);
  /** Checkpoints that an auditor holds, by their size. */
  readonly held = new Map<number, string>();
}

export const stage = new Stage();

export async function setStage(): Promise<void> {
  await stage.record.with(async (storage) => {
    await writeLog(storage);
    await stage.record.sequencer(storage).finish();
    for (const size of [1, 20, 37]) stage.held.set(size, await noteAt(storage, size));
    expect(await exported(storage, stage.honest, [1, 20])).toEqual({ rows: 30, size: 37 });
  });
}

/** An incident of 30 rows with a text in every third, and another one's rows in between. */
async function writeLog(storage: Storage): Promise<void> {
  for (let seq = 0; seq < 30; seq += 1) {
    const at = stage.record.clock.now();
    stage.record.clock.wind(60_000);
    const row = anInstance("i-1", { seq, definitionHash: digest(definition) });
    const stateHash = digest(row.stateText ?? "");
    const text = `第 ${seq} 条 · entry ${seq} "quoted" \\ \u2028`;
    const salt = saltOf(seq);
    const ref = textRef(salt, text);
    const isWritten = seq % 3 === 1;
    const started = { type: "start", machine: "door@1", hash: digest(definition), input: { opening: { n: seq } } };
    const event = seq === 0 ? started : { type: "NOTED", n: seq, ...(isWritten && { wording: ref }) };
    const kind = seq === 0 ? "start" : "event";
    const log = [aLogRow("i-1", seq, { at, kind, event, stateHash, commandId: `c-${seq}` })];
    const texts = isWritten ? [{ instance: "i-1", ref, salt: salt.toString("base64url"), text }] : [];
    const instance = seq === 0 ? { inserted: [row] } : { updated: [{ ...row, previousSeq: seq - 1 }] };
    await storage.commit(aBatch({ log, texts, ...instance }));
    if (seq % 4 === 2) await storage.commit(aBatch({ log: [aLogRow("i-2", (seq - 2) / 4, { at, stateHash })] }));
  }
}

export async function exported(
  storage: Storage,
  to: string,
  since: readonly number[] = [],
  witnessing: Witnessing | null = null,
) {
  const signing = { signer: stage.record.signer, outside: null, clock: stage.record.clock, witnessing };
  const parts = { record: storage.record, storage, signing, definition: () => definition };
  const { files, ...counts } = await exportIncident(parts, "i-1", since);
  mkdirSync(to, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(to, name), text);
  return counts;
}

async function noteAt(storage: Storage, size: number): Promise<string> {
  const tree = await frontierAt((level, n) => storage.record.tile(level, n), size);
  return signCheckpoint(stage.record.signer, { size, root: tree.root() });
}

/** Where a changed copy of the honest export lies. */
export function changed(change: (at: string) => void): string {
  const at = stage.folder.file("changed");
  rmSync(at, { recursive: true, force: true });
  cpSync(stage.honest, at, { recursive: true });
  change(at);
  return at;
}

export function since(size: number, note = stage.held.get(size) ?? "", time = ""): readonly string[] {
  const file = stage.folder.file(`since-${size}.txt`);
  writeFileSync(file, note);
  return ["--since", `${file}${time}`];
}

export const edit =
  (name: string, change: (text: string) => string) =>
  (at: string): void => {
    const file = join(at, name);
    const before = readFileSync(file, "utf8");
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(file, after);
  };

export const lines =
  (change: (all: string[]) => string[]) =>
  (text: string): string =>
    `${change(text.replace(/\n$/, "").split("\n")).join("\n")}\n`;

export const put =
  (name: string, text: () => string) =>
  (at: string): void =>
    writeFileSync(join(at, name), text());

export const exchange =
  (a: number, b: number) =>
  (all: string[]): string[] =>
    all.map((one, n) => (n === a ? (all[b] ?? "") : n === b ? (all[a] ?? "") : one));
