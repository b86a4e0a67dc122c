/**
 * Attacks on an export: each is found by both verifiers, by the rule that it must name, and with the same exit code. Then random
 * mutations, of which none may pass: `MUTATIONS=10000 npm run jest -- tests/record/export` makes more of them.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hash } from "node:crypto";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { canonicalJson } from "../../src/kernel/canonical-json.ts";
import { textRef } from "../../src/kernel/text-refs.ts";
import { openKeyFile } from "../../src/record/key-file.ts";
import { exportIncident } from "../../src/record/export.ts";
import { signCheckpoint, vkeyOf, type Signer } from "../../src/record/note.ts";
import { frontierAt } from "../../src/record/tiles.ts";
import { seededRandom } from "../../src/cli/seeded-random.ts";
import { aBatch, aLogRow, anInstance } from "../support/samples.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { RecordInFile } from "./record-in-file.ts";
import { runNode, runPython, hasPython, type Ran } from "./verifiers.ts";

const definition = '{"id":"door"}';
const digest = (text: string) => hash("sha256", text, "hex");
const saltOf = (n: number) => Buffer.alloc(16, n);

let folder: TemporaryFolder;
let record: RecordInFile;
let honest: string;
let vkey: string;
/** Checkpoints that an auditor holds, by their size. */
const held = new Map<number, string>();

