/** An auditor takes the signed record of an incident away, and somebody without the desk checks it. */
import { expect, test } from "@jest/globals";
import { unzipSync } from "fflate";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aFolderEach } from "../faults/support/folder.ts";
import { serve } from "../faults/support/server-process.ts";
import { Visitor } from "../support/visitor.ts";
import { hasPython, runNode, runPython } from "../record/verifiers.ts";

const folder = aFolderEach();

test("by a button of the replay: verified offline, put on record, and part of the record itself", async () => {
  const server = await serve({ kind: "desk", folder: folder.path });
  const visitor = new Visitor({ origin: server.address }, "chen");
  const opening = { title: "Export", sourceKind: "call", grade: "ordinary" };
  await visitor.fill("/register", { ...opening, step: "submit" });
  const replay = await visitor.get("/incidents/1/replay");
  expect(replay.text).toContain("Export the signed record (ZIP)");

  const response = await fetch(`${server.address}/incidents/1/export`, {
    method: "POST",
    headers: { cookie: "answerable_person=chen" },
  });
  expect([response.status, response.headers.get("content-disposition")]).toEqual([
    200,
    "attachment; filename=incident-1-record.zip",
  ]);
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const at = folder.file("export");
  mkdirSync(at);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(at, name), bytes);
  const vkey = readFileSync(join(at, "vkey.txt"), "utf8").trim();
  for (const run of hasPython ? [runNode, runPython] : [runNode])
    expect(run(["--vkey", vkey, at])).toMatchObject({ code: 0, rule: "sound" });

  expect(await statusOf(server.address, "/incidents/77/export")).toBe(404);
  const record = await new Visitor({ origin: server.address }, "li").get("/administration/record");
  expect(record.text).toContain("Record of an incident exported");
  expect((await server.end("SIGTERM")).code).toBe(0);
}, 120_000);

async function statusOf(origin: string, path: string): Promise<number> {
  const answer = await fetch(origin + path, { method: "POST", headers: { cookie: "answerable_person=chen" } });
  return answer.status;
}
