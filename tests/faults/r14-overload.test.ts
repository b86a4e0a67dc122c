/** R14: more than can be written is turned away early and in words, memory stays bounded, and timers still fire. */
import { expect, test } from "@jest/globals";
import express from "express";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine, OverloadedError } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { apiErrors } from "../../src/web/api/api-router.ts";
import { benchMachine } from "../support/bench-machine.ts";
import { figures } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";

const folder = aFolderEach();
const asked = 6_000;
const waitingMax = 2_000;
const second = 1_000;

test("a disk that stands still for a moment does not collect commands without end", async () => {
  const storage = await openStorage({ url: `sqlite:${folder.file("night.db")}` });
  const clock = new WindingClock(0);
  let goOn: () => void = () => undefined;
  let standstill: Promise<void> = Promise.resolve();
  const slow = {
    ...storage,
    commit: async (...args: Parameters<typeof storage.commit>) => (await standstill, storage.commit(...args)),
  };
  const engine = await openEngine({
    storage: slow,
    machines: { "bench@1": benchMachine },
    clock,
    deliver: async () => undefined,
  });
  const { id } = await engine.start("bench@1", { limitMs: second }, { by: "test", commandId: "start" });
  await engine.send(id, { type: "START" }, { by: "test", commandId: "arm" });

  standstill = new Promise((resolve) => (goOn = resolve));
  const heap = process.memoryUsage().heapUsed;
  const answers = Array.from({ length: asked }, (_, n) =>
    engine.send(id, { type: "PING" }, { by: "test", commandId: `ping-${n}` }).then(
      ({ outcome }) => outcome,
      (error: unknown) => error,
    ),
  );
  clock.wind(second);
  const firing = engine.runDue();
  await new Promise((resolve) => setImmediate(resolve));
  const grownMiB = (process.memoryUsage().heapUsed - heap) / 2 ** 20;
  goOn();
  const outcomes = await Promise.all(answers);
  const refused = outcomes.filter((outcome) => outcome instanceof OverloadedError).length;
  expect(refused).toBeGreaterThanOrEqual(asked - waitingMax - 2 * 256);
  expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(asked - refused);
  expect((await firing).fired).toBeGreaterThanOrEqual(1);
  expect((await engine.replay(id)).divergence).toBeNull();
  await engine.close();
  figures(
    "R14",
    `${asked} commands during a standstill: ${asked - refused} written, ${refused} turned away, ${grownMiB.toFixed(0)} MiB more in use; the timer fired behind them`,
  );
}, 60_000);

test.each([
  ["OverloadedError", "overloaded", "1"],
  ["StorageUnavailableError", "unavailable", "5"],
])("%s is answered with 503 and when to come again", async (name, code, seconds) => {
  const app = express();
  app.get("/", () => {
    throw Object.assign(new Error("no"), { name });
  });
  app.use(apiErrors(() => undefined));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe(seconds);
  expect(await response.json()).toMatchObject({ code });
  server.close();
  server.closeAllConnections();
});
