/** Files that are meant to hurt: each is refused with a place, in bounded time and memory, and in our own words. */
import { expect, test } from "@jest/globals";
import { checkPlaybookFile } from "../../src/playbook-files/check-playbook-file.ts";
import { hostile } from "./hostile-texts.ts";

/** Of processor time, generous: a file that costs more than it should costs minutes. */
const msMax = 5000;
const heapMax = 256 * 1024 * 1024;
/** Sentences of YAML's and of zod's own. */
const foreign =
  /Invalid input|Unexpected |Unresolved|YAML|ZodError|expected .* received|Nested mappings|Map keys|Implicit/;

test.each(hostile)("%s", (_, text) => {
  const heap = process.memoryUsage().heapUsed;
  const before = process.cpuUsage();
  const { file, faults } = checkPlaybookFile("hostile.yaml", text);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(msMax);
  expect(process.memoryUsage().heapUsed - heap).toBeLessThan(heapMax);
  expect(file).toBeUndefined();
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.length).toBeLessThanOrEqual(50);
  for (const { line, column, message } of faults) {
    expect([line, column].every((n) => Number.isInteger(n) && n >= 1)).toBe(true);
    expect(message).not.toMatch(foreign);
    expect(message).not.toContain("\0");
    expect(message.length).toBeLessThan(400);
  }
});
