/**
 * What the nights of the shipped files would notice: faults are put into a copy of the library one at a time, and the nights run
 * with it: by `npm run test:faults`. Here it is only looked whether each can still be put in.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { figures, isFullRun } from "../../support/extent.ts";
import { aTemporaryFolder } from "../../support/temporary-folder.ts";
import { mutations } from "./mutated/mutations.ts";

const root = resolve(import.meta.dirname, "../../..");
const library = "machines/from-data";
const runner = "tests/machines/from-data/mutated/run-nights.ts";
const run = promisify(execFile);

test("each fault can be put into the library", () => {
  const wrong = mutations.filter(([file, part]) => textOf(root, file).split(part).length !== 2);
  expect(wrong.map(([file, part]) => `${file}: ${part}`)).toEqual([]);
  expect(mutations.length).toBeGreaterThanOrEqual(50);
});

(isFullRun ? test : test.skip)(
  "the nights come true with the library as it is, and notice at least nine faults in ten",
  async () => {
    const folder = aTemporaryFolder();
    try {
      const copy = folder.file("copy");
      for (const part of [
        "machines",
        "src",
        "config",
        "tests/machines/from-data/mutated",
        "package.json",
        "tsconfig.json",
      ]) {
        mkdirSync(resolve(copy, part, ".."), { recursive: true });
        cpSync(join(root, part), join(copy, part), { recursive: true });
      }
      symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
      expect(await isNoticed(copy)).toBe(false);
      const survived: string[] = [];
      for (const [file, part, other, means] of mutations) {
        const path = join(copy, library, `${file}.ts`);
        const text = readFileSync(path, "utf8");
        writeFileSync(
          path,
          text.replace(part, () => other),
        );
        if (!(await isNoticed(copy))) survived.push(means);
        writeFileSync(path, text);
      }
      const caught = mutations.length - survived.length;
      figures(
        "mutations of the library",
        `${String(caught)} of ${String(mutations.length)} noticed; not: ${survived.join("; ")}`,
      );
      expect(caught / mutations.length).toBeGreaterThanOrEqual(0.9);
    } finally {
      folder.remove();
    }
  },
  1_200_000,
);

const textOf = (folder: string, file: string): string => readFileSync(join(folder, library, `${file}.ts`), "utf8");

async function isNoticed(copy: string): Promise<boolean> {
  try {
    await run(process.execPath, ["--import", "tsx", runner], { cwd: copy, timeout: 120_000 });
    return false;
  } catch (error) {
    const { code, killed, stderr } = error as { code?: unknown; killed?: boolean; stderr?: string };
    // Clocks that go round for ever are noticed too; a runner that does not start is not.
    if (code === 7 || killed === true) return true;
    throw new Error(`the nights cannot be run: ${stderr ?? ""}`, { cause: error });
  }
}
