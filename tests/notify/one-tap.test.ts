/** Acknowledging by a button of the lock screen: one request, no page, no cookie. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { playbooks } from "../../machines/registry.ts";
import { aMailbox } from "../support/mailbox.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";

let desk: NightDesk;
let incident: string;
let mailbox: ReturnType<typeof aMailbox>;
beforeEach(async () => {
  mailbox = aMailbox(({ text }) => `250 taken: ${text}`);
  desk = await aNightDesk(undefined, Object.values(playbooks), { transport: mailbox });
  const values = { title: "Smoke", sourceKind: "call", discoveredAt: "2026-11-22T21:00:00+08:00", grade: "major" };
  const opened = await desk.desk.open("public-incident", values, desk.desk.person("chen")!, { commandId: "open" });
  if (opened.outcome === "done") incident = String(opened.number);
  await desk.wind(29);
});
afterEach(() => desk.shut());

const address = (person = "chen") => `${desk.origin}/api/v1${mailbox.linksTo(person).at(-1)!}`;
const tap = (url: string, headers: Record<string, string> = {}) => fetch(url, { method: "POST", headers });
const events = async () => (await desk.desk.history(incident))!.filter(({ kind }) => kind === "event");

test("acknowledges as the person whose notification it was, and twice is once", async () => {
  const answer = await tap(address());
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ state: "acknowledged", incident: Number(incident), by: "陈晓" });
  expect(await (await tap(address())).json()).toMatchObject({ state: "acknowledged", by: "陈晓" });
  expect((await events()).map(({ row }) => row.event)).toEqual([
    expect.objectContaining({ type: "ESCALATION_ACKNOWLEDGED" }),
  ]);
});

test("a GET, a HEAD and a browser on another page change nothing", async () => {
  expect((await fetch(address())).status).toBe(405);
  expect((await fetch(address(), { method: "HEAD" })).status).toBe(405);
  expect((await tap(address(), { Origin: "https://elsewhere.example" })).status).toBe(403);
  expect(await events()).toEqual([]);
});

test("whoever is signed in there acts for nobody else: cookies are not read", async () => {
  expect(await (await tap(address(), { Cookie: "answerable_person=sun" })).json()).toMatchObject({ by: "陈晓" });
});

test.each(["x", "a".repeat(43), "%00", "..%2f"])("an unknown token %s is not found", async (token) => {
  const answer = await tap(`${desk.origin}/api/v1/acknowledge/${token}`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([404, expect.stringContaining("problem+json")]);
});

test("too old: says where to go", async () => {
  const url = address();
  (desk.clock as unknown as { wind(ms: number): void }).wind(8 * 24 * 60 * 60_000);
  const answer = await tap(url, { "Accept-Language": "en" });
  expect([answer.status, await answer.json()]).toEqual([
    409,
    expect.objectContaining({ detail: expect.stringContaining("acknowledge it there") }),
  ]);
  expect(await events()).toEqual([]);
});

test("whoever guesses tokens is slowed down", async () => {
  const guesses = await Promise.all(
    Array.from({ length: 60 }, (_, n) => tap(`${desk.origin}/api/v1/acknowledge/guess-${n}`)),
  );
  const statuses = guesses.map(({ status }) => status);
  expect(statuses.filter((status) => status === 404).length).toBeLessThan(40);
  expect(guesses.find(({ status }) => status === 429)?.headers.get("retry-after")).toMatch(/^\d+$/);
});
