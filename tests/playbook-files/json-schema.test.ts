/** The schema that editors read is made from the format, and the one in docs/ is the present one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { playbookJsonSchema } from "../../src/playbook-files/json-schema.ts";
import { playbookReference } from "../../src/playbook-files/reference.ts";

const written = readFileSync(join(import.meta.dirname, "../../docs/playbook.schema.json"), "utf8");

interface Schema {
  readonly $schema: string;
  readonly $defs: Readonly<Record<string, { readonly description?: string }>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

test("docs/playbook.schema.json is what `answerable playbook schema` prints", () => {
  expect(written).toBe(playbookJsonSchema());
});

test("it is JSON Schema 2020-12, small enough for an editor, and says what each part is", () => {
  const schema = JSON.parse(written) as Schema;
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(Buffer.byteLength(written)).toBeLessThanOrEqual(40 * 1024);
  expect(Object.keys(schema.$defs).length).toBeGreaterThan(20);
  expect(Object.entries(schema.$defs).filter(([, { description }]) => !description)).toEqual([]);
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(["opening", "events", "clocks", "states", "scenarios"]),
  );
});

test("docs/playbook-reference.md is what `answerable playbook schema --markdown` prints, and every link in it leads somewhere", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/playbook-reference.md"), "utf8");
  expect(page).toBe(playbookReference());
  const headings = new Set(
    [...page.matchAll(/^## (.+)$/gm)].map(([, name = ""]) => name.toLowerCase().replaceAll(" ", "-")),
  );
  const links = [...page.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, name = ""]) => name);
  expect(links.filter((name) => !headings.has(name))).toEqual([]);
});
