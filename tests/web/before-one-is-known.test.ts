/**
 * What a stranger's request may cost: at every door, with the worst of everything that a request consists of, just under the
 * lengths that are read. Measured against a plain page in the same run, so that a slow machine changes nothing.
 */
import { Agent, request as ask } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { access } from "../../src/web/access.ts";
import { routesOf } from "../../src/web/routes-of.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";

/** A plain page takes about a millisecond. */
const timesAPlainPage = 10;
/** Whatever else the machine does only adds: the best of so many counts, beside the best plain page of the same moments. */
const triesMax = 40;
/** What Node reads of all headers, and of them and the address together, is 16 kB. */
const headerBytes = 14_000;
/** Just under what is read of a stranger's form. */
const bodyBytes = 31_000;

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

const fill = (text: string, bytes: number) => text.repeat(Math.floor(bytes / Buffer.byteLength(text)));
const count = (bytes: number, each: (number: number) => string) => {
  const parts: string[] = [];
  for (let length = 0, number = 0; length < bytes; number += 1) length += parts[parts.push(each(number)) - 1]!.length;
  return parts.join("");
};
/** Two marks that have to be put in order, as an address and a form write them. */
const marks = "%CC%81%CC%96";

const texts: Readonly<Record<string, string>> = {
  notifications: "a",
  marks,
  "marks of all classes": "%CC%81%CC%96%CD%85%E3%82%99%CC%B4",
  "what grows when composed": "%EF%B7%BA",
  "broken escapes": "%zz",
  "half characters": "%E6",
  slashes: "/",
  spaces: "%20",
  "line breaks": "%0D%0A",
  zeros: "%00",
  capitals: "%C4%B0",
};

const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "many cookies": { cookie: fill("a=b; ", headerBytes) },
  "empty cookies": { cookie: fill(";", headerBytes) },
  "a long cookie": { cookie: `answerable=${fill("a", headerBytes)}` },
  "cookies of escapes": {
    cookie: ["answerable", "answerable-device", "answerable-form", "answerable-step", "answerable_language"]
      .map((name) => `${name}=${fill("%CC%81", headerBytes / 5)}`)
      .join("; "),
  },
  "cookies of signs": { cookie: fill("=", headerBytes) },
  "a long token": { authorization: `Bearer ${fill("a", headerBytes)}` },
  "a token of spaces": { authorization: `Bearer ${fill(" a", headerBytes)}` },
  "another authorization": { authorization: `Basic ${fill("Bearer ", headerBytes)}` },
  "many languages": { "accept-language": count(headerBytes, (number) => `l${String(number)};q=0.1,`) },
  "short languages": { "accept-language": fill("a,", headerBytes) },
  "empty languages": { "accept-language": fill(",", headerBytes) },
  "a language in quotation marks": { "accept-language": `zh;q="${fill(",", headerBytes)}` },
  "language with parameters": { "accept-language": `zh${fill(";q=1", headerBytes)}` },
  "many types": { accept: fill("a/b,", headerBytes) },
  "types in quotation marks": { accept: `a/b;c="${fill(",", headerBytes)}` },
  "types with parameters": { accept: `text/html${count(headerBytes, (number) => `;p${String(number)}="`)}` },
  "many encodings": { "accept-encoding": fill("a,", headerBytes) },
  "a type of spaces": { "content-type": `application/x-www-form-urlencoded;${fill(" ", headerBytes)}x` },
  "a type of parameters": { "content-type": `application/x-www-form-urlencoded${fill(";a=b", headerBytes)}` },
  "a type in quotation marks": { "content-type": `application/x-www-form-urlencoded;a="${fill("\\a", headerBytes)}` },
  "many tags": { "if-none-match": fill('"a",', headerBytes) },
  "a date of brackets": { "if-modified-since": fill("(", headerBytes) },
  "a date of numbers": { "if-modified-since": fill("1 ", headerBytes) },
  "many ranges": { range: `bytes=${fill("0-0,", headerBytes)}` },
  "ranges apart": { range: `bytes=${count(headerBytes, (number) => `${String(number * 2)}-${String(number * 2)},`)}` },
  "an origin of labels": { origin: `http://${fill("a.", headerBytes)}` },
  "an encoded origin": { origin: `http://xn--${fill("a", headerBytes)}` },
  "an origin of encoded labels": { origin: `http://${fill("xn--fiqs8s.", headerBytes)}` },
  "an origin of escapes": { origin: `http://${fill("%CC%81%CC%96", headerBytes)}` },
  "many hops": { "x-forwarded-for": fill("1,", headerBytes) },
  "a long hop": { "x-forwarded-for": fill("[", headerBytes) },
  "a foreign host": { host: `localhost${fill(":1", headerBytes)}` },
  "a long agent": { "user-agent": fill("a ", headerBytes) },
  "a long key": { "idempotency-key": fill("a", headerBytes), "if-match": fill('"a",', 100) },
  "a site of spaces": { "sec-fetch-site": fill("a ", headerBytes) },
  "many headers": Object.fromEntries(Array.from({ length: 900 }, (_, number) => [`x-a${String(number)}`, "a"])),
};

