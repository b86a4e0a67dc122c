/** Signing in with a browser that runs no script: who gets in, what a session is, what nobody else can send. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { goodPassword, minutes } from "../support/accounts-world.ts";
import { aDesk, aNewDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { formFields, missing } from "../support/visitor.ts";

let desk: DeskWorld;
afterEach(() => desk.shut());

describe("the first start", () => {
  beforeEach(async () => {
    desk = await aNewDesk();
  });

  test("leads every page to the set-up, which makes the first administrator and signs them in", async () => {
    const browser = new Browser(desk);
    expect((await browser.get("/")).location).toBe("/set-up");
    expect((await browser.get("/sign-in")).location).toBe("/set-up");
    const typed = {
      name: "李文",
      mail: "li@example.test",
      password: goodPassword,
      language: "en",
      nameEn: "Clear River",
    };
    const wrong = await browser.fill("/set-up", { ...typed, code: "AAAA-AAAA-AAAA-AAAA-AAAA" });
    expect([wrong.status, missing(wrong.text, "Incorrect code", "Clear River")]).toEqual([403, []]);
    expect(wrong.text).not.toContain(goodPassword);
    const weak = await browser.fill("/set-up", { ...typed, code: desk.accounts.setUp.code, password: "short" });
    expect([weak.status, missing(weak.text, "at least 15 characters")]).toEqual([422, []]);
    const done = await browser.fill("/set-up", { ...typed, code: desk.accounts.setUp.code });
    expect([done.status, done.location]).toEqual([303, "/"]);
    // Administrators see no incidents: the desk begins for them where they have something to do.
    expect((await browser.get("/")).location).toBe("/administration");
    const page = await browser.get("/administration");
    expect([page.status, missing(page.text, "李文", "administrator", "Clear River", "Sign out")]).toEqual([200, []]);
    expect((await browser.get("/set-up")).location).toBe("/sign-in");
  });

  test("names what is missing, and keeps what was typed", async () => {
    const page = await new Browser(desk).fill("/set-up", { name: "", mail: "li", zone: "Asia/Peking", nameZh: "河大" });
    expect(page.status).toBe(422);
    expect(missing(page.text, "Fill this in.", "Enter an e-mail address", "Unknown time zone", "河大")).toEqual([]);
  });
});

describe("a stranger", () => {
  beforeEach(async () => {
    desk = await aDesk();
  });

  test.each([
    "/",
    "/register",
    "/incidents/1",
    "/playbooks",
    "/notifications",
    "/about",
    "/account",
    "/i-am",
    "/no-such-page",
  ])("is asked to sign in at %s", async (path) => {
    const page = await new Browser(desk).get(path);
    expect([page.status, page.location]).toEqual([303, `/sign-in?back=${encodeURIComponent(path)}`]);
  });

  test("cannot say who they are by the cookie or the header of a desk without sign-in", async () => {
    const browser = new Browser(desk, { "answerable-person": "li" });
    browser.cookies.set("answerable_person", "li");
    expect((await browser.get("/")).status).toBe(303);
    expect((await browser.get("/api/v1/incidents")).status).toBe(401);
  });

  test("gets the same page for an unknown address as for a wrong password, and nothing typed twice", async () => {
    const pages = [];
    for (const mail of ["li@example.test", "nobody@example.test"]) {
      const page = await new Browser(desk).signIn(mail, "not the password at all");
      expect(page.status).toBe(401);
      pages.push(
        page.text
          .replaceAll(mail, "")
          .replace(/name="form-token" value="[^"]*"/g, "")
          .replace(/<time.*?<\/time>/g, ""),
      );
    }
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).toContain("Incorrect e-mail or password");
  });

  test("is told to wait after some tries, with the time in the header too", async () => {
    const browser = new Browser(desk);
    for (let tries = 0; tries < 5; tries += 1) await browser.signIn("li@example.test", "wrong wrong wrong");
    const page = await browser.signIn("li@example.test");
    expect([page.status, page.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(page.text).toContain("Wait 2 seconds");
  });

  test("cannot be signed in by somebody else's form", async () => {
    const page = await new Browser(desk).post("/sign-in", { mail: "li@example.test", password: goodPassword });
    expect([page.status, page.headers.getSetCookie().join().includes("answerable=")]).toEqual([403, false]);
    const other = formFields((await new Browser(desk).get("/sign-in")).text, "/sign-in");
    const mixed = await new Browser(desk).post("/sign-in", {
      ...other,
      mail: "li@example.test",
      password: goodPassword,
    });
    expect(mixed.status).toBe(403);
  });
});

describe("somebody signed in", () => {
  let browser: Browser;
  beforeEach(async () => {
    desk = await aDesk();
    browser = new Browser(desk);
    const page = await browser.fill(
      "/sign-in?back=/notifications",
      { mail: "li@example.test", password: goodPassword },
      "/sign-in",
    );
    expect(page.location).toBe("/notifications");
  });

  test("has a cookie that scripts and other sites cannot use, and pages that no cache keeps", async () => {
    const fresh = await new Browser(desk).signIn("li@example.test");
    const [cookie = ""] = fresh.headers.getSetCookie().filter((line) => line.startsWith("answerable="));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await browser.get("/")).headers.get("cache-control")).toBe("no-store");
    expect(browser.cookies.has("answerable-form")).toBe(false);
  });

  test("signs in anew with a new secret, and the old one opens nothing", async () => {
    const before = browser.cookies.get("answerable");
    const page = await browser.get("/account");
    await browser.send(page, "/sign-out");
    expect((await browser.get("/")).status).toBe(303);
    browser.cookies.set("answerable", before ?? "");
    expect((await browser.get("/")).status).toBe(303);
    await browser.signIn("li@example.test");
    expect(browser.cookies.get("answerable")).not.toBe(before);
  });

  test("sends forms only from their own pages", async () => {
    const page = await browser.get("/");
    const { language: _switch, ...form } = formFields(page.text, "/language");
    expect((await browser.post("/language", { ...form, language: "zh" })).status).toBe(303);
    const noToken = await browser.post("/language", { language: "en" });
    expect([noToken.status, noToken.text.includes("it came from another site")]).toEqual([403, true]);
    const forged = await browser.post("/language", { ...form, language: "en" }, { "sec-fetch-site": "cross-site" });
    expect(forged.status).toBe(403);
  });

  test("with a form of an earlier sign-in loses nothing", async () => {
    const page = await browser.get("/account");
    await browser.send(await browser.get("/account"), "/sign-out");
    await browser.signIn("li@example.test");
    const typed = { phone: "+86 10 6278 0000" };
    const kept = await browser.send(page, "/account/phone", typed, { "sec-fetch-site": "same-origin" });
    expect([kept.status, missing(kept.text, "Nothing has been recorded yet", typed.phone)]).toEqual([200, []]);
    expect((await desk.accounts.contactsOf("li")).phone).toBeNull();
    expect((await browser.send(kept, "/account/phone")).status).toBe(200);
    expect(await desk.accounts.contactsOf("li")).toMatchObject(typed);
  });

  test("whose session has ended finds what they typed after signing in again", async () => {
    const page = await browser.get("/register");
    desk.clock.wind(minutes(30));
    const typed = { title: "Export shows other people's records", step: "check" };
    const asked = await browser.send(page, "/register", typed);
    expect([asked.status, missing(asked.text, "Your text is kept")]).toEqual([401, []]);
    const back = await browser.send(asked, "/sign-in", { mail: "li@example.test", password: goodPassword });
    expect([back.status, missing(back.text, "Nothing has been recorded yet", "Export shows other people")]).toEqual([
      200,
      [],
    ]);
    const again = await browser.send(back, "/register");
    expect(missing(again.text, "Export shows other people")).toEqual([]);
  });
});

describe("a desk that is opened by https", () => {
  test("marks its cookies for this host and https alone, and tells browsers to come no other way", async () => {
    desk = await aDesk({ baseUrl: "https://desk.example.test" });
    const browser = new Browser(desk);
    const page = await browser.signIn("li@example.test");
    const cookies = page.headers.getSetCookie();
    expect(cookies.filter((line) => !/^__Host-.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/.test(line))).toEqual([]);
    const names = cookies.map((line) => line.slice("__Host-answerable".length, line.indexOf("=")));
    expect(new Set(names)).toEqual(new Set(["", "-device", "-form", "-step"]));
    const { language: _switch, ...form } = formFields((await browser.get("/account")).text, "/language");
    const switched = await browser.post("/language", { ...form, language: "zh" });
    expect(switched.headers.get("set-cookie")).toMatch(/^__Host-.*; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/);
    expect((await browser.get("/account")).text).toContain('<html lang="zh-CN">');
    expect(page.headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  });
});

describe("where somebody calls from", () => {
  const addressOf = async (forwarded: string) => {
    await new Browser(desk, { "x-forwarded-for": forwarded }).signIn("li@example.test");
    const [newest] = await desk.accounts.sessions.list("li");
    return newest?.address;
  };

  test("is what the connection says, whatever a visitor writes", async () => {
    desk = await aDesk();
    expect(await addressOf("203.0.113.9")).toMatch(/127\.0\.0\.1$/);
  });

  test("is what a proxy says that was named, and not what was said to the proxy", async () => {
    desk = await aDesk({ proxies: ["127.0.0.1"] });
    expect(await addressOf("198.51.100.1, 203.0.113.9")).toBe("203.0.113.9");
  });

  test.each([
    ["203.0.113.9:51234", "203.0.113.9"],
    ["[2001:DB8::9]:51234, 127.0.0.1:80", "2001:db8::9"],
    ["::ffff:203.0.113.9, [::ffff:7f00:1]", "203.0.113.9"],
    ["fe80::9%eth0", "fe80::9"],
    ["203.0.113.9, who knows", "unknown"],
    [`${"192.0.2.1, ".repeat(500)}203.0.113.9`, "203.0.113.9"],
  ])("is understood however a proxy writes it: %s", async (forwarded, address) => {
    desk = await aDesk({ proxies: ["127.0.0.1"] });
    expect(await addressOf(forwarded)).toBe(address);
  });
});
