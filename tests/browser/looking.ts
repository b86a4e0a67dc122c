/** What is looked for on every screen: axe's findings, what is wider than the page, and targets too small for a finger. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { isFullRun } from "../support/extent.ts";

const allLooks = (["light", "dark"] as const).flatMap((scheme) =>
  ([390, 1280] as const).flatMap((width) => (["zh", "en"] as const).map((language) => ({ scheme, width, language }))),
);

/**
 * Two opposite ones run with the other tests, so that each theme, width and language is looked at once. All eight run
 * by `npm run test:browser`.
 */
export const looks = allLooks.filter(
  ({ scheme, width, language }) =>
    isFullRun || new Set([scheme === "dark", width === 390, language === "zh"]).size === 1,
);

/** Before the first page is opened. */
export async function bringAxe(page: Page): Promise<void> {
  await page.addInitScript(axe.source);
}

export async function pixelsTooWide(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export async function violations(page: Page): Promise<[string, string][]> {
  return page.evaluate(async () => {
    type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ html, failureSummary }): [string, string] => [id, `${html.slice(0, 200)} ${failureSummary}`]),
    );
  });
}

/** Buttons, and links that stand alone, are 44 px high; a link inside a sentence is as high as its line. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        "button, .button, nav a, summary, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select, label.option, .actions a",
      ),
    ]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1 && box.height < 43.5)
      .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} is ${Math.round(box.height)} px high`),
  );
}
