/**
 * `npm run pictures` takes the pictures of the README anew: a desk in a temporary folder, on a clock that is wound, looked at with a
 * headless browser. The same tree gives the same pictures.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { playbooks } from "../../machines/registry.ts";
import { aBrowser } from "../support/browser.ts";
import { aNightDesk } from "../support/night-desk.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { pictures, playEvening, type Language } from "./evening.ts";

const root = join(import.meta.dirname, "../..");
const images = join(root, "docs/images");
const viewport = { width: 1280, height: 920 };
/** In an English picture an English reader can read the names. */
const englishNames = { 陈晓: "Chen Xiao", 李文: "Li Wen", 赵敏: "Zhao Min", 王健: "Wang Jian", 孙悦: "Sun Yue" };

const browser = await aBrowser();
try {
  if (await hasChinese(browser)) await takeAll(browser);
  else {
    console.error(
      "No font for Chinese is installed, so the Chinese pictures would show boxes. Nothing was written. Install one (on Debian and Ubuntu: apt-get install fonts-noto-cjk) and run again.",
    );
    process.exitCode = 1;
  }
} finally {
  await browser.close();
}

/** Characters that no font has are all drawn as the same box. */
async function hasChinese(browser: Browser): Promise<boolean> {
  const page = await browser.newPage();
  const drawn = async (character: string) => {
    await page.setContent(`<span style="font: 40px sans-serif">${character}</span>`);
    return (await page.locator("span").screenshot()).toString("base64");
  };
  const [one, other] = [await drawn("值"), await drawn("班")];
  await page.close();
  return one !== other;
}

async function takeAll(browser: Browser): Promise<void> {
  mkdirSync(images, { recursive: true });
  for (const language of ["en", "zh"] as const)
    for (const { name, png } of await take(browser, language)) {
      const file = join(images, language === "en" ? `${name}.png` : `${name}.${language}.png`);
      writeFileSync(file, png);
      console.log(file);
    }
}

async function take(browser: Browser, language: Language): Promise<readonly { name: string; png: Buffer }[]> {
  const folder = aTemporaryFolder();
  const settings = folder.file("settings.yaml");
  writeFileSync(settings, settingsIn(language));
  const desk = await aNightDesk((one) => one, Object.values(playbooks), {
    environment: { ANSWERABLE_SETTINGS: settings },
  });
  try {
    await playEvening(desk, language);
    const context = await browser.newContext({ viewport, javaScriptEnabled: false });
    const cookie = (name: string, value: string) => ({ name, value, url: desk.origin });
    await context.addCookies([cookie("answerable_person", "chen"), cookie("answerable_language", language)]);
    const page = await context.newPage();
    const taken = [];
    for (const { name, path } of pictures) {
      await page.goto(`${desk.origin}${path}`);
      taken.push({ name, png: await page.screenshot() });
    }
    await context.close();
    return taken;
  } finally {
    await desk.shut();
    folder.remove();
  }
}

function settingsIn(language: Language): string {
  const example = readFileSync(join(root, "config/policy.example.yaml"), "utf8");
  if (language === "zh") return example;
  return Object.entries(englishNames).reduce((text, [name, english]) => text.replaceAll(name, english), example);
}
