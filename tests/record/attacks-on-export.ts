/** What somebody does to an export on its way, and the rule by which each must be found. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../../src/kernel/canonical-json.ts";
import { textRef } from "../../src/kernel/text-refs.ts";
import { openKeyFile } from "../../src/record/key-file.ts";
import { signCheckpoint, type Signer } from "../../src/record/note.ts";
import { edit, exchange, lines, put, saltOf, since, stage } from "./stage.ts";

interface Attack {
  readonly change: (at: string) => void;
  readonly rule: string;
  readonly asked?: () => readonly string[];
}

const evil = (): Signer => openKeyFile(stage.folder.file("evil.key"), "evil.example");
const nothing = () => undefined;
export const onExport: Readonly<Record<string, Attack>> = {
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
  "a checkpoint of an older size": { change: put("checkpoint.txt", () => stage.held.get(20) ?? ""), rule: "size" },
  "another size in the checkpoint": {
    change: edit("checkpoint.txt", (t) => t.replace("\n37\n", "\n38\n")),
    rule: "signature",
  },
  "signed with another key under the same name": {
    change: (at) => {
      const [, , root = ""] = readFileSync(join(at, "checkpoint.txt"), "utf8").split("\n");
      const signer = { ...evil(), origin: stage.record.signer.origin };
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
    asked: () => since(20, signCheckpoint(stage.record.signer, { size: 20, root: Buffer.alloc(32, 7) })),
  },
  "an older export, to somebody who holds a later checkpoint": {
    change: nothing,
    rule: "rolled-back",
    asked: () => since(40, signCheckpoint(stage.record.signer, { size: 40, root: Buffer.alloc(32, 7) })),
  },
  "another root of the same size": {
    change: nothing,
    rule: "history",
    asked: () => since(37, signCheckpoint(stage.record.signer, { size: 37, root: Buffer.alloc(32, 7) })),
  },
  "rows dated back behind a checkpoint": {
    change: nothing,
    rule: "time",
    asked: () => since(20, stage.held.get(20), "=2026-11-23T12:00:00Z"),
  },
  "rows dated ahead of a checkpoint": {
    change: nothing,
    rule: "time",
    asked: () => since(20, stage.held.get(20), "=2026-11-22T13:00:00Z"),
  },
  "a link in the place of a file": {
    change: (at) => {
      rmSync(join(at, "texts.jsonl"));
      symlinkSync(join(stage.honest, "texts.jsonl"), join(at, "texts.jsonl"));
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
