/**
 * `npm run bench [-- --only <name> … --quick]`: measures what docs/performance.md says. Only ratios within one run mean
 * anything on a machine that others use too, so what is compared runs side by side or by turns.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { items } from "./items.ts";
import type { Item } from "./item.ts";
import { printGoals, printTable, type Result } from "./report.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  if (values.list) {
    for (const { name, title } of items) console.log(`${name.padEnd(12)} ${title}`);
    return 0;
  }
  const unknown = values.only?.find((name) => !items.some((item) => item.name === name));
  if (unknown !== undefined) {
    console.error(`There is no item ${unknown}. --list shows them.`);
    return 2;
  }
  const chosen = items.filter(({ name }) => values.only?.includes(name) ?? true);
  const machine = { node: process.version, processors: cpus().length, model: cpus()[0]?.model ?? "" };
  const startedAt = new Date().toISOString();
  const results: Record<string, Result> = {};
  for (const item of chosen) results[item.name] = await runItem(item);
  mkdirSync("bench/results", { recursive: true });
  const file = `bench/results/${startedAt.replaceAll(/[:.]/g, "-")}.json`;
  writeFileSync(file, `${JSON.stringify({ startedAt, quick: values.quick, machine, results }, null, 2)}\n`);
  console.log(`\nWritten to ${file}.`);
  return 0;
}

async function runItem({ name, title, run }: Item): Promise<Result> {
  console.log(`\n## ${name}: ${title}\n`);
  const folder = mkdtempSync(join(tmpdir(), "answerable-bench-"));
  try {
    const result = await run({ folder, quick: values.quick });
    printTable(result.rows);
    printGoals(result.goals);
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
