/** A database that anybody on the machine can read holds what people sign in with: the desk does not start on it. */
import { chmodSync, statSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer } from "../../src/app/listen.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = aTemporaryFolder();
});
afterEach(() => folder.remove());

const start = () =>
  startServer(configure(readEnvironment({ ANSWERABLE_DATA: folder.file("data"), PORT: "0" })), "0.0.0");
const database = () => folder.file("data/answerable.db");

test("a new one is its owner's alone", async () => {
  const before = process.umask(0);
  try {
    const server = await start();
    const files = ["", "-wal", "-shm"].map((part) => statSync(database() + part).mode & 0o777);
    await server.close();
    expect(files).toEqual([0o600, 0o600, 0o600]);
  } finally {
    process.umask(before);
  }
});

test("one that others can read stops the start, with a sentence how to mend it; mended, it serves", async () => {
  await (await start()).close();
  chmodSync(database(), 0o644);
  await expect(start()).rejects.toThrow(`chmod o-rwx ${database()}*`);
  chmodSync(database(), 0o640);
  await (await start()).close();
  writeFileSync(`${database()}-wal`, "what a process left that was killed".repeat(10));
  chmodSync(`${database()}-wal`, 0o644);
  await expect(start()).rejects.toThrow("can be read by everybody");
});
