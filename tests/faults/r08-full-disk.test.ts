/** R8: on a full disk nothing is acknowledged, reading goes on, and it works again without a restart once there is room. */
import { expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { figures } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { serve } from "./support/server-process.ts";
import { deskTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything, reading } from "./support/verdict.ts";

const folder = aFolderEach();
const asksMax = 3_000;

test("a disk that fills up and has room again", async () => {
  const place = aSmallDisk();
  if (place === null) return;
  try {
    await fillAndMakeRoom(place);
  } finally {
    execFileSync("umount", ["--lazy", place]);
  }
}, 120_000);

async function fillAndMakeRoom(place: string): Promise<void> {
  const ledger = new Ledger(deskTongue, 8);
  const server = await serve({ kind: "desk", folder: place });
  ledger.at(server.address);
  for (let n = 0; n < 20; n += 1) await ledger.one();

  const filler = join(place, "filler");
  fill(place, filler);
  const refusal = await askUntilRefused(ledger);
  expect(refusal).toMatchObject({ status: 503, retryAfter: expect.any(String) });
  expect(JSON.parse(refusal.text)).toMatchObject({ code: "unavailable" });
  const before = ledger.acknowledged.length;
  for (let n = 0; n < 5; n += 1) expect(await ledger.one()).toMatchObject({ outcome: "no" });
  expect(ledger.acknowledged).toHaveLength(before);
  const list = await fetch(`${server.address}/api/v1/incidents`, { headers: { "Answerable-Person": "chen" } });
  expect(list.status).toBe(200);
  expect((await fetch(server.address)).status).toBeLessThan(500);
  expect(server.child.exitCode).toBeNull();

  rmSync(filler);
  await ledger.settle();
  expect(ledger.unknown.size).toBe(0);
  expect((await server.end("SIGTERM")).code).toBe(0);
  ledger.close();
  await reading(place, async (storage) => {
    await checkAcknowledged(storage, ledger.acknowledged);
    await checkEverything(storage);
  });
  figures(
    "R8",
    `full after ${before} acknowledgements: 503 with Retry-After, lists still read; with room again ${ledger.acknowledged.length} acknowledged without a restart, 0 lost`,
  );
}

async function askUntilRefused(ledger: Ledger) {
  for (let n = 0; n < asksMax; n += 1) {
    const answer = await ledger.one();
    if (answer?.outcome === "no" && answer.status >= 500) return answer;
  }
  throw new Error(`the disk is full, and ${asksMax} commands were taken`);
}

/** A file system in memory of a few megabytes; null, with a sentence, where that is not permitted. */
function aSmallDisk(): string | null {
  const place = folder.file("small");
  mkdirSync(place);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=6m", "none", place], { stdio: "ignore" }).status !== 0) {
    console.warn("mounting is not permitted here: a full disk is not tried.");
    return null;
  }
  return place;
}

function fill(place: string, filler: string): void {
  const { bavail, bsize } = statfsSync(place);
  try {
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
  } catch (error) {
    // A notification that was written meanwhile took the last of it.
    if ((error as { code?: string }).code !== "ENOSPC") throw error;
  }
}
