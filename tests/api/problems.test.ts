import { connect, type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import express from "express";
import { apiErrors } from "../../src/web/api/api-router.ts";
import * as schemas from "../../src/web/api/schemas.ts";
import { anApi, type Api, type Reply } from "./api.ts";

const fields = { title: "Pipe burst", grade: "major", discoveredAt: "2026-11-22T22:50:00+08:00" };
const incident = { playbook: "leak@1", fields };

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

function expectProblem(reply: Reply, status: number, code: string): z {
  expect([reply.status, reply.body["code"]]).toEqual([status, code]);
  expect(reply.type).toBe("application/problem+json; charset=utf-8");
  expect(reply.headers.get("cache-control")).toBe("no-store");
  expect(reply.body).toMatchObject({ type: `/api/problems#${code}`, status });
  return schemas.problem.parse(reply.body);
}
type z = ReturnType<typeof schemas.problem.parse>;

const register = (body: unknown, headers?: Record<string, string>) => api.post("/api/v1/incidents", body, headers);

describe("who acts", () => {
  test("must be named, and is told how", async () => {
    const reply = await api.get("/api/v1/incidents", { "Answerable-Person": "" });
    expect(expectProblem(reply, 401, "nobody-acts").detail).toContain("Answerable-Person: officer");
    expect(reply.headers.get("www-authenticate")).toContain("Answerable-Person");
  });

  test("must be known", async () => {
    expectProblem(await api.get("/api/v1/incidents", { "Answerable-Person": "stranger" }), 403, "unknown-person");
    expectProblem(await api.get("/api/v1/incidents", { "Answerable-Person": "__proto__" }), 403, "unknown-person");
  });

  test("must be allowed, and is told who is", async () => {
    const reply = await register(incident, { "Answerable-Person": "auditor" });
    const { who, detail } = expectProblem(reply, 403, "forbidden");
    expect(who?.map((one) => one.id)).toEqual(["officer", "second", "lead"]);
    expect(detail).toContain("Only these roles can do this: duty officer, duty lead");
  });

  test("is asked for before a body is read", async () => {
    const reply = await register("x".repeat(300_000), { "Answerable-Person": "" });
    expectProblem(reply, 401, "nobody-acts");
  });
});

describe("a problem", () => {
  test("speaks the client's language, else the person's, else English", async () => {
    const detail = async (headers: Record<string, string>) =>
      (await api.get("/api/v1/incidents/99", headers)).body["title"];
    expect(await detail({ "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1" })).toBe("未找到。");
    expect(await detail({ "Accept-Language": "en-GB" })).toBe("Not found.");
    expect(await detail({ "Accept-Language": "fr" })).toBe("未找到。");
    expect(await detail({ "Accept-Language": "fr", "Answerable-Person": "second" })).toBe("Not found.");
  });

  test("is listed with its words", async () => {
    const reply = await api.get("/api/problems", { "Answerable-Person": "" });
    const { items } = schemas.problemList.parse(reply.body);
    expect(items.find((row) => row.code === "conflict")).toMatchObject({
      status: 409,
      title: { zh: "事件已有变化。" },
    });
    expect(new Set(items.map((row) => row.code)).size).toBe(items.length);
  });
});

describe("values that will not do", () => {
  test("are named with their fields", async () => {
    const { errors } = expectProblem(await register({ ...incident, fields: { title: "", colour: 1 } }), 422, "invalid");
    expect(errors).toMatchObject({
      title: ["Fill this in."],
      grade: ["Choose one."],
      discoveredAt: ["Fill this in."],
    });
    expect(errors?.["colour"]?.[0]).toContain("Unknown field");
  });

  test.each([
    [{}, ["playbook", "fields"]],
    [{ ...incident, type: "x" }, ["type"]],
    [{ playbook: 7, fields: [] }, ["fields", "playbook"]],
    [{ ...incident, fields: null }, ["fields"]],
    [[], [""]],
    ["null", [""]],
    ["7", [""]],
  ])("%j names %j", async (body, names) => {
    const { errors } = expectProblem(await register(body), 422, "invalid");
    expect(Object.keys(errors ?? {}).sort()).toEqual([...names].sort());
  });

  test("include playbooks and events that are not there", async () => {
    expectProblem(await register({ ...incident, playbook: "flood@1" }), 422, "unknown-playbook");
    await register(incident);
    const sent = await api.post("/api/v1/incidents/1/events", { type: "FLOOD", fields: {} });
    expectProblem(sent, 422, "unknown-event");
    expectProblem(await api.post("/api/v1/incidents/2/events", { type: "NOTE_ADDED", fields: {} }), 404, "not-found");
  });

  test("do no harm with the names of the prototype", async () => {
    const body = `{"playbook":"leak@1","fields":{"title":"x","grade":"major","discoveredAt":"2026-11-22T22:50:00+08:00",
      "__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}},"__proto__":{"polluted":true}}`;
    expectProblem(await register(body), 422, "invalid");
    const inside = body.replace(',"__proto__":{"polluted":true}}', "}");
    const { errors } = expectProblem(await register(inside), 422, "invalid");
    expect(Object.keys(errors ?? {})).toContain("constructor");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("refused by the state say so with 409", async () => {
    await register(incident);
    const sent = { type: "DRAFT_APPROVED", fields: { version: "0" } };
    const reply = await api.post("/api/v1/incidents/1/events", sent, { "Answerable-Person": "lead" });
    expect(expectProblem(reply, 409, "not-acceptable").detail).toContain("Current state: Drafting");
  });
});

describe("a body", () => {
  test("must be application/json", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/jsonp",
      "multipart/form-data",
      "",
    ])
      expectProblem(await register(incident, { "Content-Type": type }), 415, "not-json");
    expect((await register(incident, { "Content-Type": "application/json; charset=utf-8" })).status).toBe(201);
    expectProblem(await register(incident, { "Content-Encoding": "gzip" }), 415, "not-json");
    expectProblem(await register(incident, { "Content-Type": "application/json; charset=latin1" }), 415, "not-json");
  });

  test("must be JSON", async () => {
    for (const body of ["{", "", '{"playbook":}', "\u0000", "{'a':1}", "undefined"])
      expectProblem(await register(body), 400, "malformed-json");
  });

  test("may have 100 KiB and no more, said or unsaid", async () => {
    const padded = (bytes: number) => JSON.stringify(incident).padEnd(bytes, " ");
    expect((await register(padded(100 * 1024))).status).toBe(201);
    expectProblem(await register(padded(100 * 1024 + 1)), 413, "body-too-large");
    const status = await chunked(api.origin, 400, 4096);
    expect(status).toContain("413");
  });

  test("may be nested only so deep", async () => {
    const deep = `{"playbook":"leak@1","fields":{"title":${"[".repeat(40_000)}${"]".repeat(40_000)}}}`;
    expectProblem(await register(deep), 400, "malformed-json");
  });
});

