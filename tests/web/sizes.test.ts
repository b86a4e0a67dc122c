/** How much a browser loads besides a page: all scripts and the whole style, as they are served. */
import { expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openAssets, staticFolder } from "../../src/web/assets.ts";

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const gzipped = (content: string | Buffer) => gzipSync(content).length;

test("JavaScript is 15 KB at the most, each file gzipped as it is served", () => {
  const scripts = filesIn(staticFolder).filter((file) => file.endsWith(".js"));
  expect(scripts.length).toBeGreaterThanOrEqual(6);
  const bytes = scripts.map((file) => gzipped(readFileSync(file))).reduce((sum, one) => sum + one, 0);
  expect(bytes).toBeLessThanOrEqual(15 * 1024);
});

test("CSS is 10 KB at the most, gzipped", () => {
  const plain = filesIn(staticFolder).filter((file) => file.endsWith(".css"));
  const bytes = [openAssets().styleText, ...plain.map((file) => readFileSync(file))].map(gzipped);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(10 * 1024);
});

test("Idiomorph is the file that its makers published as 0.8.0", () => {
  const digest = createHash("sha256").update(readFileSync(join(staticFolder, "vendor/idiomorph.min.js")));
  expect(digest.digest("hex")).toBe("4cbd535caf7663a51eda9bce6595371c384fc430d54b8d414e29a61167f19f96");
});
