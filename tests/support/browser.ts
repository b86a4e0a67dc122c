/** A whole headless browser from npm: no package of the operating system is needed, and it also starts as root. */
import chromium from "@sparticuz/chromium";
import { chromium as launcher, type Browser } from "playwright-core";

/** Made for functions in a cloud, it puts everything into one process, which then ends with the first closed page. */
const unwanted = new Set(["--single-process", "--no-zygote"]);

export async function aBrowser(): Promise<Browser> {
  return launcher.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((argument) => !unwanted.has(argument)),
    headless: true,
  });
}
