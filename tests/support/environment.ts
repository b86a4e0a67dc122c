/** What a person running the tests may set from outside. */
import { howMany } from "./extent.ts";

/** Random machines to compare: ANSWERABLE_LAW_RUNS, or 100. */
export function lawRuns(): number {
  return Number(process.env["ANSWERABLE_LAW_RUNS"] ?? 100);
}

/** Honest logs to export: 1,000 with FAULTS=full, otherwise a quarter of the random machines. */
export function honestRuns(): number {
  return howMany(Math.ceil(lawRuns() / 4), 1_000);
}

/** Mutations of an export to look at: ANSWERABLE_MUTATIONS, or 300, and 10,000 with FAULTS=full. */
export function mutationRuns(): number {
  return Number(process.env["ANSWERABLE_MUTATIONS"] ?? howMany(300, 10_000));
}

/** For a program that is started as from a terminal: no setting of the desk comes along. */
export function plainEnvironment(): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME };
}
