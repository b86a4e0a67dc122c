/** A whole headless browser from npm: no package of the operating system is needed, and it also starts as root. */
import chromium from "@sparticuz/chromium";
import { chromium as launcher, type Browser, type BrowserContext } from "playwright-core";

/** Made for functions in a cloud, it puts everything into one process, which then ends with the first closed page. */
const unwanted = new Set(["--single-process", "--no-zygote"]);

export async function aBrowser(): Promise<Browser> {
  return launcher.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((argument) => !unwanted.has(argument)),
    headless: true,
  });
}

/** How somebody looks at the desk. */
export interface Look {
  /** Null: nobody has been chosen yet. */
  readonly person?: string | null;
  readonly language?: "zh" | "en";
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
  /** For axe: the pages themselves have none. */
  readonly script?: boolean;
}

export async function aLook(browser: Browser, origin: string, look: Look): Promise<BrowserContext> {
  const { person = "chen", language = "en", width = 1280, height = 900, scheme = "light", script = false } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled: script,
    bypassCSP: script,
  });
  const cookie = (name: string, value: string) => ({ name, value, url: origin });
  await context.addCookies([cookie("answerable_language", language)]);
  if (person !== null) await context.addCookies([cookie("answerable_person", person)]);
  return context;
}