/** A body of unsaid length that never ends; answers the status line. */
function chunked(origin: string, count: number, size: number): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.on("error", reject);
    socket.once("data", (data) => {
      socket.destroy();
      resolve(data.toString().split("\r\n")[0] ?? "");
    });
    socket.write(
      "POST /api/v1/incidents HTTP/1.1\r\nHost: localhost\r\nAnswerable-Person: officer\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    for (let n = 0; n < count; n += 1) socket.write(`${size.toString(16)}\r\n${" ".repeat(size)}\r\n`);
  });
}

describe("an address", () => {
  test("that is not there is a problem too", async () => {
    for (const path of ["/api", "/api/v1", "/api/v2/incidents", "/api/v1/incidents/1/nothing", "/api/v1/incidents/%ff"])
      expectProblem(await api.get(path), 404, "not-found");
    for (const path of [
      "/api/v1/incidents/1",
      "/api/v1/incidents/1/history",
      "/api/v1/incidents/1/replay",
      "/api/v1/incidents/1/notifications",
    ])
      expectProblem(await api.get(path), 404, "not-found");
  });

  test("refuses other methods and says which it takes", async () => {
    const ask = (method: string, path: string) => fetch(`${api.origin}${path}`, { method });
    const reply = await ask("DELETE", "/api/v1/incidents");
    expect([reply.status, reply.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect((await ask("PUT", "/api/v1/incidents/1")).headers.get("allow")).toBe("GET, HEAD");
    expect((await ask("POST", "/api/openapi.json")).status).toBe(405);
    expect((await ask("GET", "/api/v1/incidents/1/events")).headers.get("allow")).toBe("POST");
  });

  test("answers HEAD as GET without a body", async () => {
    const init = { method: "HEAD", headers: { "Answerable-Person": "officer" } };
    const reply = await fetch(`${api.origin}/api/v1/incidents`, init);
    expect([reply.status, await reply.text()]).toEqual([200, ""]);
  });
});

describe("our own faults", () => {
  const broken = (error: Error) =>
    anApi(undefined, (desk) => ({
      ...desk,
      list: () => Promise.reject(error),
      open: () => Promise.reject(error),
    }));

  test("give nothing away, and are heard of here", async () => {
    const other = await broken(new Error("secret: /var/lib/night.db"));
    try {
      const reply = await other.get("/api/v1/incidents");
      expectProblem(reply, 500, "internal");
      expect(JSON.stringify(reply.body)).not.toContain("secret");
      expect(other.problems).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  test("of storage ask to try again", async () => {
    const other = await broken(Object.assign(new Error("disk full"), { code: "SQLITE_FULL" }));
    try {
      const reply = await other.post("/api/v1/incidents", incident);
      expectProblem(reply, 503, "unavailable");
      expect(reply.headers.get("retry-after")).toBe("5");
    } finally {
      await other.close();
    }
  });
});

test("the error handler serves other routers below the same mount as well", async () => {
  const app = express();
  const heard: unknown[] = [];
  app.use("/api", () => {
    throw new Error("ours");
  });
  app.use(
    "/api",
    apiErrors((problem) => heard.push(problem)),
  );
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const reply = await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/anything`);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([500, "application/problem+json; charset=utf-8"]);
  expect(heard).toHaveLength(1);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
