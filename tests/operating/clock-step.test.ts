/** A step of the clock is said wherever somebody may look: to programs, in numbers, and on every page in words. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { ClockStepError, type ClockStep } from "../../src/kernel/clock-watch.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { ClockSteps } from "../../src/operating/clock-steps.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const hour = 3_600_000;
const seen = Date.parse("2026-11-22T21:02:05+08:00");
const everyMs = 10_000;

let folder: TemporaryFolder;
let server: Running;
let wall: WindingClock;
let sinceBoot = 0;
const problems: unknown[] = [];
beforeAll(async () => {
  folder = aTemporaryFolder();
  const config = configure(readEnvironment({ ANSWERABLE_DATA: folder.file("data"), PORT: "0" }));
  wall = new WindingClock(seen - hour - everyMs);
  server = await startServer(config, "0.0.0", {
    wall: { clock: wall, sinceBoot: () => sinceBoot },
    onProblem: (problem) => problems.push(problem),
  });
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

/** Ten seconds pass, and the wall is put elsewhere meanwhile. */
function step(ms: number): void {
  sinceBoot += everyMs;
  wall.wind(everyMs + ms);
}

async function get(path: string, language = "en"): Promise<string> {
  const response = await fetch(server.address + path, {
    headers: { Cookie: `answerable_language=${language}; answerable_person=chen` },
  });
  expect(response.status).toBe(200);
  return response.text();
}

/** No file for checkpoints is set. */
const alone =
  "No checkpoint of the record lies outside: no one can say whether it is whole (ANSWERABLE_RECORD_OUTSIDE).\n";

test("nothing is said while the clock goes right", async () => {
  expect(await get("/readyz")).toBe(`Ready.\n${alone}`);
  expect(await get("/healthz")).toBe(`ok\n${alone}`);
  expect(await get("/metrics")).toContain('answerable_clock_steps_total{way="forward"} 0');
  expect(await get("/")).not.toContain("The server clock jumped");
});

test("a step is named to programs and to people, with what to check", async () => {
  step(hour);
  const sentence =
    "The clock of this machine was put forward by 3600 s. What is due by the new time fires now; look at the clocks that have just fired. Seen at 2026-11-22T13:02:05.000Z.\n";
  expect(problems).toEqual([expect.any(ClockStepError)]);
  expect(await get("/readyz")).toBe(`Ready.\n${sentence}${alone}`);
  expect(await get("/healthz")).toBe(`ok\n${sentence}${alone}`);
  expect(await get("/metrics")).toContain('answerable_clock_steps_total{way="forward"} 1');
  for (const page of ["/", "/register", "/playbooks", "/notifications", "/about", "/i-am"]) {
    const english = await get(page, "en");
    expect(english).toContain("The server clock jumped forward by 1 h. Detected at");
    expect(english).toContain("21:02:05");
    expect(english).toContain("a clock you trust");
    expect(await get(page, "zh")).toContain("服务器时钟向前跳变了 1 小时");
  }
});

test("it is said for five minutes, and a second step beside the first", () => {
  const steady = new WindingClock(0);
  const steps = new ClockSteps<ClockStep>(steady);
  steps.add({ stepMs: hour, at: 1 });
  steady.wind(4 * 60_000);
  steps.add({ stepMs: -hour, at: 2 });
  expect(steps.recent().map(({ at }) => at)).toEqual([1, 2]);
  steady.wind(60_000);
  expect(steps.recent().map(({ at }) => at)).toEqual([2]);
  steady.wind(4 * 60_000);
  expect(steps.recent()).toEqual([]);
});
