/** R17: asked to stop under load, the desk finishes what it has begun and ends within ten seconds, and nothing is lost. */
import { expect, test } from "@jest/globals";
import { steadyClock } from "../../src/kernel/clock.ts";
import { figures } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { serve } from "./support/server-process.ts";
import { deskTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything, reading } from "./support/verdict.ts";
import { until } from "../support/waiting.ts";

const folder = aFolderEach();
const limitMs = 10_000;

test("SIGTERM under load", async () => {
  const ledger = new Ledger(deskTongue, 17);
  const server = await serve({ kind: "desk", folder: folder.path });
  ledger.at(server.address);
  let isOver = false;
  const working = ledger.work(32, () => isOver);
  await until("there is load", () => ledger.acknowledged.length > 200);
  const askedAt = steadyClock.now();
  const ended = await server.end("SIGTERM");
  const tookMs = steadyClock.now() - askedAt;
  isOver = true;
  await working;
  expect({ ...ended, said: server.said() }).toEqual({ code: 0, signal: null, said: "" });
  expect(tookMs).toBeLessThan(limitMs);
  const verdict = await reading(folder.path, async (storage) => {
    await checkAcknowledged(storage, ledger.acknowledged);
    return checkEverything(storage);
  });
  ledger.close();
  figures(
    "R17",
    `stopped under load in ${Math.round(tookMs)} ms with code 0; ${ledger.acknowledged.length} acknowledged, 0 lost, ${verdict.rows} rows`,
  );
}, 90_000);
