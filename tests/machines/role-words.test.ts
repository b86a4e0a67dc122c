/** What a role is called stands in one place: machines/playbook/words.ts. */
import { expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { roleOptions } from "../../machines/organisation/vocabulary.ts";
import { roles, roleWords } from "../../machines/playbook.ts";
import { approvers, drafters } from "../../machines/public-incident/vocabulary.ts";

const root = join(import.meta.dirname, "../..");

test("every list of roles speaks of them in the same words", () => {
  expect(roleOptions).toEqual(roles.map((value) => ({ value, label: roleWords[value] })));
  for (const { value, label } of [...drafters, ...approvers]) {
    expect(label.zh).toBe(roleWords[value].zh);
    expect(label.en.toLowerCase()).toBe(roleWords[value].en);
  }
});

test("no other table gives a role its words", () => {
  const files = ["machines", "src"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  // `"unit-contact": { zh: …` and `value: "unit-contact", label: { zh: …`
  const table = new RegExp(`(value: )?"?(${roles.join("|")})"?(:|, label:) \\{\\s*zh:`);
  const found = files.filter((file) => table.test(readFileSync(join(root, file), "utf8")));
  expect(found).toEqual([join("machines", "playbook", "words.ts")]);
});
