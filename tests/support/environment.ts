/** What a person running the tests may set from outside. */

/** Random machines to compare: ANSWERABLE_LAW_RUNS, or 100. */
export function lawRuns(): number {
  return Number(process.env["ANSWERABLE_LAW_RUNS"] ?? 100);
}

/** Mutations of an export to look at: ANSWERABLE_MUTATIONS, or 300. */
export function mutationRuns(): number {
  return Number(process.env["ANSWERABLE_MUTATIONS"] ?? 300);
}

/** For a program that is started as from a terminal: no setting of the desk comes along. */
export function plainEnvironment(): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME };
}
