/** The basis of a time limit is a sentence, and the time itself is a setting: without a basis of its own, none states a number. */
import { expect, test } from "@jest/globals";
import { policySchema } from "../../machines/public-incident/policy.ts";

test.each([
  ["the defaults", {}],
  ["another time", { grades: { major: { limits: { fastReport: { within: "45 min" } } } } }],
])("%s: the basis names neither a time nor where it starts", (_name, settings) => {
  const { grades } = policySchema.parse(settings);
  for (const { limits } of Object.values(grades))
    for (const { rule } of Object.values(limits)) expect(`${rule.zh} ${rule.en}`).not.toMatch(/\d|发现后|discovery/);
});

test("a basis that the organisation gives is shown as it is", () => {
  const rule = { zh: "省办法第 7 条", en: "Provincial rule 7" };
  const { grades } = policySchema.parse({ grades: { major: { limits: { question: { within: "6 h", rule } } } } });
  expect(grades.major.limits.question.rule).toEqual(rule);
});
