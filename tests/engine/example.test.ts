/** The example in docs/engine.md is run as it stands, and prints what the page says it prints. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");
const exampleLinesMax = 25;

test("the example in the documentation runs", async () => {
  const page = await readFile(join(root, "docs/engine.md"), "utf8");
  const [, example = "", printed = ""] = /```js\n(.*?)```.*?```\n(.*?)```/su.exec(page) ?? [];
  expect(example.trimEnd().split("\n").length).toBeLessThanOrEqual(exampleLinesMax);
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", example], {
    cwd: root,
  });
  expect(stdout).toBe(printed);
}, 30_000);
