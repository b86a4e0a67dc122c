/** The links of a long list go on behind a place: whatever is closed meanwhile, none of the others is hidden or comes twice. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor, type Page } from "../support/visitor.ts";

const count = 45;
let desk: NightDesk;
let reader: Visitor;
beforeEach(async () => {
  desk = await aNightDesk();
  reader = new Visitor(desk, "li");
  const officer = desk.desk.person("chen")!;
  for (let number = 1; number <= count; number += 1) {
    const discoveredAt = new Date(desk.desk.now() - number * 60_000).toISOString();
    const values = { title: `Incident ${String(number)}`, sourceKind: "call", grade: "ordinary", discoveredAt };
    const outcome = await desk.desk.open("public-incident", values, officer, { commandId: `open-${String(number)}` });
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  }
}, 60_000);
afterEach(() => desk.shut());

let commands = 0;
async function close(...numbers: readonly number[]): Promise<void> {
  const lead = desk.desk.person("li")!;
  for (const number of numbers) {
    const values = { duplicateOf: String(number === 1 ? count : number - 1), reason: "The same" };
    const commandId = `close-${String((commands += 1))}`;
    const outcome = await desk.desk.act(String(number), "CLOSED_AS_DUPLICATE", values, lead, { commandId });
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  }
}

const numbersOn = ({ text }: Page) =>
  [...text.matchAll(/<span class="number">#(\d+)<\/span>/g)].map(([, number]) => Number(number));
const linkOf = ({ text }: Page, rel: "next" | "prev") =>
  new RegExp(`href="([^"]*)" rel="${rel}"`).exec(text)?.[1]?.replaceAll("&amp;", "&") ?? null;
/** By deadline the earliest discovered comes first, and that is the last registered. */
const all = Array.from({ length: count }, (_, index) => count - index);

describe.each(["/", "/?show=all"])("the desk at %s", (start) => {
  test("is read to its end and back while incidents are closed on it", async () => {
    const pages: number[][] = [];
    let last: Page = await reader.get(start);
    for (let page = last; ;) {
      last = page;
      pages.push(numbersOn(page));
      await close(...numbersOn(page).slice(0, 2));
      const next = linkOf(page, "next");
      if (next === null) break;
      page = await reader.get(next);
    }
    expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(pages.flat()).toEqual(all);
    const back: number[][] = [numbersOn(last)];
    for (let before = linkOf(last, "prev"); before !== null;) {
      const page = await reader.get(before);
      if (page.status === 303) break;
      back.unshift(numbersOn(page));
      before = linkOf(page, "prev");
    }
    const closed = pages.slice(0, 2).flatMap((page) => page.slice(0, 2));
    const stays = (number: number) => start !== "/" || !closed.includes(number);
    expect(back.flat()).toEqual(all.filter(stays));
  }, 60_000);
});

test("a page that has emptied leads to what there still is, both ways", async () => {
  const first = await reader.get("/");
  const second = await reader.get(linkOf(first, "next")!);
  await close(...numbersOn(first));
  const before = await reader.get(linkOf(second, "prev")!);
  expect([before.status, before.location]).toEqual([303, "/"]);
  expect(numbersOn(await reader.get("/"))).toEqual(numbersOn(second));
  const third = linkOf(second, "next")!;
  await close(...all.slice(40));
  const behind = await reader.get(`${third}&grade=ordinary`);
  expect([behind.status, behind.location]).toEqual([303, "/?grade=ordinary"]);
  const nothing = await reader.get(`${third}&grade=critical`);
  expect([nothing.status, numbersOn(nothing)]).toEqual([200, []]);
}, 60_000);

describe.each(["deadline", "newest"])("the API's links, by %s", (sort) => {
  interface List {
    readonly items: readonly { readonly number: number }[];
    readonly links: Readonly<Partial<Record<"next" | "previous", string>>>;
  }
  const list = async (address: string): Promise<List> => {
    const path = address.replace("https://desk.example.test", "");
    const { status, text } = await reader.get(path, { "Answerable-Person": "li" });
    expect([path, status]).toEqual([path, 200]);
    return JSON.parse(text) as List;
  };

  test("followed to the end and back meet every open incident once, and an emptied page leads back", async () => {
    const seen: number[] = [];
    let [address, shown]: [string, number[]] = [`/api/v1/incidents?open=true&pageSize=10&sort=${sort}`, []];
    for (let next: string | undefined = address; next !== undefined;) {
      address = next;
      const page = await list(address);
      shown = page.items.map(({ number }) => number);
      seen.push(...shown);
      await close(...shown.slice(-2));
      next = page.links.next;
    }
    expect(seen).toEqual(all);
    await close(...shown.slice(0, -2));
    const emptied = await list(address);
    expect([emptied.items, emptied.links.next]).toEqual([[], undefined]);
    const open = (await desk.desk.list({ open: true, pageSize: 200, sort: "newest" })).rows.map(({ number }) => number);
    const back: number[] = [];
    for (let to = emptied.links.previous; to !== undefined;) {
      const one = await list(to);
      back.unshift(...one.items.map(({ number }) => number));
      to = one.links.previous;
    }
    expect([back.length, back]).toEqual([count - 13, open]);
  }, 60_000);
});
