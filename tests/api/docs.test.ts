import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { operations } from "../../src/web/api/operations.ts";
import { problemRows } from "../../src/web/api/problems.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/api.md"), "utf8");

test("the page names every operation", () => {
  for (const { method, path } of operations)
    expect(page).toContain(`\`${method.toUpperCase()} /api${path.replace(/:(\w+)/g, "{$1}")}\``);
});

test("the page gives every code that a client can meet its status", () => {
  const rows = [...page.matchAll(/^\|\s*(\d{3})\s*\|(.+)\|$/gm)].map(([, status, codes]) => ({
    status,
    codes: codes ?? "",
  }));
  // Refused before a command gets to the engine: an unknown instance is not found, a reserved type is no event of a playbook.
  const never = ["unknown-instance", "reserved-type"];
  for (const { code, status } of problemRows.filter((row) => !never.includes(row.code))) {
    const row = rows.find(({ codes }) => codes.includes(`\`${code}\``));
    expect([code, row?.status]).toEqual([code, String(status)]);
  }
});
