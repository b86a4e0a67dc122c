/**
 * What a stranger's request may cost: at every door, with the worst of everything that a request consists of, just under the
 * lengths that are read. Measured against a plain page in the same run, so that a slow machine changes nothing.
 */
import { Agent, request as ask } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { access } from "../../src/web/access.ts";
import { routesOf } from "../../src/web/routes-of.ts";
import { bodies, fill, headerBytes, headers, paths, queries, texts } from "./worst-of-requests.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";

/** A plain page takes about a millisecond. */
const timesAPlainPage = 10;
/** Whatever else the machine does only adds: the best of so many counts, beside the best plain page of the same moments. */
const triesMax = 40;
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let desk: DeskWorld;
let agent: Agent;
let plainMs: number;
let own: { readonly cookie: string; readonly token: string };
const doors: string[] = [];

beforeAll(async () => {
  desk = await aDesk();
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const stranger = new Browser(desk);
  const page = await stranger.get("/sign-in");
  own = {
    cookie: [...stranger.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    token: /name="form-token" value="([^"]*)"/.exec(page.text)?.[1] ?? "",
  };
  expect(own.token).not.toBe("");
  doors.push(...routesOf(desk.app.router).filter((route) => !route.includes("*")));
  for (const door of doors) await answeredMs(at(door, "x"));
  plainMs = Math.min(...(await inTurn(40, () => answeredMs(plainPage))));
});
afterAll(async () => {
  agent.destroy();
  await desk.shut();
});

async function inTurn<Result>(times: number, work: () => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let time = 0; time < times; time += 1) results.push(await work());
  return results;
}

/** Processor time of server and client together: what else the machine does does not add to it. */
async function processorMs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function answeredMs({ method, path, headers = {}, body }: Sent): Promise<number> {
  const { hostname, port } = new URL(desk.origin);
  const type = body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const answered = () =>
    new Promise<void>((resolve, reject) => {
      const sent = ask(
        { hostname, port, method, path, agent, headers: { cookie: own.cookie, ...type, ...length, ...headers } },
        (response) => response.resume().once("end", resolve).once("error", reject),
      );
      sent.once("error", reject).end(body);
    });
  return processorMs(answered);
}

const plainPage: Sent = { method: "GET", path: "/sign-in" };

/** The least that it took, as plain pages: what is too much is tried again, by turns with a plain page, before it is believed. */
async function cost(sent: Sent): Promise<number> {
  let least = await answeredMs(sent);
  if (least <= timesAPlainPage * plainMs) return least / plainMs;
  let plainLeast = Infinity;
  for (let tries = 0; tries < triesMax; tries += 1) {
    plainLeast = Math.min(plainLeast, await answeredMs(plainPage));
    least = Math.min(least, await answeredMs(sent));
    if (least <= timesAPlainPage * plainLeast) break;
  }
  return Math.round((least / plainLeast) * 10) / 10;
}

async function tooDear(all: Readonly<Record<string, Sent>>): Promise<Readonly<Record<string, number>>> {
  const costs: Record<string, number> = {};
  for (const [name, sent] of Object.entries(all)) {
    const found = await cost(sent);
    if (found > timesAPlainPage) costs[name] = found;
  }
  return costs;
}

function at(route: string, parameter: string): Sent {
  const [method = "", path = ""] = route.split(" ");
  return { method, path: path.replace(/:\w+/g, parameter), ...(method === "POST" ? { body: "" } : {}) };
}

/** Of these each door is given; those that answer a stranger with more than the way to the sign-in are given all. */
const everywhere = {
  headers: ["empty cookies", "cookies of escapes", "short languages", "types in quotation marks", "many tags"],
  queries: ["back of marks", "code of broken escapes", "many names", "names in brackets"],
  bodies: [
    "all of marks",
    "kept of marks",
    "kept of depth",
    "kept of a form of a playbook",
    "as many fields as are read",
  ],
};
const open = new Set<string>(
  access.filter(({ who }) => who === "anybody" || who === "link-holders").map(({ route }) => route),
);
const isWide = (door: string) => open.has(door) || door === "GET /api/v1/me" || door === "POST /prove";

type Parts<Part> = Readonly<Record<string, Part>>;

/** What these attacks make of a door, by a name for each. */
function sentTo<Part>(door: string, parts: Parts<Part>, some: readonly string[], sentWith: (part: Part) => Sent) {
  const chosen = Object.entries(parts).filter(([name]) => isWide(door) || some.includes(name));
  return Object.fromEntries(chosen.map(([name, part]) => [`${door}: ${name}`, sentWith(part)]));
}

describe("the worst of a stranger's request takes less than ten plain pages", () => {
  test("at no door is this left out", () => {
    expect(doors.length).toBeGreaterThan(100);
    expect(doors).toEqual(expect.arrayContaining([...open].filter((door) => !door.endsWith("/i-am"))));
    expect(Object.keys(headers)).toEqual(expect.arrayContaining(everywhere.headers));
    expect(Object.keys(queries)).toEqual(expect.arrayContaining(everywhere.queries));
    expect(Object.keys(bodies(""))).toEqual(expect.arrayContaining(everywhere.bodies));
  });

  test("in its headers, at every door", async () => {
    for (const door of doors) {
      const sentWith = (sent: Parts<string>) => ({ ...at(door, "x"), headers: sent });
      expect(await tooDear(sentTo(door, headers, everywhere.headers, sentWith))).toEqual({});
    }
  }, 120_000);

  test("in its address, at every door", async () => {
    for (const door of doors) {
      const plain = at(door, "x");
      const sentWith = (query: string) => ({ ...plain, path: `${plain.path}?${query}` });
      expect(await tooDear(sentTo(door, queries, everywhere.queries, sentWith))).toEqual({});
      if (!door.includes("/:")) continue;
      const inPath = (text: string) => at(door, fill(text, headerBytes / 2));
      expect(await tooDear(sentTo(door, texts, ["marks", "broken escapes"], inPath))).toEqual({});
    }
  }, 120_000);

  test("where there is no door", async () => {
    const strange = Object.entries(paths).map(([name, path]) => [name, { method: "GET", path }]);
    const files = Object.entries(headers).map(([name, sent]) => [
      `file: ${name}`,
      { method: "GET", path: "/static/x/desk.css", headers: sent },
    ]);
    expect(await tooDear(Object.fromEntries([...strange, ...files]))).toEqual({});
  }, 60_000);

  test("in its body, at every door that takes one", async () => {
    for (const door of doors.filter((route) => !route.startsWith("GET "))) {
      const sentWith = (body: string) => ({ ...at(door, "x"), body });
      expect(await tooDear(sentTo(door, bodies(own.token), everywhere.bodies, sentWith))).toEqual({});
    }
  }, 120_000);
});
