/** What is unusual is answered with a 409 that names the member which confirms it; without it nothing is recorded. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { publicIncident } from "../../machines/public-incident/index.ts";
import * as schemas from "../../src/web/api/schemas.ts";
import { anApi, type Api, type Reply } from "./api.ts";

let api: Api;
beforeEach(async () => {
  api = await anApi([publicIncident]);
});
afterEach(() => api.close());

const usual = { title: "Hot water", sourceKind: "call", grade: "ordinary", discoveredAt: "2026-11-22T22:00+08:00" };
const open = (values: object, more: object = {}, headers: Record<string, string> = {}) =>
  api.post("/api/v1/incidents", { playbook: "public-incident", fields: { ...usual, ...values }, ...more }, headers);
const total = async () => ((await api.get("/api/v1/incidents")).body as { total: number }).total;

/** The codes that the answer asks about, as its own advice has them. */
function askedIn(reply: Reply): readonly string[] {
  expect([reply.status, reply.body["code"], reply.type]).toEqual([
    409,
    "to-confirm",
    "application/problem+json; charset=utf-8",
  ]);
  const { detail } = schemas.problem.parse(reply.body);
  const [, list = "[]"] = /"confirm": (\[.*?\])/.exec(detail) ?? [];
  const codes = JSON.parse(list) as string[];
  expect(reply.body["confirm"]).toMatchObject(codes.map((code) => ({ code })));
  return codes;
}

test.each([
  [{ discoveredAt: "2026-11-15T22:00+08:00" }, ["discovered-long-ago"]],
  [{ occurredAt: "1999-12-31T23:59:59.999Z" }, ["year-before-2000"]],
  [{ discoveredAt: "0999-11-22T22:00Z" }, ["discovered-long-ago", "year-before-2000"]],
  [{ title: " HOT\u3000WATER " }, ["same-title"]],
])("%j is asked about, and taken as the answer advises", async (values, codes) => {
  expect((await open({})).status).toBe(201);
  expect(askedIn(await open(values))).toEqual(["title" in values ? [] : codes, ["same-title"]].flat());
  const other = { title: "Cold water", ...values };
  const key = { "Idempotency-Key": "to-confirm-1" };
  for (const confirm of [undefined, [], ["other"], ["DISCOVERED-LONG-AGO"]])
    expect(askedIn(await open(other, { confirm }, key))).toEqual(codes);
  expect(await total()).toBe(1);
  const done = await open(other, { confirm: codes }, key);
  expect([done.status, await total()]).toEqual([201, 2]);
  // The same command again is answered as it was then, also when it does not repeat what it confirmed.
  for (const confirm of [codes, undefined]) expect((await open(other, { confirm }, key)).status).toBe(200);
  expect(await total()).toBe(2);
});

test("every code must be confirmed, and an answer is in the client's language", async () => {
  await open({});
  const values = { discoveredAt: "1999-11-22T22:00Z" };
  const codes = ["discovered-long-ago", "year-before-2000", "same-title"];
  for (const left of codes)
    expect(askedIn(await open(values, { confirm: codes.filter((code) => code !== left) }))).toEqual([left]);
  const chinese = await open(values, {}, { "Accept-Language": "zh" });
  expect(askedIn(chinese)).toEqual(codes);
  expect(chinese.body["detail"]).toMatch(/\p{Script=Han}/u);
});

test.each(["discovered-long-ago", { "discovered-long-ago": true }, [1], [""], null])(
  "a confirmation that is no list of codes (%j) is refused by its name",
  async (confirm) => {
    const reply = await open({}, { confirm });
    expect([reply.status, Object.keys(reply.body["errors"] as object)]).toEqual([422, ["confirm"]]);
    expect(await total()).toBe(0);
  },
);

test("a correction is asked about the same way", async () => {
  await open({});
  const fields = { fact: "discoveredAt", instant: "1999-11-01T22:00Z", reason: "CCTV" };
  const correct = (confirm: readonly string[]) =>
    api.post("/api/v1/incidents/1/events", { type: "FACT_CORRECTED", fields, confirm });
  const codes = ["discovered-long-ago", "year-before-2000"];
  expect(askedIn(await correct([]))).toEqual(codes);
  expect(askedIn(await correct(codes.slice(1)))).toEqual(codes.slice(0, 1));
  expect(await api.desk.history("1")).toHaveLength(1);
  expect((await correct(codes)).status).toBeLessThan(300);
});
