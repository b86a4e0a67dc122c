/** What a phone's first screen holds, and what is folded away there and open on a wide page; without JavaScript. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { aBrowser, aLook, type Look } from "../support/browser.ts";
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

/** The page is shut with its context. */
async function onPage(
  { path, ...look }: Look & { readonly path: string },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await aLook(browser, desk.origin, { width: 390, height: 844, ...look });
  const page = await context.newPage();
  if (look.script === true) await bringAxe(page);
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
        "Statistics",
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
      expect(await page.getByRole("navigation", { name: "Main" }).getByRole("link").count()).toBe(6);
      expect(await heightOf(page, "header.top")).toBeLessThan(oneLine);
    });
  });
});

describe("the page of an incident", () => {
  test.each(["zh", "en"] as const)("begins with what must be done now (%s)", async (language) => {
    await onPage({ path: "/incidents/2", language }, async (page) => {
      expect(await topOf(page, ".now")).toBeLessThan(firstThird);
    });
  });

  test("goes from now to the deadlines, the details, the record and the notifications, and its list leads there", async () => {
    await onPage({ path: "/incidents/2" }, async (page) => {
      const places = page.getByRole("navigation", { name: "On this page" }).getByRole("link");
      const ids = await places.evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
      expect(ids).toEqual(["#now", "#clocks", "#facts", "#timeline", "#notifications"]);
      const tops: number[] = [];
      for (const id of ids) tops.push(await topOf(page, id));
      expect(tops).toEqual([...tops].sort((one, other) => one - other));
    });
  });

  test("keeps the list and the deadlines in sight on a wide page", async () => {
    await onPage({ path: "/incidents/2", width: 1280 }, async (page) => {
      await page.getByRole("link", { name: "Notifications" }).last().click();
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
      for (const seen of [".contents", ".clock"]) {
        const top = await topOf(page, seen);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top).toBeLessThan(844);
      }
    });
  });

  test("opens the drawing from the line of phases, by keyboard", async () => {
    await onPage({ path: "/incidents/2" }, async (page) => {
      const drawing = page.locator(".chart-frame");
      expect(await drawing.isVisible()).toBe(false);
      await page.locator(".steps summary").focus();
      await page.keyboard.press("Enter");
      expect(await drawing.isVisible()).toBe(true);
    });
  });

  test("folds what is older than the newest entries and notifications, and prints it all", async () => {
    await onPage({ path: "/incidents/2", width: 1280 }, async (page) => {
      const entry = page.locator("#entry-0");
      for (let notes = 0; notes < 2; notes += 1) await note(notes);
      await page.reload();
      expect(await page.locator(".entry").count()).toBe(10);
      expect(await entry.isVisible()).toBe(false);
      await page.emulateMedia({ media: "print" });
      for (const folded of [entry, page.locator(".notifications > li").last(), page.locator(".chart-frame")])
        expect(await folded.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }))).toBe(true);
    });
  });
});

async function note(count: number): Promise<void> {
  const found = await desk.desk.find("2");
  const chen = desk.desk.person("chen")!;
  const outcome = await desk.desk.act(found!.id, "NOTE_ADDED", { wording: "Seen." }, chen, {
    commandId: `note-${count}`,
  });
  expect(outcome.outcome).toBe("done");
}

describe("a form whose choice decides what it asks for", () => {
  const path = "/incidents/2/events/FACT_CORRECTED";
  const time = "Correct time";
  const wording = "Correct text";

  test("shows a choice's own fields with it, and all of them without style", async () => {
    await onPage({ path }, async (page) => {
      const shown = async () => [await page.getByLabel(time).isVisible(), await page.getByLabel(wording).isVisible()];
      expect(await shown()).toEqual([false, false]);
      await page.getByLabel("Place").check();
      expect(await shown()).toEqual([false, true]);
      await page.getByLabel("When it was discovered").check();
      expect(await shown()).toEqual([true, false]);
      await page.evaluate(() => document.querySelector("link[rel=stylesheet]")!.remove());
      expect(await shown()).toEqual([true, true]);
    });
  });

  test("keeps in sight what has been typed for another choice, so that nothing is sent unseen", async () => {
    await onPage({ path }, async (page) => {
      await page.getByLabel("Place").check();
      await page.getByLabel(wording).fill("Hall 3");
      await page.getByLabel("When it was discovered").check();
      expect(await page.getByLabel(wording).isVisible()).toBe(true);
    });
  });

  test("names the field of the choice that is missing, beside it and above", async () => {
    await onPage({ path }, async (page) => {
      await page.getByLabel("Place").check();
      await page.getByLabel("Reason").fill("Called back.");
      await page.getByRole("button", { name: "Correct a fact" }).click();
      expect(await page.getByRole("alert").innerText()).toContain("Correct text: Enter the corrected text.");
      expect(await page.locator(".field.is-wrong").innerText()).toMatch(/^Correct text/);
    });
  });
});
