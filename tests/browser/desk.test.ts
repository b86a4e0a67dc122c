/**
 * The desk in a real browser. Pages are looked at without JavaScript, as they are made; axe then looks at the same pages in a
 * context where it may run, although the pages' own policy lets no script through.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { aBrowser, aLook, type Look } from "../support/browser.ts";
import { bringAxe, looks, pixelsTooWide, smallTargets, violations } from "./looking.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";

let desk: NightDesk;
let browser: Browser;
beforeAll(async () => {
  desk = await aNightDesk();
  browser = await aBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.shut();
});

const look = (how: Look): Promise<BrowserContext> => aLook(browser, desk.origin, how);

/** Answers the address that the click led to. */
async function press(page: Page, name: string): Promise<string> {
  await page.getByRole("button", { name, exact: true }).first().click();
  return new URL(page.url()).pathname;
}

describe("a night without JavaScript", () => {
  test("from the first word to the decision, by clicking and typing alone", async () => {
    const officer = await (await look({})).newPage();
    await officer.goto(`${desk.origin}/`);
    await officer.getByRole("link", { name: "Register an incident" }).last().click();
    await press(officer, "Check before submitting");
    expect(await officer.getByRole("alert").innerText()).toContain("Check the form");
    await officer.getByLabel("What happened, in one sentence").fill("Brown water in dormitories 4 and 5");
    await officer.getByLabel("Phone call").check();
    await officer.getByLabel("Major").check();
    await press(officer, "Check before submitting");
    expect(await officer.locator(".clocks").innerText()).toContain("+ 30 min =");
    expect(await press(officer, "Register it now")).toBe("/incidents/1");
    expect(await officer.locator(".notice").innerText()).toContain("Recorded: Incident registered");

    await desk.wind(16);
    await officer.reload();
    expect(await officer.locator(".now").innerText()).toMatch(/Send the fast report[\s\S]*00:14:00/);
    await officer.getByLabel("Where", { exact: true }).fill("Dormitories 4 and 5");
    await officer.getByLabel("First measures").fill("Taps closed, water wagons on the way.");
    await press(officer, "Review before sending");
    expect(await officer.locator("h1").innerText()).toBe("Confirm: Send the fast report");
    expect(await press(officer, "Send the fast report")).toBe("/incidents/1");

    const lead = await (await look({ person: "li" })).newPage();
    await lead.goto(`${desk.origin}/?show=mine`);
    await lead.getByRole("link", { name: /^Start the consultation/ }).click();
    await lead.getByLabel("Posts taking part").fill("lead, duty officer, facilities");
    expect(await press(lead, "Start the consultation")).toBe("/incidents/1");
    expect(await lead.locator(".timeline").innerText()).toContain("Consultation started");

    await officer.goto(`${desk.origin}/incidents/1/replay?at=0`);
    await officer.getByRole("link", { name: /Next entry/ }).click();
    expect(await officer.locator(".scrubber").innerText()).toContain("Entry 1 of");
    expect(await officer.locator(".panel.is-kept").innerText()).toContain("Match.");
    await officer.context().close();
    await lead.context().close();
  }, 60_000);

  test("every step of it can be reached by keyboard, and what has the focus can be seen", async () => {
    const context = await look({});
    const page = await context.newPage();
    await page.goto(`${desk.origin}/register?title=Fire`);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the content");
    for (let presses = 0; presses < 60 && (await focused()) !== "Check before submitting"; presses += 1)
      await page.keyboard.press("Tab");
    expect(await outlineOf(page)).toBe("solid");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("alert").evaluate((element) => element === element.ownerDocument.activeElement)).toBe(
      true,
    );
    await context.close();
  }, 40_000);
});

/** Screens that only a form leads to. Nothing is sent for good. */
async function* formScreens(page: Page): AsyncGenerator<string> {
  await page.goto(`${desk.origin}/register`);
  await page.locator("button.primary").click();
  yield "a registration with errors";
  await page.locator("#field-title").fill("Fire");
  await page.locator("#field-sourceKind").check();
  await page.locator("button.primary").click();
  yield "the check before submitting";
  await page.goto(`${desk.origin}/incidents/1/events/CLOSED_AS_DUPLICATE`);
  for (const input of await page.locator("main input[type=text], main textarea").all()) await input.fill("1");
  await page.locator("button.primary").click();
  yield "a confirmation";
}

function outlineOf(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement ? getComputedStyle(document.activeElement).outlineStyle : ""));
}

/** Every kind of screen. The first test has left incident 1 behind. */
const screens = [
  "/",
  "/?show=closed",
  "/register",
  "/incidents/1",
  "/incidents/1/events/GRADE_CHANGED",
  "/incidents/1/events/FAST_REPORT_SENT",
  "/incidents/1/replay?at=2",
  "/playbooks",
  "/playbooks/public-incident@1",
  "/notifications",
  "/deliveries",
  "/channels",
  "/roster",
  "/statistics",
  "/hand-over",
  "/calendar",
  "/i-am",
  "/about",
  "/nowhere",
];

/** Screens of those who plan and look after people. */
const screensOfLead = [
  "/administration",
  "/administration/people",
  "/administration/ladder",
  "/administration/limits",
  "/administration/record",
  "/administration/ROTATION_SET",
];

describe("every screen", () => {
  test.each(looks)(
    "is free of axe's findings: $scheme, $width px, $language",
    async (one) => {
      const context = await look({ ...one, script: true });
      const page = await context.newPage();
      await bringAxe(page);
      const found: unknown[] = [];
      for (const path of screens) {
        await page.goto(desk.origin + path);
        found.push(...(await violations(page)).map((violation) => [path, ...violation]));
      }
      for await (const name of formScreens(page))
        found.push(...(await violations(page)).map((violation) => [name, ...violation]));
      await context.addCookies([{ name: "answerable_person", value: "li", url: desk.origin }]);
      for (const path of screensOfLead) {
        expect((await page.goto(desk.origin + path))?.status()).toBe(200);
        found.push(...(await violations(page)).map((violation) => [path, ...violation]));
      }
      expect(found).toEqual([]);
      await context.close();
    },
    120_000,
  );

  test.each([
    { width: 320, language: "zh", textSize: "100%" },
    { width: 320, language: "en", textSize: "100%" },
    { width: 640, language: "en", textSize: "100%" },
    { width: 1280, language: "en", textSize: "200%" },
  ] as const)(
    "fits $width px ($language, $textSize) without scrolling sideways, targets large enough for a finger",
    async ({ width, language, textSize }) => {
      const context = await look({ width, language, script: true, person: "li" });
      const page = await context.newPage();
      const wrong: unknown[] = [];
      for (const path of [...screens, ...screensOfLead]) {
        await page.goto(desk.origin + path);
        await page.addStyleTag({ content: `html { font-size: ${textSize} }` });
        const beyond = await pixelsTooWide(page);
        if (beyond > 0) wrong.push([path, `${beyond} px too wide`]);
        wrong.push(...(await smallTargets(page)).map((target) => [path, target]));
      }
      expect(wrong).toEqual([]);
      await context.close();
    },
    60_000,
  );

  test("asks for nothing from elsewhere and breaks no rule of its own policy", async () => {
    const context = await look({});
    const page = await context.newPage();
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(desk.origin) && !request.url().startsWith("data:")) foreign.push(request.url());
    });
    page.on("console", (message) => complaints.push(message.text()));
    for (const path of screens.filter((one) => one !== "/nowhere")) await page.goto(desk.origin + path);
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
    await context.close();
  }, 40_000);
});
