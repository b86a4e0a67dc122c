/**
 * The nights of the shipped files at a desk that is closed and opened in between. A few of them here, all of them by
 * `npm run test:faults`.
 */
import { expect, test } from "@jest/globals";
import { readShippedFile } from "../../src/playbook-files/parsed-files.ts";
import { shippedFiles } from "../../src/playbook-files/shipped-files.ts";
import { figures, isFullRun } from "../support/extent.ts";
import { runOverHttp, type Told } from "./night-over-http.ts";

const all = shippedFiles()
  .map(readShippedFile)
  .flatMap((file) => file.scenarios.map((night) => ({ name: `${file.id}: ${night.name}`, file, night })));

/** The desk knows days off, and no working days at a weekend. */
const needsWorkdays = all.filter(({ night }) => night.given.workdays.length > 0).map(({ name }) => name);

/** One with an approval, one that is passed on. */
const few = ["release-review: returned once", "liaison-slip: not theirs"];

const shown = isFullRun ? all : all.filter(({ name }) => few.some((one) => name.startsWith(one)));
const told: Told[] = [];

test.each(shown.filter(({ name }) => !needsWorkdays.includes(name)))(
  "$name",
  async ({ file, night }) => {
    const result = await runOverHttp(file, night);
    told.push(result);
    expect(result.differences).toEqual([]);
  },
  120_000,
);

test("which nights need a part that the desk does not have", () => {
  expect(needsWorkdays).toEqual([
    "complaint: an enquiry over a holiday, answered in working days; not ours is told where to go",
    "release-review: three working days over National Day with a make-up Saturday",
  ]);
  const sum = (of: (one: Told) => number) => String(told.reduce((count, one) => count + of(one), 0));
  const [steps, rows, incidents] = [sum((one) => one.steps), sum((one) => one.rows), sum((one) => one.incidents)];
  const words = `${steps} steps, ${incidents} incidents, ${rows} rows replayed, a restart in each`;
  figures("nights of files over HTTP", `${String(told.length)} of ${String(all.length)} nights, ${words}`);
});
