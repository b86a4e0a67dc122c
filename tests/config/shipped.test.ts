/** What we show an operator must hold: the example with its commented defaults, and the settings in the documentation. */
import { expect, test } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleSettingsFile } from "../../config/config.ts";
import { environmentVariables } from "../../config/env.ts";
import { readSettings, type PolicySchemas, type Settings } from "../../config/policy.ts";
import { playbooks } from "../../machines/registry.ts";

const schemas: PolicySchemas = Object.fromEntries(Object.values(playbooks).map(({ id, policy }) => [id, policy]));

function read(text: string): Settings {
  const folder = mkdtempSync(join(tmpdir(), "shipped-"));
  try {
    const file = join(folder, "answerable.yaml");
    writeFileSync(file, text);
    return readSettings(file, schemas);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const example = readFileSync(exampleSettingsFile, "utf8");

test("the shipped example holds for the shipped playbooks, and is their defaults", () => {
  const { policies } = readSettings(exampleSettingsFile, schemas);
  expect(policies).toEqual(Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, schema.parse({})])));
});

test("the defaults in its comments are the defaults", () => {
  const uncommented = example.replace(/: \{\}\n(?= {2}# )/g, ":\n").replace(/^ {2}# {2}/gm, "    ");
  expect(uncommented).toMatch(/^ {4}ladder:$/m);
  const asDefaults = readSettings(exampleSettingsFile, schemas).policies["public-incident"] as { ladder: object };
  // Levels that are written down are the playbook's own, also when they are the shipped ones.
  const ladder = { ...asDefaults.ladder, own: true };
  expect(read(uncommented).policies).toEqual({
    ...readSettings(exampleSettingsFile, schemas).policies,
    "public-incident": { ...asDefaults, ladder },
  });
});

test("the settings in docs/configuration.md hold", () => {
  const [, shown = ""] = /```yaml\n(playbooks:[^]*?)```/.exec(readFileSync("docs/configuration.md", "utf8")) ?? [];
  const without = example.slice(0, example.indexOf("\nplaybooks:"));
  expect(read(`${without}\n${shown}`).policies).toMatchObject({
    "public-incident": { grades: { critical: { limits: { fastReport: { within: 20 * 60_000 } } } } },
    "equipment-fault": { acknowledgeWithin: 10 * 60_000 },
  });
});

test("docs/configuration.md names every variable that is read", () => {
  const text = readFileSync("docs/configuration.md", "utf8");
  for (const { name } of environmentVariables) expect(text).toContain(`\`${name}\``);
});
