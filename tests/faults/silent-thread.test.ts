/** The thread of the engine lives and says nothing: whoever looks and whoever submits something is told so in time, and nothing is lost. */
import { describe, expect, test } from "@jest/globals";
import { existsSync, writeFileSync } from "node:fs";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import type { EngineQueries } from "../../src/engine/index.ts";
import type { Observation } from "../../src/engine/observations.ts";
import { openHostedEngine } from "../../src/engine-host/hosted-engine.ts";
import { isFullRun } from "../support/extent.ts";
import { until } from "../support/waiting.ts";
import { isReady, register, truthMs, untilTold } from "./support/desk-looks.ts";
import { aFolderEach } from "./support/folder.ts";
import { serve } from "./support/server-process.ts";

const folder = aFolderEach();

/** Ready; its engine thread stands still as soon as there is a file `blocked`, for as many ms as that says. */
async function aDeskToBlock() {
  const blocked = folder.file("blocked");
  const NODE_OPTIONS = `--import=${new URL("./support/blocked-thread.mjs", import.meta.url).href}`;
  const environment = { NODE_OPTIONS, BLOCKED_WHEN: blocked };
  const server = await serve({ kind: "desk", folder: folder.path, environment });
  await until("it is ready", () => isReady(server));
  return { server, blocked };
}

describe("a thread that says nothing any more", () => {
  test("is given up after a while, and whoever waits for it is told", async () => {
    const problems: Error[] = [];
    const { execute } = await openHostedEngine({
      entry: new URL("./support/dying-thread.mjs", import.meta.url),
      data: { ends: "silence" },
      queries: {} as EngineQueries,
      onProblem: (problem) => problems.push(problem as Error),
      silentMax: 2,
    });
    await expect(execute([])).rejects.toMatchObject({ reason: "broken" });
    expect(problems[0]).toMatchObject({ reason: "broken", message: expect.stringContaining("said nothing for 2 s") });
  });

  test("whoever waits is told to ask again, and whoever comes then does not wait", async () => {
    const seen: Observation[] = [];
    const { execute, engine } = await openHostedEngine({
      entry: new URL("./support/dying-thread.mjs", import.meta.url),
      data: { ends: "silence" },
      queries: {} as EngineQueries,
      onProblem: () => undefined,
      observe: (one) => seen.push(one),
      patience: 1,
      silentMax: 3,
    });
    const [first, second] = await Promise.allSettled([
      execute([]),
      engine.send("i", { type: "X" }, { by: "chen", commandId: "c-1" }),
    ]);
    const unknown = { reason: "silent", message: expect.stringContaining("nobody knows yet") };
    expect([first, second]).toEqual([
      { status: "rejected", reason: expect.objectContaining(unknown) },
      { status: "rejected", reason: expect.objectContaining(unknown) },
    ]);
    expect(seen).toMatchObject([{ what: "commit-failed", works: 2, reason: "silent" }]);
    await expect(execute([])).rejects.toMatchObject({
      reason: "silent",
      message: expect.stringMatching(/nothing for \d s\.$/),
    });
    await until("it is given up", () => seen.length > 1, truthMs);
    await expect(execute([])).rejects.toMatchObject({ reason: "broken" });
  });

  test("a program is told which, and what it asked again when the thread woke stands there once", async () => {
    const { server, blocked } = await aDeskToBlock();
    writeFileSync(blocked, "12000");
    await until("it stands still", () => !existsSync(blocked), truthMs);
    const refused = await register(server, "while-silent");
    expect([refused.status, refused.headers.get("retry-after"), await refused.json()]).toEqual([
      503,
      "5",
      expect.objectContaining({ code: "unavailable", reason: "silent" }),
    ]);
    await until("it is ready again", () => isReady(server), 2 * truthMs);
    // It was handed over before anybody knew, so the thread has recorded it.
    const again = await register(server, "while-silent");
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ again: true, number: 1 });
    expect((await server.end("SIGTERM")).code).toBe(0);
  }, 180_000);

  test("everybody is told within five seconds, and after a minute the desk ends to be started again", async () => {
    const { server, blocked } = await aDeskToBlock();
    writeFileSync(blocked, "");
    await untilTold(server, /has not answered/);
    if (!isFullRun) return;
    expect((await server.ended).code).toBe(exitCodes.cannotOpen);
    expect(server.said()).toContain("it has said nothing for 60 s");
  }, 180_000);
});
