/** The screens by which people get in, and the one where they look after their account, as every other screen is looked at. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { goodPassword } from "../support/accounts-world.ts";
import { aDesk, aNewDesk, type DeskWorld } from "../support/desk-world.ts";
import { aBrowser } from "../support/browser.ts";
import { bringAxe, looks, pixelsTooWide, smallTargets, violations } from "./looking.ts";

let empty: DeskWorld;
let desk: DeskWorld;
let browser: Browser;
beforeAll(async () => {
  [empty, desk, browser] = await Promise.all([aNewDesk(), aDesk(), aBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([empty.shut(), desk.shut()]);
});

async function invitation(): Promise<string> {
  const again = await desk.accounts.inviteAgain("li", "li");
  return desk.origin + again!.path;
}

test.each(looks)(
  "are free of axe's findings and fit: $scheme, $width px, $language",
  async ({ scheme, width, language }) => {
    const viewport = { width, height: 900 };
    const context = await browser.newContext({ viewport, colorScheme: scheme, locale: language, bypassCSP: true });
    const page = await context.newPage();
    await bringAxe(page);
    const wrong: unknown[] = [];
    const lookAt = async (name: string) => {
      wrong.push(...(await violations(page)).map((violation) => [name, ...violation]));
      wrong.push(...(await smallTargets(page)).map((target) => [name, target]));
      if ((await pixelsTooWide(page)) > 0) wrong.push([name, "too wide"]);
    };
    for (const [name, address] of [
      ["set-up", `${empty.origin}/set-up`],
      ["invitation", await invitation()],
      ["sign-in", `${desk.origin}/sign-in?back=/account`],
    ] as const) {
      await page.goto(address);
      await lookAt(name);
    }
    await page.fill("[name=mail]", "li@example.test");
    await page.fill("[name=password]", "something else entirely");
    await page.click("button.primary");
    await page.getByRole("alert").waitFor();
    await lookAt("sign-in refused");
    await page.fill("[name=password]", goodPassword);
    await page.click("button.primary");
    await page.waitForURL("**/account");
    await lookAt("account");
    await page.goto(`${desk.origin}/administration/people/invite`);
    await lookAt("invite");
    expect(wrong).toEqual([]);
    await context.close();
  },
  60_000,
);
