/** A publication is covered by a checkpoint outside before the public can read it, and so is the row that says so. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { notesIn } from "../../src/record/outside.ts";
import { makeOperator } from "../../src/app/tasks/operator.ts";
import { hasPython, runPython } from "../record/verifiers.ts";
import {
  configuration,
  minuteMs,
  clock,
  outsideFile,
  pageOf,
  publicFolder,
  published,
  read,
  start,
} from "./publishing.ts";

const program = "../../verifier/verify.mjs";
const { verifyExport } = (await import(program)) as {
  verifyExport: (path: string, asked: { vkeys: string[] }) => { code: number; rule: string };
};

const sizesOutside = () => notesIn(readFileSync(outsideFile(), "utf8")).map((note) => Number(note.split("\n")[1]));

test("nothing is published before a checkpoint that covers it lies outside", async () => {
  const desk = await start({ ANSWERABLE_RECORD_OUTSIDE: outsideFile() });
  await published(desk);
  const row = (await desk.storage.incidents.byNumber(1))!;
  const release = async () => (await desk.engine.messages(row.id)).find(({ type }) => type === "publicPage")!;
  expect(existsSync(publicFolder())).toBe(false);
  expect((await release()).lastError).toMatch(/^Nothing was published; the record's checkpoint could not be/);
  mkdirSync(dirname(outsideFile()));
  clock.wind(60 * minuteMs);
  await desk.engine.runDue();
  expect(read(pageOf("zh"))).toContain("通报");
  const rows = await desk.storage.record.placedRows(row.id, await desk.storage.record.lastPosition());
  const placeOf = (type: string) => rows.find(({ event }) => event.type === type)!.position;
  const sizes = sizesOutside();
  const before = sizes.filter(
    (size) => size >= placeOf("STATEMENT_RELEASED") && size < placeOf("PUBLICATION_CONFIRMED"),
  );
  expect(before).not.toEqual([]);
  expect(Math.max(...sizes)).toBeGreaterThanOrEqual(placeOf("PUBLICATION_CONFIRMED"));

  const { record } = makeOperator(configuration({ ANSWERABLE_RECORD_OUTSIDE: outsideFile() }));
  const to = join(dirname(outsideFile()), "receipt");
  expect(await record.receipt(row, to)).toEqual(["receipt.tlog-proof", "receipt.txt"]);
  const file = join(to, "receipt.tlog-proof");
  const asked = [file, "--vkey", record.vkeys()[0]!];
  const proof = readFileSync(file, "utf8");
  const [, extra = "", index = ""] = proof.split("\n");
  const otherRow = Buffer.from(extra.slice(6), "base64").toString().replace('"as":"reply"', '"as":"page"');
  const changes: readonly (readonly [string, number, string])[] = [
    [proof, 0, "sound"],
    [proof.replace(extra, `extra ${Buffer.from(otherRow).toString("base64")}`), 2, "not-in-log"],
    [proof.replace(index, "index 1"), 2, "not-in-log"],
    [proof.replace(/\n[^\n]{44}\n/, "\n"), 2, "not-in-log"],
    [proof.replace(extra, `extra ${Buffer.from("{ }").toString("base64")}`), 2, "not-canonical"],
    [proof.replace(extra, `extra ${Buffer.from("{}").toString("base64")}`), 2, "envelope"],
    [proof.replace(extra, "extra"), 3, "receipt"],
    [proof.replace("@v1", "@v2"), 3, "receipt"],
    [proof.replace(/\n(\d+)\n(?=\S+\n\n)/, "\n9$1\n"), 2, "signature"],
  ];
  for (const [text, code, rule] of changes) {
    writeFileSync(file, text);
    expect(verifyExport(file, { vkeys: [asked[2]!] })).toMatchObject({ code, rule });
    if (hasPython) expect(runPython(asked)).toMatchObject({ code, rule });
  }
});
