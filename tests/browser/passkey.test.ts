/** The one script of the sign-in in a real browser, with an authenticator that the browser itself pretends to have. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { goodPassword } from "../support/accounts-world.ts";
import { aBrowser } from "../support/browser.ts";
import { aDesk, type DeskWorld } from "../support/desk-world.ts";

let desk: DeskWorld;
let browser: Browser;
beforeAll(async () => {
  desk = await aDesk({ host: "localhost" });
  browser = await aBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.shut();
});

/** A key in the machine, unlocked by a finger that is always there. */
async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("a passkey is made and then opens the desk without a password", async () => {
  const page = await (await browser.newContext({ locale: "en" })).newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await withAuthenticator(page);
  await page.goto(`${desk.origin}/sign-in?back=/account`);
  await page.fill("[name=mail]", "li@example.test");
  await page.fill("[name=password]", goodPassword);
  await page.click("button.primary");
  await page.click("form[action='/account/passkeys/begin'] button");
  await page.fill("[name=label]", "This machine");
  await page.click("button.primary");
  await page.waitForSelector("text=This machine");
  await page.click("form[action='/sign-out'] button");
  await page.click("button[formaction='/sign-in/passkey/begin']");
  await page.click("button.primary");
  await page.waitForSelector("form[action='/sign-out']");
  expect((await desk.accounts.sessions.list("li")).map(({ way }) => way)).toEqual(["passkey"]);
  expect(complaints).toEqual([]);
}, 60_000);
