/**
 * Ends every test run with one plain line, "N passed, N failed", and leaves the same line in `.cache/test-counts` for
 * callers that print more afterwards. A file that could not run at all counts as one failure.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export default class PlainReporter {
  #rootDir;

  constructor(globalConfig) {
    this.#rootDir = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `${results.numPassedTests} passed, ${failed} failed`;
    mkdirSync(join(this.#rootDir, ".cache"), { recursive: true });
    writeFileSync(join(this.#rootDir, ".cache", "test-counts"), `${line}\n`);
    // Jest prints its own summary after every other reporter.
    process.once("exit", () => process.stdout.write(`${line}\n`));
  }
}
