/** The index of decisions lists every record once, with the title and the status that the record itself states. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";

const folder = join(import.meta.dirname, "../../docs/decisions");
const files = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name));
const status = /^(accepted|(accepted, amended|superseded) by \[(\d{4})\]\((.+)\))$/;

test("the index lists the records in their order, each as its own first lines say", () => {
  const index = readFileSync(join(folder, "README.md"), "utf8");
  const rows = [...index.matchAll(/^\| \[(\d{4})\]\((.+?)\) +\| (.+?) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, number, file, title, status]) => ({ number, file, title, status }))).toEqual(files.map(recordOf));
});

describe.each(files)("%s", (file) => {
  test("states a status that is known, and names a record that exists", () => {
    const [, , , number, target] = status.exec(recordOf(file).status ?? "no status line") ?? [];
    expect(recordOf(file).status).toMatch(status);
    if (number === undefined || target === undefined) return;
    expect(files).toContain(target);
    expect(target.slice(0, 4)).toBe(number);
    expect(number > file.slice(0, 4)).toBe(true);
  });
});

function recordOf(file: string) {
  const text = readFileSync(join(folder, file), "utf8");
  const [, number, title, status] = /^# (\d{4}) (.+)\n\n\*\*Status:\*\* (.+)\.\n/.exec(text) ?? [];
  return { number, file, title, status };
}
