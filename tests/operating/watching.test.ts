/** A real server, as the programs see it that watch over it. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { openLog } from "../../src/operating/log.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
let server: Running;
const lines: string[] = [];
beforeAll(async () => {
  folder = aTemporaryFolder();
  const config = configure(
    readEnvironment({ ANSWERABLE_DATA: folder.file("data"), PORT: "0", ANSWERABLE_SIGN_IN: "off" }),
  );
  const log = openLog({ level: "info", pretty: false, secrets: [], write: (line) => lines.push(line) });
  server = await startServer(config, "0.0.0", { log, onProblem: (problem) => log.problem(problem) });
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.address + path, { headers });

async function metric(name: string): Promise<number> {
  const text = await (await get("/metrics")).text();
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return Number(line?.split(" ").at(-1));
}

async function register(fields: object, commandId: string): Promise<Response> {
  return fetch(`${server.address}/api/v1/incidents`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Answerable-Person": "chen", "Idempotency-Key": commandId },
    body: JSON.stringify({ playbook: "equipment-fault", fields }),
  });
}

/** No file for checkpoints is set. */
const alone =
  "No checkpoint of the record lies outside: no one can say whether it is whole (ANSWERABLE_RECORD_OUTSIDE).\n";
const words = { equipment: "Lift of the archive", place: "Library", fault: "Stuck between floors" };

test("it lives, it is ready, and nobody has to say who they are", async () => {
  const healthz = await get("/healthz");
  expect([healthz.status, await healthz.text()]).toEqual([200, `ok\n${alone}`]);
  const readyz = await get("/readyz");
  expect([readyz.status, await readyz.text()]).toEqual([200, `Ready.\n${alone}`]);
});

test("what is committed is counted and measured, and the same command again is no new event", async () => {
  const accepted = 'answerable_commands_total{outcome="accepted"}';
  const duplicate = 'answerable_commands_total{outcome="duplicate"}';
  const [acceptedBefore, duplicateBefore] = [await metric(accepted), (await metric(duplicate)) || 0];
  const before = await metric("answerable_commit_seconds_count");
  expect((await register(words, "watch-1234")).status).toBe(201);
  expect((await register(words, "watch-1234")).ok).toBe(true);
  expect(await metric("answerable_commit_seconds_count")).toBeGreaterThan(before);
  expect(await metric(accepted)).toBe(acceptedBefore + 1);
  expect(await metric(duplicate)).toBe(duplicateBefore + 1);
  expect(await metric("answerable_timers_pending")).toBeGreaterThanOrEqual(0);
  expect(await metric("answerable_messages_dead_lettered")).toBe(0);
  expect(await metric("nodejs_eventloop_lag_seconds")).toBeGreaterThanOrEqual(0);
  const route = 'answerable_http_request_seconds_count{method="POST",route="/api/v1/incidents",status="201"}';
  expect(await metric(route)).toBe(1);
});

test("each request has an id: in its answer, in its problem, in its one line of the log", async () => {
  lines.length = 0;
  const response = await get("/api/v1/incidents/4711?text=what+somebody+typed", { "Answerable-Person": "chen" });
  const id = response.headers.get("X-Request-Id");
  expect(await response.json()).toMatchObject({ status: 400, instance: `urn:uuid:${id}` });
  await new Promise((resolve) => setImmediate(resolve));
  const mine = lines.filter((line) => line.includes(String(id))).map((line) => JSON.parse(line) as object);
  expect(mine).toEqual([
    expect.objectContaining({
      event: "request",
      method: "GET",
      path: "/api/v1/incidents/4711",
      status: 400,
      level: "info",
    }),
  ]);
});

test("neither what was filled in nor who is addressed is in the log", async () => {
  lines.length = 0;
  await register({ ...words, fault: "" }, "watch-5678");
  await get("/register?text=Stuck", { Cookie: "person=chen" });
  await new Promise((resolve) => setImmediate(resolve));
  const all = lines.join("");
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const typed of ["archive", "Stuck", "Library", "@example.test", "person="]) expect(all).not.toContain(typed);
});

test("no address that is a key by itself is in the log", async () => {
  lines.length = 0;
  const secret = "s3cret-of-an-address_s3cret";
  const paths = ["/invitation/", "/Invitation//", "/acknowledge/", "/calendar/"].map((path) => `${path}${secret}`);
  for (const path of [...paths, `/sign-in?back=/acknowledge/${secret}`]) await get(path);
  await new Promise((resolve) => setImmediate(resolve));
  expect(lines.filter((line) => line.includes("[secret]"))).toHaveLength(paths.length);
  expect(lines.join("")).not.toContain(secret);
});

test("under a foreign name it answers programs no more than people", async () => {
  const { port } = new URL(server.address);
  const { request } = await import("node:http");
  const status = await new Promise((resolve) => {
    request({ port, host: "127.0.0.1", path: "/metrics", headers: { Host: "evil.example" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).end();
  });
  expect(status).toBe(421);
});
