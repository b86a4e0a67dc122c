/** A long incident is shown a part at a time, and its page does not grow with it. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor, type Page } from "../support/visitor.ts";

const notes = 240;
let desk: NightDesk;
let reader: Visitor;
let lengthBefore: number;
beforeAll(async () => {
  desk = await aNightDesk();
  reader = new Visitor(desk, "li");
  const officer = desk.desk.person("chen")!;
  const discoveredAt = new Date(desk.desk.now() - 60_000).toISOString();
  const opening = { title: "Long", sourceKind: "call", grade: "ordinary", discoveredAt };
  await desk.desk.open("public-incident", opening, officer, { commandId: "open-long" });
  for (let n = 1; n <= notes; n += 1) {
    if (n === 60) lengthBefore = (await reader.get("/incidents/1")).text.length;
    // Every fourth is sent to the consultation group.
    const [type, trend] = n % 4 === 0 ? ["SITUATION_NOTED", { trend: "worse" }] : ["NOTE_ADDED", {}];
    const values = { ...trend, wording: `Note ${String(n)}` };
    const outcome = await desk.desk.act("1", type, values, officer, { commandId: `n-${String(n)}` });
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
    if (n % 8 === 0) await desk.wind(1);
  }
}, 120_000);
afterAll(() => desk.shut());

const entriesOn = ({ text }: Page) => [...text.matchAll(/id="entry-(\d+)"/g)].map(([, seq]) => Number(seq));
const linkTo = ({ text }: Page, query: string) =>
  new RegExp(`href="(/incidents/1[^"#]*[?&;]${query}=[^"#]*)[^"]*" rel="next"`)
    .exec(text)?.[1]
    ?.replaceAll("&amp;", "&") ?? null;
const messagesOn = ({ text }: Page) =>
  text.split('<ol class="notifications">').slice(1).join("").split('class="entry-title"').length - 1;

describe("its page", () => {
  test("leads through the whole log, each entry once, newest first", async () => {
    const last = (await desk.desk.find("1"))!.seq;
    const seen: number[] = [];
    for (let path: string | null = "/incidents/1"; path !== null;) {
      const page: Page = await reader.get(path);
      expect(entriesOn(page).length).toBeLessThanOrEqual(25);
      seen.push(...entriesOn(page));
      path = linkTo(page, "before");
    }
    expect(seen).toEqual(Array.from({ length: last + 1 }, (_, index) => last - index));
  });

  test("leads through all notifications", async () => {
    const { length } = await desk.engine.messages((await desk.desk.find("1"))!.id);
    expect(length).toBeGreaterThan(40);
    let seen = 0;
    for (let path: string | null = "/incidents/1"; path !== null;) {
      const page: Page = await reader.get(path);
      expect(messagesOn(page)).toBeLessThanOrEqual(50);
      seen += messagesOn(page);
      path = linkTo(page, "sent");
    }
    expect(seen).toBe(length);
  });

  test("is as long with 240 notes as with 60, whatever stands in its address", async () => {
    const { length } = (await reader.get("/incidents/1")).text;
    expect(length / lengthBefore).toBeLessThan(1.5);
    for (const odd of [
      "before=x",
      "before=-1",
      "before=0",
      "before=99999999",
      "sent=x",
      "sent=1.5.2",
      "before=1&before=2",
    ]) {
      const page = await reader.get(`/incidents/1?${odd}`);
      expect([odd, page.status]).toEqual([odd, 200]);
    }
  });
});

test("a step of the replay shows as much as there was then, and says from where it was replayed", async () => {
  const page = await reader.get("/incidents/1/replay?at=150");
  expect(page.text).toContain("Replayed from the checkpoint after entry");
  const older = linkTo(page, "sent");
  expect(older).toContain("at=150");
  expect((await reader.get(older!)).text).toContain("Newest");
  expect((await reader.get("/incidents/1/replay?at=20")).text).not.toContain("checkpoint");
  const view = (await desk.desk.replay("1", 150, desk.desk.person("li")!, { messagesMax: 1_000 }))!;
  const whole = (await desk.desk.replay("1", 150, desk.desk.person("li")!, { messagesMax: 1_000, isWhole: true }))!;
  expect({ ...view, from: 0 }).toEqual(whole);
});

test("the notifications of the API are read to their end", async () => {
  const { length } = await desk.engine.messages((await desk.desk.find("1"))!.id);
  const ids: string[] = [];
  for (let path: string | undefined = "/api/v1/incidents/1/notifications?limit=20"; path !== undefined;) {
    const answer = JSON.parse((await reader.get(path, { "answerable-person": "li" })).text) as {
      items: { id: string }[];
      links: { next?: string };
    };
    ids.push(...answer.items.map(({ id }) => id));
    path = answer.links.next;
  }
  expect(new Set(ids).size).toBe(length);
  expect(ids).toHaveLength(length);
});