const queries: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      ["back", "text", "code"].map((field) => [`${field} of ${name}`, `${field}=${fill(text, headerBytes)}`]),
    ),
  ),
  "many names": count(headerBytes, (number) => `${String(number)}&`),
  "one name many times": fill("a=&", headerBytes),
  "many addresses back": fill("back=/&", headerBytes),
  "names in brackets": `a${fill("[b]", headerBytes)}=1`,
  signs: fill("=", headerBytes),
  "question marks": fill("?", headerBytes),
};

const paths: Readonly<Record<string, string>> = {
  slashes: fill("/", headerBytes),
  steps: fill("/a", headerBytes),
  "steps back": fill("/..", headerBytes),
  points: `/${fill(".", headerBytes)}`,
  escapes: fill("/%2e%2e", headerBytes),
  numbers: `/incidents/${fill("1", headerBytes)}`,
};

const fields = ["mail", "password", "code", "answer", "back", "language", "commandId", "name", "zone", "kept"];
const asJson = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const keptFields = (times: number, one: readonly string[]) => Array.from({ length: times }, () => one);
const kept: Readonly<Record<string, string>> = {
  depth: fill("[", bodyBytes),
  "depth of objects": fill('{"a":', bodyBytes),
  "balanced depth": `${fill("[", bodyBytes / 2)}${fill("]", bodyBytes / 2)}`,
  "many fields": asJson({ path: "/letters", fields: keptFields(1_000, ["a", "b"]) }),
  "wrong fields": `{"path":"/","fields":[${fill("[[],[]],", 20_000)}[]]}`,
  "a form of a playbook": asJson({ path: "/incidents/1/events/NOTE_ADDED", fields: keptFields(300, ["text", "水"]) }),
  "a long address": asJson({ path: `/${fill("incidents/1/events/", 28_000)}`, fields: [["a", "b"]] }),
  "long values": asJson({ path: "/account/phone", fields: [["phone", fill("<&'\"", 9_000)]] }),
  "escapes of JSON": `"${fill("\\u0301", bodyBytes)}"`,
  numbers: fill("9", bodyBytes),
};

const bodies = (token: string): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]): [string, string][] => [
      ...fields.map((field): [string, string] => [
        `${field} of ${name}`,
        `form-token=${token}&${field}=${fill(text, bodyBytes)}`,
      ]),
      [`all of ${name}`, [`form-token=${token}`, ...fields.map((one) => `${one}=${fill(text, 3_000)}`)].join("&")],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(kept).map(([name, text]) => [`kept of ${name}`, `form-token=${token}&mail=a&kept=${text}`]),
  ),
  "as many fields as are read": `form-token=${token}&${Array.from({ length: 299 }, (_, number) => `f${String(number)}=${fill("<", 95)}`).join("&")}`,
  "one field as often": `form-token=${token}&${Array.from({ length: 299 }, () => `mail=${fill("a", 95)}`).join("&")}`,
  "more fields": fill("a&", bodyBytes),
  "names in brackets": `form-token=${token}&a${fill("[b]", bodyBytes)}=1`,
  "a name of marks": `form-token=${token}&${fill(marks, bodyBytes)}=1`,
  "one name again and again": `form-token=${token}&${fill("roles=lead&", 3_200)}`,
  JSON: fill('{"a":', bodyBytes),
});

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
