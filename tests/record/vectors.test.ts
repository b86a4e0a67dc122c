/** The golden vectors of docs/record.md: whoever writes another verifier gets these bytes. */
import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { canonicalJson } from "../../src/kernel/canonical-json.ts";
import { envelopeText, stubOf, tagOf } from "../../src/record/envelope.ts";
import { parseVkey, readCheckpoint, signCheckpoint, vkeyOf } from "../../src/record/note.ts";
import { Frontier, leafHash } from "../../src/record/tree.ts";
import { log, rows, signer, texts } from "./small-log.ts";

const file = (name: string) => readFileSync(new URL(`vectors/${name}`, import.meta.url), "utf8");

/** `name` on a line, its value indented on the next ones. */
const vectors = new Map(
  file("vectors.txt")
    .split(/\n(?=\S)/)
    .map((block) => {
      const [name = "", ...value] = block.replace(/\n$/, "").split("\n");
      return [name.replace(/ \(\d+ bytes\)$/, ""), value.map((line) => line.slice(2)).join("\n")] as const;
    }),
);

function treeOver(count: number): Frontier {
  const frontier = new Frontier();
  for (const row of log.slice(0, count)) frontier.append(leafHash(stubOf(row)));
  return frontier;
}

describe("golden vectors", () => {
  test("texts and canonical JSON", () => {
    for (const [n, { ref, salt, text }] of texts.entries())
      expect(canonicalJson({ ref, salt: salt.toString("base64url"), text })).toBe(vectors.get(`text ${n}`));
    const numbers = [1e21, 1e-7, 0.000001, 100, 0.1, 5e-324, 1.7976931348623157e308];
    const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, 1: 4, "\u{1F600}": 5, n: numbers };
    expect(canonicalJson(value)).toBe(vectors.get("jcs"));
  });

  test.each(rows.map((row) => [row.seq, row] as const))("row %i: envelope, tag, stub, leaf", (seq, row) => {
    expect(envelopeText(row)).toBe(vectors.get(`envelope ${seq}`));
    expect(tagOf(row.instance, seq).toString("hex")).toBe(vectors.get(`tag ${seq}`));
    expect(stubOf(row).toString("base64")).toBe(vectors.get(`stub ${seq}`));
    expect(leafHash(stubOf(row)).toString("base64")).toBe(vectors.get(`leaf ${seq}`));
  });

  test("the rows of the folder small are these", () => {
    expect(rows.map((row) => `${envelopeText(row)}\n`).join("")).toBe(file("small/events.jsonl"));
  });

  test("root, key and checkpoint; a key of another record reads nothing", () => {
    const root = treeOver(6).root();
    expect(root.toString("base64")).toBe("4kiDrS63UqA7h5tY5b7meZK6G3w/5/I9RU/aUrtUlXY=");
    expect(vkeyOf(signer)).toBe(vectors.get("vkey"));
    expect(signCheckpoint(signer, { size: 3, root: treeOver(3).root() })).toBe(file("checkpoint-3.txt"));
    const key = parseVkey(vkeyOf(signer));
    expect(readCheckpoint(file("small/checkpoint.txt"), [key!])).toEqual({ origin: signer.origin, size: 6, root });
    const forged = file("small/checkpoint.txt").replace("\n6\n", "\n7\n");
    expect(readCheckpoint(forged, [key!])).toBeNull();
    expect(readCheckpoint(file("small/checkpoint.txt"), [])).toBeNull();
    expect(parseVkey(vkeyOf(signer).replace("e9fe9ff4", "e9fe9ff5"))).toBeNull();
  });
});
