/** What a phone's first screen holds, and what is folded away there and open on a wide page; without JavaScript. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { aBrowser } from "../support/browser.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { playEvening } from "../pictures/evening.ts";
import { playbooks } from "../../machines/registry.ts";
import { bringAxe, looks, smallTargets, violations } from "./looking.ts";

let desk: NightDesk;
let browser: Browser;
beforeAll(async () => {
  desk = await aNightDesk((one) => one, Object.values(playbooks));
  await playEvening(desk, "en");
  browser = await aBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.shut();
});

interface Look {
  readonly path: string;
  /** Null: nobody has been chosen yet. */
  readonly person?: string | null;
  readonly width?: number;
  readonly language?: "zh" | "en";
  readonly scheme?: "light" | "dark";
  /** For axe: the pages themselves have none. */
  readonly script?: boolean;
}

/** The page is shut with its context. */
async function onPage(look: Look, use: (page: Page) => Promise<void>): Promise<void> {
  const { path, person = "chen", width = 390, language = "en", scheme = "light", script = false } = look;
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme: scheme,
    javaScriptEnabled: script,
    bypassCSP: script,
  });
  const cookie = (name: string, value: string) => ({ name, value, url: desk.origin });
  await context.addCookies([cookie("answerable_language", language)]);
  if (person !== null) await context.addCookies([cookie("answerable_person", person)]);
  const page = await context.newPage();
  if (script) await bringAxe(page);
  await page.goto(desk.origin + path);
  await use(page);
  await context.close();
}

async function topOf(page: Page, selector: string): Promise<number> {
  return (await page.locator(selector).first().boundingBox())!.y;
}

async function heightOf(page: Page, selector: string): Promise<number> {
  return (await page.locator(selector).first().boundingBox())!.height;
}

const oneLine = 60;
const firstThird = 210;

describe("the header of a phone", () => {
  test.each(["zh", "en"] as const)(
    "is one line, and the first case begins in the first 210 px (%s)",
    async (language) => {
      await onPage({ path: "/", language }, async (page) => {
        expect(await heightOf(page, "header.top")).toBeLessThan(oneLine);
        expect(await heightOf(page, ".duty-line")).toBeLessThan(oneLine);
        expect(await topOf(page, ".case")).toBeLessThan(firstThird);
      });
    },
  );

  test("is one line before anybody has been chosen, with the language in reach", async () => {
    await onPage({ path: "/about", person: null }, async (page) => {
      expect(await heightOf(page, "header.top")).toBeLessThan(oneLine);
      expect(await page.getByRole("button", { name: "中文" }).isVisible()).toBe(true);
    });
  });

  test("opens by keyboard to every page, the person and the language, and says that it is open", async () => {
    await onPage({ path: "/", person: "li" }, async (page) => {
      const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
      expect(await links.count()).toBe(0);
      const isOpen = () => page.locator(".menu").evaluate((element) => (element as HTMLDetailsElement).open);
      expect(await isOpen()).toBe(false);
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await isOpen()).toBe(true);
      expect(await links.allInnerTexts()).toEqual([
        "Duty desk",
        "Register",
        "Playbooks",
        "Notifications",
        "Roster",
        "Administration",
      ]);
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Duty desk");
      expect(await page.getByRole("link", { name: /Acting as 李文/ }).isVisible()).toBe(true);
      expect(await page.getByRole("button", { name: "中文" }).isVisible()).toBe(true);
    });
  });

  test("names who has the duty in its folded line, and opens to the rest", async () => {
    await onPage({ path: "/" }, async (page) => {
      const summary = page.locator(".duty-fold summary");
      expect(await summary.innerText()).toBe("On duty now: 陈晓 · 李文");
      const until = page.locator(".duty-content").getByText("until 23 Nov, 08:00").first();
      expect(await until.isVisible()).toBe(false);
      await summary.click();
      expect(await until.isVisible()).toBe(true);
    });
  });

  test.each(looks)("opened, is free of axe's findings: $scheme, $width px, $language", async (one) => {
    await onPage({ path: "/", person: "li", script: true, ...one }, async (page) => {
      for (const fold of await page.locator(".menu summary, .duty-fold summary").all())
        if (await fold.isVisible()) await fold.click();
      expect(await violations(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
    });
  });

  test("stands open on a wide page, without a menu", async () => {
    await onPage({ path: "/", width: 1280 }, async (page) => {
      expect(await page.locator(".menu").isVisible()).toBe(false);
      expect(await page.locator(".duty-fold").isVisible()).toBe(false);
      expect(await page.getByRole("navigation", { name: "Main" }).getByRole("link").count()).toBe(5);
      expect(await heightOf(page, "header.top")).toBeLessThan(oneLine);
    });
  });
});
