/** Attacks on an export: both verifiers find each by the rule that it must name, and with the same exit code. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { openStorage } from "../../db/open-storage.ts";
import { onExport } from "./attacks-on-export.ts";
import { openKeyFile } from "../../src/record/key-file.ts";
import { signCheckpoint, vkeyOf } from "../../src/record/note.ts";
import { RecordInFile } from "./record-in-file.ts";
import { changed, edit, exported, put, setStage, since, stage } from "./stage.ts";
import { hasPython, runNode, runPython } from "./verifiers.ts";

beforeAll(setStage, 60_000);
afterAll(() => stage.folder.remove());

const codeOf = (rule: string) =>
  rule === "sound" ? 0 : ["note", "tree", "folder", "file-missing", "too-large", "not-text"].includes(rule) ? 3 : 2;

describe("attacks on an export", () => {
  test.each(Object.entries(onExport))("%s", (_, { change, rule, asked }) => {
    const at = changed(change);
    const args = [at, "--vkey", stage.vkey, ...(asked?.() ?? [])];
    const node = runNode(args);
    expect([node.rule, node.code]).toEqual([rule, codeOf(rule)]);
    if (!hasPython) return;
    const python = runPython(args);
    expect([python.code, python.rule]).toEqual([node.code, node.rule]);
  });

  test("no key, a damaged key and a wrong option are no verdict", () => {
    for (const args of [
      [stage.honest],
      [stage.honest, "--vkey", stage.vkey.replace("+", "+0")],
      [stage.honest, "--wrong"],
      [],
      [stage.honest, "--vkey"],
    ])
      expect(runNode(args).code).toBe(1);
    expect(runNode([stage.honest, "--self"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("AGREES WITH ITSELF ONLY"),
    });
  });

  test("signed with two keys it is sound with either; what the key before signed needs that one", () => {
    const { origin, privateKey } = stage.record.signer;
    const fresh = openKeyFile(stage.folder.file("fresh.key"), "desk.example.org");
    const both = { ...fresh, before: { privateKey, until: 2 } };
    const sign = (at: number) =>
      changed(
        edit("checkpoint.txt", (t) => {
          const [, size, root = ""] = t.split("\n");
          return signCheckpoint({ ...both, origin }, { size: Number(size), root: Buffer.from(root, "base64") }, at);
        }),
      );
    const [old, next] = [
      ["--vkey", stage.vkey],
      ["--vkey", vkeyOf({ ...fresh, origin })],
    ] as const;
    for (const run of hasPython ? [runNode, runPython] : [runNode]) {
      const at = sign(1);
      for (const keys of [old, next, [...old, ...next]]) expect(run([at, ...keys]).code).toBe(0);
      expect(run([at, ...next, ...since(20)])).toMatchObject({ code: 2, rule: "signer" });
      expect(run([at, ...next, ...old, ...since(20)]).code).toBe(0);
      const later = sign(2);
      expect(run([later, ...old])).toMatchObject({ code: 2, rule: "signer" });
      expect(run([later, ...next, ...old, ...since(20)]).code).toBe(0);
    }
  });

  test("started through a link it does its work all the same", () => {
    const link = stage.folder.file("link.mjs");
    symlinkSync(join(process.cwd(), "verifier/verify.mjs"), link);
    const at = changed(edit("state.json", (t) => t.replace("closed", "opened")));
    expect(spawnSync(process.execPath, [link, at, "--vkey", stage.vkey]).status).toBe(2);
    expect(spawnSync(process.execPath, [link, stage.honest, "--vkey", stage.vkey]).status).toBe(0);
  });

  test("nothing that somebody wrote reaches the terminal as a command", () => {
    const at = changed(put("\u001b[2Jx", () => ""));
    const { out } = runNode([at, "--vkey", stage.vkey]);
    expect(out).toContain("\\u001b[2Jx");
    expect(out).not.toContain("\u001b");
    expect(runNode([stage.honest, "--vkey", stage.vkey, "--texts"]).out).toContain("\\u2028");
  });
});

test("an export of another record's forged history is found by who holds a checkpoint", async () => {
  const file = stage.folder.file("forged.db");
  cpSync(stage.record.database, file);
  const forged = new RecordInFile(stage.folder.file("."));
  forged.database = file;
  forged.forge("UPDATE log SET by = 'li' WHERE instance = 'i-1' AND seq = 4");
  const at = stage.folder.file("forged");
  const storage = await openStorage({ url: `sqlite:${file}` });
  try {
    await exported(storage, at);
  } finally {
    await storage.close();
  }
  expect(runNode([at, "--vkey", stage.vkey]).code).toBe(0);
  expect(runNode([at, "--vkey", stage.vkey, ...since(20)]).rule).toBe("history");
});
