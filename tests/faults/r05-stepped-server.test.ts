/** R5: the built server while the clock of its machine is put forward by an hour and back again. */
import { expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import { figures, isFullRun } from "./support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { isInstalled, serve } from "./support/server-process.ts";
import { deskTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything, reading } from "./support/verdict.ts";
import { pause, until } from "./support/waiting.ts";

const folder = aFolderEach();
const second = 1_000;
/** The desk looks at the clock every ten seconds, and for timers at least every minute. */
const seenWithinMs = 30 * second;
const rungWithinMs = 90 * second;
const quietMs = 70 * second;
const withFakeClock = isFullRun && isInstalled("faketime") ? test : test.skip;

withFakeClock(
  "an hour forward and an hour back",
  async () => {
    stepTo("+0");
    const environment = { ...fakeClock(), ANSWERABLE_LOG_LEVEL: "error" };
    const server = await serve({ kind: "desk", folder: folder.file("data"), environment });
    const ledger = new Ledger(deskTongue, 5);
    ledger.at(server.address);
    const readyz = async (): Promise<string> => (await fetch(`${server.address}/readyz`)).text();
    const rung = () => reading(folder.file("data"), async (storage) => (await checkEverything(storage)).timersRung);

    await ledger.open();
    expect(await readyz()).toBe("Ready.\n");
    stepTo("+1h");
    await until("the step forward is named", async () => (await readyz()).includes("forward by 3600 s"), seenWithinMs);
    await until("the timer that is now due has rung", async () => (await rung()) === 1, rungWithinMs);
    await ledger.open();
    stepTo("+0");
    await until("the step back is named", async () => (await readyz()).includes("put back by 3600 s"), seenWithinMs);
    const page = await (await fetch(server.address, { headers: { Cookie: "answerable_language=en" } })).text();
    await ledger.open();
    await pause(quietMs);
    expect(await readyz()).toMatch(/^Ready\.\n.*forward.*\n.*back.*\n$/);
    expect(await rung()).toBe(1);
    expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
    expect(page).toContain("put back by 1 h");
    const verdict = await reading(folder.file("data"), async (storage) => {
      await checkAcknowledged(storage, ledger.acknowledged);
      return checkEverything(storage);
    });
    ledger.close();
    expect(verdict).toMatchObject({ instances: 3, timersRung: 1 });
    figures("R5", "the built server, 1 h forward and back: both steps named, 1 timer rung, 0 twice, 0 early");
  },
  300 * second,
);

/** The library that answers the server when it asks for the time; waiting and the time since boot stay real. */
function fakeClock(): Record<string, string> {
  const library = execFileSync("faketime", ["-m", "-f", "+0", "printenv", "LD_PRELOAD"], { encoding: "utf8" }).trim();
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: folder.file("clock"),
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    NO_FAKE_STAT: "1",
  };
}

/** By how much the server's clock differs from this machine's, from now on. */
function stepTo(offset: string): void {
  writeFileSync(folder.file("clock.new"), `${offset}\n`);
  renameSync(folder.file("clock.new"), folder.file("clock"));
}
