/** Who is there and who has the duty, for programs. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { z } from "zod";
import * as schemas from "../../src/web/api/schemas.ts";
import { aDesk } from "../support/desk-world.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { anApi } from "./api.ts";

let desk: NightDesk;
beforeEach(async () => {
  desk = await aNightDesk();
});
afterEach(() => desk.shut());

const rotation = {
  layer: "officer",
  people: ["chen", "zhao"],
  every: "1",
  unit: "days",
  handoverTime: "08:00",
  startDate: "2026-11-22",
};

async function done(type: string, values: object, by = "li"): Promise<void> {
  const command = { commandId: `${type} ${JSON.stringify(values)}` };
  const outcome = await desk.desk.administer(type, values, desk.desk.person(by)!, command);
  expect(outcome).toMatchObject({ outcome: "done" });
}

async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const response = await fetch(`${desk.origin}/api/v1${path}`, { headers: { "Answerable-Person": "chen" } });
  expect(response.status).toBe(200);
  return schema.parse(await response.json());
}

const roster = () => read("/roster/now", schemas.rosterNow);
const people = () => read("/people", schemas.peopleNow);

describe("the roster", () => {
  test("before anybody is rostered has layers, and neither people nor gaps", async () => {
    expect(await roster()).toMatchObject({
      now: "2026-11-22T13:02:00.000Z",
      zone: "Asia/Shanghai",
      zoneLabel: { zh: "北京时间", en: "GMT+8" },
      layers: [
        { layer: "officer", rostered: false, onDuty: null, until: null, next: null, gaps: [] },
        { layer: "leader", rostered: false, onDuty: null, until: null, next: null, gaps: [] },
      ],
    });
  });

  test("says who has the duty, until when, who comes next, and when nobody does", async () => {
    await done("ROLES_CHANGED", { person: "zhao", roles: ["unit-contact", "duty-officer"] });
    await done("ROTATION_SET", rotation);
    await done("ABSENCE_RECORDED", {
      person: "zhao",
      from: "2026-11-24T00:00:00+08:00",
      until: "2026-11-25T00:00:00+08:00",
    });
    const [officer] = (await roster()).layers;
    expect(officer).toMatchObject({
      rostered: true,
      onDuty: { id: "chen", name: "陈晓" },
      insteadOf: null,
      until: "2026-11-23T00:00:00.000Z",
      next: { id: "zhao", name: "赵敏" },
      gaps: [{ from: "2026-11-23T16:00:00.000Z", until: "2026-11-24T00:00:00.000Z" }],
    });
    expect(officer!.gaps[0]!.sentence.en).toContain("赵敏 is absent and has no deputy");
    await desk.wind(60 * 28);
    expect((await roster()).layers[0]).toMatchObject({ onDuty: null, next: { id: "chen" } });
  });

  test("names whom a deputy acts for", async () => {
    await done("ROLES_CHANGED", { person: "zhao", roles: ["unit-contact", "duty-officer"] });
    await done("ROTATION_SET", { ...rotation, people: ["chen"] });
    await done("ABSENCE_RECORDED", { person: "chen", deputy: "zhao", from: "2026-11-22T21:00:00+08:00" });
    const [officer] = (await roster()).layers;
    expect(officer).toMatchObject({
      onDuty: { id: "zhao", name: "赵敏" },
      insteadOf: { id: "chen", name: "陈晓" },
      gaps: [],
    });
  });
});

describe("people", () => {
  test("are all there, with what they are and whether they are there, and without an address", async () => {
    await done("ROTATION_SET", { ...rotation, people: ["chen"] });
    await done("ABSENCE_RECORDED", { person: "sun", deputy: "wang", from: "2026-11-22T21:00:00+08:00" });
    await done("PERSON_DEACTIVATED", { person: "morgan" });
    const { items } = await people();
    expect(items.map(({ id }) => id)).toEqual(["chen", "li", "zhao", "morgan", "wang", "sun"]);
    expect(items[0]).toEqual({
      id: "chen",
      name: "陈晓",
      roles: ["duty-officer"],
      units: [],
      posts: [],
      language: "zh",
      active: true,
      absence: null,
      onDuty: [{ layer: "officer", label: { zh: "值班员", en: "duty officer" } }],
    });
    expect(items[2]).toMatchObject({
      units: [{ unit: "it-services", name: { zh: "信息中心", en: "IT services" } }],
      posts: [{ post: "contact", unit: "it-services", name: { zh: "信息中心联络员", en: "contact of IT services" } }],
    });
    expect(items[3]).toMatchObject({ active: false, language: "en", onDuty: [] });
    expect(items[5]!.absence).toEqual({
      from: "2026-11-22T13:00:00.000Z",
      until: null,
      deputy: { id: "wang", name: "王健" },
    });
    expect(JSON.stringify(items)).not.toContain("@");
  });

  test("and the roster are those of the settings where nothing else is known", async () => {
    const api = await anApi();
    const listed = schemas.peopleNow.parse((await api.get("/api/v1/people")).body);
    expect(listed.items.map(({ id }) => id)).toContain("officer");
    expect(schemas.rosterNow.parse((await api.get("/api/v1/roster/now")).body).zone).toBe("Asia/Shanghai");
    expect((await api.get("/api/v1/people?page=2")).status).toBe(400);
    await api.close();
  });
});

test("where people sign in both are for whoever has a token that may read", async () => {
  const house = await aDesk();
  const ask = (path: string, headers: Record<string, string>) =>
    fetch(`${house.origin}/api/v1${path}`, { headers }).then(({ status }) => status);
  const token = await house.accounts.tokens.issue("li", "wall display", ["read"], 1);
  for (const path of ["/people", "/roster/now"]) {
    expect(await ask(path, { authorization: `Bearer ${token!.secret}` })).toBe(200);
    expect([await ask(path, {}), await ask(path, { "Answerable-Person": "li" })]).toEqual([401, 401]);
  }
  await house.shut();
});

test("what has been is answered by what was on record then, at a moment and turn by turn", async () => {
  await done("ROTATION_SET", { ...rotation, people: ["chen"] });
  const before = desk.clock.now();
  await desk.wind(60);
  const asked = async () => {
    const at = `?at=${new Date(before + 60_000).toISOString()}`;
    const between = `?from=${new Date(before - 3_600_000).toISOString()}&until=${new Date(before + 3_600_000).toISOString()}`;
    const [now, then, turns] = [
      await read(`/roster/now${at}`, schemas.rosterNow),
      await read(`/people${at}`, schemas.peopleNow),
      await read(`/roster${between}`, schemas.rosterBetween),
    ];
    return {
      onDuty: now.layers.map((layer) => layer.onDuty?.id),
      roles: then.items.map(({ id, roles, active }) => [id, roles, active]),
      turns: turns.layers.map((layer) => layer.turns.map((turn) => [turn.from, turn.onDuty?.id])),
    };
  };
  const said = await asked();
  expect(said.onDuty[0]).toBe("chen");
  await done("ROLES_CHANGED", { person: "chen", roles: ["auditor"] });
  await done("LAYER_DESCRIBED", { layer: "officer", zh: "值班员", en: "duty officer", role: "lead" });
  expect(await asked()).toEqual(said);
  expect((await roster()).layers[0]).toMatchObject({ onDuty: null, skipped: { id: "chen" } });
  const refused = async (query: string) =>
    (await fetch(`${desk.origin}/api/v1/roster${query}`, { headers: { "Answerable-Person": "chen" } })).status;
  expect(await refused("/now?at=2020-01-01T00:00:00Z")).toBe(400);
  expect(await refused("?from=2026-11-01T00:00:00Z&until=2026-12-31T00:00:00Z")).toBe(400);
});

test("a window of which an end is missing is told which", async () => {
  const asked = { headers: { "Answerable-Person": "chen" } };
  const response = await fetch(`${desk.origin}/api/v1/roster?from=2026-11-22T00:00:00%2B08:00`, asked);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: { until: ["缺少该参数，请填写。"] } });
});
