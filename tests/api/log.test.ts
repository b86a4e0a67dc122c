/** The log as one line of rows: auditors follow it, and a program that is killed gets each row once all the same. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { logOf } from "../../src/desk/log-cursor.ts";
import * as schemas from "../../src/web/api/schemas.ts";
import { anApi, type Api, type Reply } from "./api.ts";

let api: Api;
let auditor: string;
beforeEach(async () => {
  api = await anApi();
  auditor = api.desk.people.find(({ roles }) => roles.includes("auditor"))!.id;
  await api.leak("Pipe burst");
  await api.leak("Wet floor");
});
afterEach(() => api.close());

const ask = (query = "", headers: Record<string, string> = {}): Promise<Reply> =>
  api.get(`/api/v1/log${query}`, { "Answerable-Person": auditor, ...headers });
const page = async (query = "") => {
  const reply = await ask(query);
  expect(reply.status).toBe(200);
  return schemas.logPage.parse(reply.body);
};
const recorded = () => api.storage.logRows.after(0, 1000);

test("every row of every incident once, in the order in which it was recorded, page by page", async () => {
  const all = await recorded();
  expect(all.length).toBeGreaterThan(1);
  const seen: number[] = [];
  let next: string | undefined = "/api/v1/log?after=0&limit=1";
  while (next !== undefined) {
    const { items, last, links } = await page(next.slice("/api/v1/log".length));
    seen.push(...items.map(({ position }) => position));
    expect(last).toBe(seen.at(-1));
    next = links["next"];
  }
  expect(seen).toEqual(all.map((_, index) => index + 1));
  const { items } = await page();
  expect(items.map(({ incident, seq, event }) => [incident, seq, event["type"]])).toEqual(
    all.map(({ incident, row }) => [incident, row.seq, row.event.type]),
  );
  expect((await page(`?after=${seen.length}`)).items).toEqual([]);
  expect((await page("?after=999")).last).toBe(999);
});

test("what was typed stands apart from it", async () => {
  const text = JSON.stringify(await page());
  expect(text).not.toContain("Pipe burst");
  expect(text).toContain('"type":"start"');
});

test("a row a line for those who ask for lines, and the next page in a header", async () => {
  const [first, second] = await Promise.all(
    ["?limit=1", "?after=1"].map((query) =>
      fetch(`${api.origin}/api/v1/log${query}`, {
        headers: { "Answerable-Person": auditor, Accept: "application/x-ndjson" },
      }),
    ),
  );
  expect(first!.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  expect(first!.headers.get("link")).toBe('</api/v1/log?after=1&limit=1>; rel="next"');
  expect(second!.headers.get("link")).toBeNull();
  const lines = `${await first!.text()}${await second!.text()}`.split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual((await page()).items);
  expect((await ask("", { Accept: "*/*" })).type).toBe("application/json; charset=utf-8");
});

test("is for auditors alone, and says what is wrong with a query", async () => {
  expect((await api.get("/api/v1/log")).status).toBe(403);
  for (const query of ["?after=-1", "?after=x", "?limit=0", "?limit=1001", "?since=4"])
    expect([query, (await ask(query)).status]).toEqual([query, 400]);
});

test("nothing is answered from behind a row that is missing: it may still come", async () => {
  const rows = await recorded();
  const holed = logOf({
    storage: { logRows: { after: async () => [rows[0]!, { ...rows[1]!, position: 3 }] } },
  } as never);
  expect((await holed.logAfter(0, 10)).map(({ position }) => position)).toEqual([1]);
  expect(await holed.logAfter(1, 10)).toEqual([]);
});

test("a poller that is killed anywhere, while others record, has each row once", async () => {
  // What it has done and how far it came are stored together; everything else is gone with the process.
  const stored = { rows: [] as number[], after: 0 };
  let seed = 7;
  const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let life = 0; life < 60; life += 1) {
    if (life % 6 === 0) await api.leak(`Leak ${life}`);
    const { items, last } = await page(`?after=${stored.after}&limit=${1 + Math.floor(chance() * 4)}`);
    if (chance() < 0.4) continue;
    stored.rows.push(...items.map(({ position }) => position));
    stored.after = last;
  }
  const rest = await page(`?after=${stored.after}&limit=1000`);
  const all = [...stored.rows, ...rest.items.map(({ position }) => position)];
  expect(all).toEqual((await recorded()).map((_, index) => index + 1));
});
