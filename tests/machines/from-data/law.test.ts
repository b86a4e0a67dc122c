/**
 * The law of files: whatever people send and however time passes, the engine stands where XState's own actor stands, with the
 * whole context, and the same steps told again end in the same state. For the shipped files, and for files drawn by chance.
 */
import { afterAll, describe, expect, test } from "@jest/globals";
import { playbookFromData } from "../../../machines/from-data/index.ts";
import { playbookKey } from "../../../machines/playbook.ts";
import { seededRandom } from "../../../src/cli/seeded-random.ts";
import { define } from "../../../src/engine/decide/definition.ts";
import { checkPlaybookFile } from "../../../src/playbook-files/check-playbook-file.ts";
import { shippedPlaybooks } from "../../../src/playbook-files/shipped-playbooks.ts";
import { figures, howMany } from "../../support/extent.ts";
import { walk, type Walked } from "./support/law.ts";
import { randomFile } from "./support/random-file.ts";

const nightsEach = 6;
let moments = 0;
let accepted = 0;
afterAll(() => {
  // The law has been put to the test at so many moments; too few of them would show nothing.
  expect(moments).toBeGreaterThan(100 * shippedPlaybooks().length);
  expect(accepted).toBeGreaterThan(10 * shippedPlaybooks().length);
});

const count = (walked: Walked): void => {
  moments += walked.moments;
  accepted += walked.accepted;
};

describe("The engine stands where XState's own actor stands", () => {
  test.each(shippedPlaybooks().map((playbook) => [playbookKey(playbook), playbook] as const))("%s", (key, playbook) => {
    const definition = define(key, playbook.machine);
    for (let seed = 1; seed <= nightsEach; seed += 1) count(walk(definition, playbook, seededRandom(seed)));
  });
});

test("and so it does for files that nobody has written", () => {
  const wanted = howMany(8, 80);
  const [nights, before] = [howMany(2, 4), moments];
  let [sound, drawn] = [0, 0];
  for (let seed = 1; sound < wanted && drawn < 5 * wanted; seed += 1) {
    drawn += 1;
    const { file } = checkPlaybookFile(`random ${String(seed)}`, randomFile(seed, seededRandom(seed)));
    if (file === undefined) continue;
    sound += 1;
    const playbook = playbookFromData(file);
    const definition = define(playbookKey(playbook), playbook.machine);
    for (let night = 1; night <= nights; night += 1)
      count(walk(definition, playbook, seededRandom(1_000 * seed + night)));
  }
  expect(sound).toBe(wanted);
  const held = `${String(sound)} files of ${String(drawn)} drawn, ${String(moments - before)} moments equal`;
  figures("the law of files", held);
});