/** An incident of 30 rows with a text in every third, and another one's rows in between. */
async function writeLog(storage: Storage): Promise<void> {
  for (let seq = 0; seq < 30; seq += 1) {
    const at = record.clock.now();
    record.clock.wind(60_000);
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

async function exported(storage: Storage, to: string, since: readonly number[] = [], signer: Signer = record.signer) {
  const signing = { signer, outside: null, clock: record.clock };
  const parts = { record: storage.record, storage, signing, definition: () => definition };
  const { files, ...counts } = await exportIncident(parts, "i-1", since);
  mkdirSync(to, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(to, name), text);
  return counts;
}

async function noteAt(storage: Storage, size: number, signer: Signer = record.signer): Promise<string> {
  const { root } = { root: (await frontierAt((level, n) => storage.record.tile(level, n), size)).root() };
  return signCheckpoint(signer, { size, root });
}

beforeAll(async () => {
  folder = aTemporaryFolder();
  record = new RecordInFile(folder.file("."));
  honest = folder.file("honest");
  vkey = vkeyOf(record.signer);
  await record.with(async (storage) => {
    await writeLog(storage);
    await record.sequencer(storage).finish();
    for (const size of [1, 20, 37]) held.set(size, await noteAt(storage, size));
    expect(await exported(storage, honest, [1, 20])).toEqual({ rows: 30, size: 37 });
  });
}, 60_000);
afterAll(() => folder.remove());

/** Where a changed copy of the honest export lies. */
function changed(change: (at: string) => void): string {
  const at = folder.file("changed");
  rmSync(at, { recursive: true, force: true });
  cpSync(honest, at, { recursive: true });
  change(at);
  return at;
}

function since(size: number, note = held.get(size) ?? "", time = ""): readonly string[] {
  const file = folder.file(`since-${size}.txt`);
  writeFileSync(file, note);
  return ["--since", `${file}${time}`];
}

const edit = (name: string, change: (text: string) => string) => (at: string) => {
  const file = join(at, name);
  const before = readFileSync(file, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
};
const lines = (change: (lines: string[]) => string[]) => (text: string) =>
  `${change(text.replace(/\n$/, "").split("\n")).join("\n")}\n`;
const put = (name: string, text: () => string) => (at: string) => writeFileSync(join(at, name), text());
const exchange = (a: number, b: number) => (all: string[]) =>
  all.map((one, n) => (n === a ? (all[b] ?? "") : n === b ? (all[a] ?? "") : one));
const evil = (): Signer => openKeyFile(folder.file("evil.key"), "evil.example");

interface Attack {
  readonly change: (at: string) => void;
  readonly rule: string;
  readonly asked?: () => readonly string[];
}

const nothing = () => undefined;
const onExport: Readonly<Record<string, Attack>> = {
  "nothing (honest)": { change: nothing, rule: "sound" },
  "nothing, with earlier checkpoints": {
    change: nothing,
    rule: "sound",
    asked: () => [...since(1), ...since(20), ...since(37)],
  },
  "one row taken out": {
    change: edit(
      "events.jsonl",
      lines((l) => l.toSpliced(12, 1)),
    ),
    rule: "sequence",
  },
  "one row taken out, the others renumbered": {
    change: edit(
      "events.jsonl",
      lines((l) => l.toSpliced(12, 1).map((one, n) => one.replace(/"seq":\d+/, `"seq":${n}`))),
    ),
    rule: "altered",
  },
  "the last rows cut off": {
    change: edit(
      "events.jsonl",
      lines((l) => l.slice(0, -5)),
    ),
    rule: "incomplete",
  },
  "the last rows and their stubs cut off": {
    change: (at) => {
      edit(
        "events.jsonl",
        lines((l) => l.slice(0, -2)),
      )(at);
      edit(
        "tree.txt",
        lines((l) => l.slice(0, -3).map((one) => one.replace("stubs 37", "stubs 34"))),
      )(at);
    },
    rule: "size",
  },
  "all rows taken out": { change: put("events.jsonl", () => ""), rule: "events-cut" },
  "two rows exchanged": { change: edit("events.jsonl", lines(exchange(7, 8))), rule: "sequence" },
  "a row doubled": {
    change: edit(
      "events.jsonl",
      lines((l) => l.toSpliced(8, 0, l[7] ?? "")),
    ),
    rule: "sequence",
  },
  "a row of another incident": {
    change: edit("events.jsonl", (t) => t.replace(/("instance":"i-)1(".*"seq":9,)/, "$12$2")),
    rule: "other-incident",
  },
  "a row with another time": {
    change: edit("events.jsonl", (t) => t.replace(/"at":(\d+)0,/, '"at":$11,')),
    rule: "altered",
  },
  "a row of the same meaning in other bytes": {
    change: edit("events.jsonl", (t) => t.replace('"as":null,', '"as": null,')),
    rule: "not-canonical",
  },
  "a key twice in a row": {
    change: edit("events.jsonl", (t) => t.replace('"as":null,', '"as":null,"as":null,')),
    rule: "not-canonical",
  },
  "a row with a key more": {
    change: edit("events.jsonl", (t) => t.replace('"v":1}', '"v":1,"w":1}')),
    rule: "envelope",
  },
  "a row of an unknown kind": {
    change: edit("events.jsonl", (t) => t.replace('"kind":"event"', '"kind":"guess"')),
    rule: "envelope",
  },
  "a second start": {
    change: edit(
      "events.jsonl",
      lines((l) => l.map((one, n) => (n === 5 ? one.replace('"kind":"event"', '"kind":"start"') : one))),
    ),
    rule: "start",
  },
  "two stubs exchanged": { change: edit("tree.txt", lines(exchange(20, 21))), rule: "root" },
  "a stub doubled": {
    change: edit(
      "tree.txt",
      lines((l) => l.toSpliced(10, 0, l[9] ?? "").map((one) => one.replace("stubs 37", "stubs 38"))),
    ),
    rule: "size",
  },
  "another frontier": { change: edit("tree.txt", (t) => t.replace("first 0", "first 1")), rule: "tree" },
  "a text replaced, salt kept": {
    change: edit("texts.jsonl", (t) => t.replace("entry", "Entry")),
    rule: "text-altered",
  },
  "a text that belongs to no row": {
    change: edit("texts.jsonl", (t) => {
      const text = { ref: textRef(saltOf(99), "new"), salt: saltOf(99).toString("base64url"), text: "new" };
      return [...t.trimEnd().split("\n"), canonicalJson(text)]
        .sort()
        .map((one) => `${one}\n`)
        .join("");
    }),
    rule: "text-foreign",
  },
  "a text left out": {
    change: edit(
      "texts.jsonl",
      lines((l) => l.slice(1)),
    ),
    rule: "text-missing",
  },
  "a text twice": {
    change: edit(
      "texts.jsonl",
      lines((l) => [l[0] ?? "", ...l]),
    ),
    rule: "text-order",
  },
  "salts of two texts exchanged": {
    change: edit(
      "texts.jsonl",
      lines((l) => {
        const salts = l.map((one) => /"salt":"([\w-]+)"/.exec(one)?.[1] ?? "");
        return l.map((one, n) => (n > 1 ? one : one.replace(salts[n] ?? "", salts[1 - n] ?? "")));
      }),
    ),
    rule: "text-altered",
  },
  "the state changed": { change: edit("state.json", (t) => t.replace("closed", "opened")), rule: "state" },
  "another procedure": { change: edit("definition.json", (t) => t.replace("door", "gate")), rule: "definition" },
  "a file that nothing proves": { change: put("attachment.pdf", () => "x"), rule: "unknown-file" },
  "a checkpoint of an older size": { change: put("checkpoint.txt", () => held.get(20) ?? ""), rule: "size" },
  "another size in the checkpoint": {
    change: edit("checkpoint.txt", (t) => t.replace("\n37\n", "\n38\n")),
    rule: "signature",
  },
  "signed with another key under the same name": {
    change: (at) => {
      const [, , root = ""] = readFileSync(join(at, "checkpoint.txt"), "utf8").split("\n");
      const signer = { ...evil(), origin: record.signer.origin };
      writeFileSync(
        join(at, "checkpoint.txt"),
        signCheckpoint(signer, { size: 37, root: Buffer.from(root, "base64") }),
      );
    },
    rule: "signer",
  },
  "signed under the name of another record": {
    change: edit("checkpoint.txt", (t) => t.replaceAll("desk.example.org", "other.example")),
    rule: "signer",
  },
  "our name over the origin of another record": {
    change: edit("checkpoint.txt", (t) => t.replace("desk.example.org", "other.example")),
    rule: "signature",
  },
  "a signature that does not fit": {
    change: edit("checkpoint.txt", (t) =>
      t.replace(/(\u2014 \S+ .{20})(.)/, (_, before: string, one: string) => before + (one === "A" ? "B" : "A")),
    ),
    rule: "signature",
  },
  "control characters in the note": {
    change: edit("checkpoint.txt", (t) => t.replace("\n37", "\u001b[2J\n37")),
    rule: "note",
  },
  "an export of other rows": {
    change: nothing,
    rule: "history",
    asked: () => since(20, signCheckpoint(record.signer, { size: 20, root: Buffer.alloc(32, 7) })),
  },
  "an older export, to somebody who holds a later checkpoint": {
    change: nothing,
    rule: "rolled-back",
    asked: () => since(40, signCheckpoint(record.signer, { size: 40, root: Buffer.alloc(32, 7) })),
  },
  "another root of the same size": {
    change: nothing,
    rule: "history",
    asked: () => since(37, signCheckpoint(record.signer, { size: 37, root: Buffer.alloc(32, 7) })),
  },
  "rows dated back behind a checkpoint": {
    change: nothing,
    rule: "time",
    asked: () => since(20, held.get(20), "=2026-11-23T12:00:00Z"),
  },
  "rows dated ahead of a checkpoint": {
    change: nothing,
    rule: "time",
    asked: () => since(20, held.get(20), "=2026-11-22T13:00:00Z"),
  },
  "a link in the place of a file": {
    change: (at) => {
      rmSync(join(at, "texts.jsonl"));
      symlinkSync(join(honest, "texts.jsonl"), join(at, "texts.jsonl"));
    },
    rule: "folder",
  },
  "a file missing": { change: (at) => rmSync(join(at, "state.json")), rule: "file-missing" },
  "brackets 100,000 deep": {
    change: edit("events.jsonl", (t) => `${"[".repeat(100_000)}${"]".repeat(100_000)}\n${t}`),
    rule: "not-canonical",
  },
  "a line of 5 MB": { change: edit("events.jsonl", (t) => `${"x".repeat(5 << 20)}\n${t}`), rule: "too-large" },
  "a note of 70 kB": {
    change: edit("checkpoint.txt", (t) => `${t}${"\u2014 a.example AAAAAAAA\n".repeat(3_000)}`),
    rule: "too-large",
  },
  "bytes that are no text": {
    change: (at) => writeFileSync(join(at, "tree.txt"), Buffer.from([0xff, 0xfe, 10])),
    rule: "not-text",
  },
  "an empty folder": {
    change: (at) => {
      rmSync(at, { recursive: true });
      mkdirSync(at);
    },
    rule: "file-missing",
  },
};

const codeOf = (rule: string) =>
  rule === "sound" ? 0 : ["note", "tree", "folder", "file-missing", "too-large", "not-text"].includes(rule) ? 3 : 2;

describe("attacks on an export", () => {
  test.each(Object.entries(onExport))("%s", (_, { change, rule, asked }) => {
    const at = changed(change);
    const args = [at, "--vkey", vkey, ...(asked?.() ?? [])];
    const node = runNode(args);
    expect([node.rule, node.code]).toEqual([rule, codeOf(rule)]);
    if (!hasPython) return;
    const python = runPython(args);
    expect([python.code, python.rule]).toEqual([node.code, node.rule]);
  });

  test("no key, a damaged key and a wrong option are no verdict", () => {
    for (const args of [
      [honest],
      [honest, "--vkey", vkey.replace("+", "+0")],
      [honest, "--wrong"],
      [],
      [honest, "--vkey"],
    ])
      expect(runNode(args).code).toBe(1);
    expect(runNode([honest, "--self"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("AGREES WITH ITSELF ONLY"),
    });
  });

  test("started through a link it does its work all the same", () => {
    const link = folder.file("link.mjs");
    symlinkSync(join(process.cwd(), "verifier/verify.mjs"), link);
    const at = changed(edit("state.json", (t) => t.replace("closed", "opened")));
    expect(spawnSync(process.execPath, [link, at, "--vkey", vkey]).status).toBe(2);
    expect(spawnSync(process.execPath, [link, honest, "--vkey", vkey]).status).toBe(0);
  });

  test("nothing that somebody wrote reaches the terminal as a command", () => {
    const at = changed(put("\u001b[2Jx", () => ""));
    const { out } = runNode([at, "--vkey", vkey]);
    expect(out).toContain("\\u001b[2Jx");
    expect(out).not.toContain("\u001b");
    expect(runNode([honest, "--vkey", vkey, "--texts"]).out).toContain("\\u2028");
  });
});

const rounds = Number(process.env["MUTATIONS"] ?? 300);
const proven = ["checkpoint.txt", "events.jsonl", "texts.jsonl", "tree.txt", "state.json", "definition.json"];

test(`of ${rounds} random mutations none is sound, and both verifiers agree`, async () => {
  const program = "../../verifier/verify.mjs";
  const { verifyExport } = (await import(program)) as {
    verifyExport: (folder: string, asked: { vkeys: string[] }) => { code: number; rule: string };
  };
  const random = seededRandom(14);
  const below = (count: number) => Math.floor(random.next() * count);
  const at = changed(nothing);
  const compared: { node: Pick<Ran, "code" | "rule">; python: Pick<Ran, "code" | "rule"> }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const name = proven[below(proven.length)] ?? "";
    const original = readFileSync(join(honest, name));
    const mutated = mutate(original, below);
    if (mutated.equals(original)) continue;
    writeFileSync(join(at, name), mutated);
    const node = verifyExport(at, { vkeys: [vkey] });
    if (node.code === 0)
      throw new Error(`mutation ${round} of ${name} passed: ${mutated.toString("latin1").slice(0, 300)}`);
    if (hasPython && round % 30 === 0) compared.push({ node, python: runPython([at, "--vkey", vkey]) });
    writeFileSync(join(at, name), original);
  }
  for (const { node, python } of compared) expect([python.code, python.rule]).toEqual([node.code, node.rule]);
}, 600_000);

function mutate(data: Buffer, below: (count: number) => number): Buffer {
  const at = below(data.length);
  const [before, after] = [data.subarray(0, at), data.subarray(at)];
  const all = data.toString("latin1").split("\n");
  switch (below(6)) {
    case 0:
      return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ (1 << below(8))]), after.subarray(1)]);
    case 1:
      return Buffer.concat([before, after.subarray(1)]);
    case 2:
      return Buffer.concat([before, Buffer.from([below(256)]), after]);
    case 3:
      return Buffer.concat([before, after.subarray(1 + below(64))]);
    case 4:
      return Buffer.from(exchange(below(all.length), below(all.length))(all).join("\n"), "latin1");
    default:
      return Buffer.from(all.toSpliced(below(all.length), 1).join("\n"), "latin1");
  }
}

test("an export of another record's forged history is found by who holds a checkpoint", async () => {
  const file = folder.file("forged.db");
  cpSync(record.database, file);
  const forged = new RecordInFile(folder.file("."));
  forged.database = file;
  forged.forge("UPDATE log SET by = 'li' WHERE instance = 'i-1' AND seq = 4");
  const at = folder.file("forged");
  const storage = await openStorage({ url: `sqlite:${file}` });
  try {
    await exported(storage, at);
  } finally {
    await storage.close();
  }
  expect(runNode([at, "--vkey", vkey]).code).toBe(0);
  expect(runNode([at, "--vkey", vkey, ...since(20)]).rule).toBe("history");
});
