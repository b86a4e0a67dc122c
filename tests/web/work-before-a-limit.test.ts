/**
 * Text that takes long to put in order, in the fields of every door, from strangers and from somebody signed in. Nothing is
 * normalised before its length is known, and of a stranger not even much is read.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { access } from "../../src/web/access.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import type { Page } from "../support/visitor.ts";

/** U+0301 and U+0316 in turn: the work grows with the square of their number. Each takes six bytes in a form. */
const heavy = (bytesInForm: number) => `a${"\u0301\u0316".repeat(Math.floor(bytesInForm / 12))}`;
const kilobytes = 1_000;
/** What takes a few milliseconds at the most. */
const normalisedMax = 2_000;

let desk: DeskWorld;
let own: Browser;
beforeAll(async () => {
  desk = await aDesk();
  own = new Browser(desk);
  await own.signIn("li@example.test");
});
afterAll(() => desk.shut());

/** The longest text that was normalised meanwhile. */
async function longestNormalised(work: () => Promise<unknown>): Promise<number> {
  const { normalize } = String.prototype;
  let longest = 0;
  String.prototype.normalize = function (this: string, form?: string) {
    longest = Math.max(longest, this.length);
    return normalize.call(this, form);
  };
  try {
    await work();
  } finally {
    String.prototype.normalize = normalize;
  }
  return longest;
}

const tokenOn = ({ text }: Page) => /name="form-token" value="([^"]*)"/.exec(text)?.[1] ?? "";
const posts = access
  .map(({ route }) => route)
  .filter((route) => route.startsWith("POST") && route !== "POST /i-am")
  .map((route) => route.slice("POST ".length));
const filledIn = (path: string) =>
  path.replace(":type", "PERSON_INVITED").replace(":whose", "own").replace(":number", "1").replace(/:\w+/g, "li");
/** What the forms of these doors have, by all their names. */
const names = [
  ...["mail", "password", "current-password", "code", "answer", "kept", "back", "phone", "label", "days", "scopes"],
  ...["commandId", "expectedSeq", "step", "address", "message", "kind", "language", "person", "passkey", "name"],
  ...["nameZh", "nameEn", "zone", "zoneLabelZh", "zoneLabelEn", "roles", "playbook", "title", "source", "reason"],
  ...["occurredAt", "discoveredAt", "grade", "what", "from", "until", "unit", "text"],
];

describe("nothing is normalised before its length is known", () => {
  test.each(posts)("in the fields of %s", async (route) => {
    const path = filledIn(route);
    const stranger = new Browser(desk);
    const token = tokenOn(await stranger.get("/sign-in"));
    const ownToken = tokenOn(await own.get("/account"));
    expect(token).not.toBe("");
    const longest = await longestNormalised(async () => {
      const few = Object.fromEntries(names.map((name) => [name, heavy(1_200)]));
      await stranger.post(path, { ...few, "form-token": token });
      for (const name of ["mail", "password", "code", "kept"])
        await stranger.post(path, { [name]: heavy(31 * kilobytes), "form-token": token });
      // These end the session that sends them.
      if (["/sign-out", "/administration/people/:person/start-over"].includes(route)) return;
      const many = Object.fromEntries(names.map((name) => [name, heavy(12 * kilobytes)]));
      await own.post(path, { ...many, "form-token": ownToken });
      for (const name of ["mail", "password", "current-password", "phone", "label", "address"])
        await own.post(path, { [name]: heavy(490 * kilobytes), "form-token": ownToken });
    });
    expect(longest).toBeLessThanOrEqual(normalisedMax);
  });

  test("in addresses, headers and cookies", async () => {
    const long = encodeURIComponent(heavy(9 * kilobytes));
    const longest = await longestNormalised(async () => {
      for (const browser of [new Browser(desk), own])
        for (const path of [
          "/?text=",
          "/sign-in?back=",
          "/invitation/",
          "/acknowledge/",
          "/calendar/",
          "/register?title=",
        ])
          await browser.get(`${path}${long}`);
      await own.get(`/sign-in/provider/back?code=${long}&state=${long.slice(0, 3_000)}`);
      for (const name of ["authorization", "idempotency-key", "accept-language", "answerable-person", "if-match"])
        await fetch(`${desk.origin}/api/v1/me`, { headers: { [name]: long } });
      for (const name of [
        "answerable",
        "answerable-device",
        "answerable-form",
        "answerable-step",
        "answerable_language",
      ])
        await fetch(`${desk.origin}/sign-in`, { headers: { cookie: `${name}=${long}` } });
    });
    expect(longest).toBeLessThanOrEqual(normalisedMax);
  });
});

describe("a stranger's form", () => {
  const tooLong = { mail: "li@example.test", password: "x", kept: heavy(34 * kilobytes) };

  test("of more than 32 kB is not read", async () => {
    const stranger = new Browser(desk);
    for (const path of ["/sign-in", "/set-up", "/invitation/x", "/incidents/1/events/NOTE_ADDED"])
      expect((await stranger.post(path, { ...tooLong, "form-token": "" })).status).toBe(413);
  });

  test("is read on a device where somebody was signed in, so that nothing typed is lost", async () => {
    const stranger = new Browser(desk);
    const signedIn = new Browser(desk);
    await signedIn.signIn("li@example.test");
    stranger.cookies.set("answerable-device", signedIn.cookies.get("answerable-device") ?? "");
    const text = "水".repeat(20_000);
    const page = await stranger.post("/incidents/1/events/NOTE_ADDED", { text }, { "sec-fetch-site": "same-origin" });
    expect([page.status, page.text.includes(text)]).toEqual([401, true]);
    stranger.cookies.set("answerable-device", "x".repeat(43));
    expect((await stranger.post("/incidents/1/events/NOTE_ADDED", { text })).status).toBe(413);
  });

  test("has at most three hundred fields, and a field may have any name", async () => {
    const stranger = new Browser(desk);
    const many = Array.from({ length: 301 }, (_, number) => `f${number}`);
    expect((await stranger.post("/sign-in", Object.fromEntries(many.map((name) => [name, ""])))).status).toBe(413);
    const odd = new URLSearchParams([
      ["__proto__", "x"],
      ["mail", "li@example.test"],
      ["mail", "b"],
      ["constructor", "y"],
    ]);
    const answer = await fetch(`${desk.origin}/sign-in`, { method: "POST", body: odd });
    expect(answer.status).toBe(403);
  });
});
