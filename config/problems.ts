import { nearestName } from "../src/kernel/nearest-name.ts";

/** What is wrong with the configuration, all of it at once: nobody should have to start ten times to mend ten settings. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** ` Did you mean "x"?`, or nothing. */
export function suggestion(given: string, known: readonly string[]): string {
  const name = nearestName(given, known);
  return name === null ? "" : ` Did you mean "${name}"?`;
}
