/** The levels that a playbook's section names stay, also when they are the shipped ones. */
import { expect, test } from "@jest/globals";
import { asSection, policySchema, withLadder } from "../../machines/public-incident/policy.ts";

const own = [{ recipients: [{ person: "wang" }] }];
const shipped = policySchema.parse({}).ladder.levels;

test("levels that nobody named give way to the organisation's, those that somebody named do not", () => {
  expect(withLadder(policySchema.parse({}), own).ladder.levels).toEqual(own);
  const named = policySchema.parse({ ladder: { levels: shipped } });
  expect(withLadder(named, own).ladder.levels).toEqual(shipped);
});

test("a section that is read back to be changed names levels only when it named them", () => {
  const levelsOf = (section: object) =>
    (asSection(policySchema.parse(section)) as { ladder: { levels?: unknown } }).ladder.levels;
  expect(levelsOf({})).toBeUndefined();
  expect(levelsOf({ ladder: { levels: shipped } })).toEqual(shipped);
});
