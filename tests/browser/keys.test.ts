/** Shortcuts of one key: each leads where the sheet says, none while something is typed, and all can be switched off. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { aBrowser } from "../support/browser.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";

let browser: Browser;
let desk: NightDesk;
let page: Page;
beforeAll(async () => {
  browser = await aBrowser();
  desk = await aNightDesk();
  const chen = desk.desk.person("chen")!;
  const discoveredAt = new Date(desk.desk.now() - 60_000).toISOString();
  for (const title of ["One", "Two"])
    await desk.desk.open("public-incident", { title, sourceKind: "call", grade: "major", discoveredAt }, chen, {
      commandId: `open ${title}`,
    });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const cookie = (name: string, value: string) => ({ name, value, url: desk.origin });
  await page.context().addCookies([cookie("answerable_language", "en"), cookie("answerable_person", "chen")]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.shut();
});

async function open(path: string): Promise<void> {
  await page.goto(desk.origin + path);
  await page.locator("#keys-open").waitFor({ state: "visible" });
}

const focused = () => page.evaluate(() => document.activeElement?.textContent.trim() ?? "");
const path = () => new URL(page.url()).pathname;

test("the sheet opens and closes, j and k move through the list, n registers, / searches from anywhere", async () => {
  await open("/");
  await page.keyboard.press("?");
  expect(await page.locator("#keys").isVisible()).toBe(true);
  await page.keyboard.press("n");
  expect(path()).toBe("/");
  await page.keyboard.press("Escape");
  expect(await page.locator("#keys").isVisible()).toBe(false);
  const rows = await page.locator(".queue h2 a").allInnerTexts();
  const seen = [];
  for (const key of ["j", "j", "j", "k"]) {
    await page.keyboard.press(key);
    seen.push(await focused());
  }
  expect(seen).toEqual([rows[0], rows[1], rows[1], rows[0]]);
  await page.keyboard.press("n");
  await page.waitForURL("**/register");
  await open("/roster");
  await page.keyboard.press("/");
  await page.waitForURL("**/#search");
  await page.locator("input[type=search]:focus").waitFor();
}, 60_000);

test("what is typed stays text, a key with Ctrl is the browser's, and switched off nothing happens", async () => {
  await open("/register");
  await page.locator("input[name=title]").fill("");
  await page.locator("input[name=title]").press("n");
  await page.keyboard.type("/?jk");
  expect(await page.locator("input[name=title]").inputValue()).toBe("n/?jk");
  expect(await page.locator("#keys").isVisible()).toBe(false);
  await open("/");
  await page.evaluate(() =>
    dispatchEvent(new KeyboardEvent("keydown", { key: "n", isComposing: true, bubbles: true })),
  );
  await page.locator("#keys-open").click();
  await page.locator("#keys-on").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await open("/");
  await page.keyboard.press("?");
  expect([path(), await page.locator("#keys").isVisible()]).toEqual(["/", false]);
}, 60_000);
