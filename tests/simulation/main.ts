/** `npm run simulate -- --seeds 2000 [--seed N] [--steps K]`: many worlds, or one again. */
import { parseArgs } from "node:util";
import { systemClock } from "../../src/kernel/clock.ts";
import { simulate, SimulationError, type Report } from "./simulate.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    seed: { type: "string" },
    steps: { type: "string", default: "600" },
  },
});
const steps = Number(values.steps);
const first = values.seed === undefined ? 1 : Number(values.seed);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const startedAt = systemClock.now();
const totals: Record<string, number> = {};
const failed: number[] = [];

for (let seed = first; seed < first + count; seed += 1) {
  try {
    add(await simulate(seed, steps));
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    failed.push(seed);
    console.log(`${error.message}\nagain: npm run simulate -- --seed ${seed} --steps ${steps}\n`);
  }
}

const seconds = ((systemClock.now() - startedAt) / 1000).toFixed(1);
const said = Object.entries(totals).map(([what, number]) => `${number} ${what}`);
console.log(`${count} seeds, ${said.join(", ")} in ${seconds} s`);
console.log(failed.length === 0 ? "No promise was broken." : `Broken by seeds ${failed.join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

function add(report: Report): void {
  if (values.seed !== undefined) console.log(`trace ${report.trace}`);
  for (const [what, number] of Object.entries({ steps: report.steps, ...report.counts })) {
    totals[what] = (totals[what] ?? 0) + number;
  }
}
