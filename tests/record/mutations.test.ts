/**
 * Random mutations of an export, of which none may pass: `FAULTS=full npm run jest -- tests/record/mutations` makes 10,000 of
 * them.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../src/cli/seeded-random.ts";
import { mutationRuns } from "../support/environment.ts";
import { changed, exchange, setStage, stage } from "./stage.ts";
import { hasPython, runPython, type Ran } from "./verifiers.ts";

beforeAll(setStage, 60_000);
afterAll(() => stage.folder.remove());

const rounds = mutationRuns();
const proven = ["checkpoint.txt", "events.jsonl", "texts.jsonl", "tree.txt", "state.json", "definition.json"];

test(`of ${rounds} random mutations none is sound, and both verifiers agree`, async () => {
  const program = "../../verifier/verify.mjs";
  const { verifyExport } = (await import(program)) as {
    verifyExport: (folder: string, asked: { vkeys: string[] }) => { code: number; rule: string };
  };
  const random = seededRandom(14);
  const below = (count: number) => Math.floor(random.next() * count);
  const at = changed(() => undefined);
  const compared: { node: Pick<Ran, "code" | "rule">; python: Pick<Ran, "code" | "rule"> }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const name = proven[below(proven.length)] ?? "";
    const original = readFileSync(join(stage.honest, name));
    const mutated = mutate(original, below);
    if (mutated.equals(original)) continue;
    writeFileSync(join(at, name), mutated);
    const node = verifyExport(at, { vkeys: [stage.vkey] });
    if (node.code === 0)
      throw new Error(`mutation ${round} of ${name} passed: ${mutated.toString("latin1").slice(0, 300)}`);
    if (hasPython && round % 30 === 0) compared.push({ node, python: runPython([at, "--vkey", stage.vkey]) });
    writeFileSync(join(at, name), original);
  }
  for (const { node, python } of compared) expect([python.code, python.rule]).toEqual([node.code, node.rule]);
}, 1_800_000);

function mutate(data: Buffer, below: (count: number) => number): Buffer {
  const at = below(data.length);
  const [before, after] = [data.subarray(0, at), data.subarray(at)];
  const all = data.toString("latin1").split("\n");
  switch (below(6)) {
    case 0:
      return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ (1 << below(8))]), after.subarray(1)]);
    case 1:
      return Buffer.concat([before, after.subarray(1)]);
    case 2:
      return Buffer.concat([before, Buffer.from([below(256)]), after]);
    case 3:
      return Buffer.concat([before, after.subarray(1 + below(64))]);
    case 4:
      return Buffer.from(exchange(below(all.length), below(all.length))(all).join("\n"), "latin1");
    default:
      return Buffer.from(all.toSpliced(below(all.length), 1).join("\n"), "latin1");
  }
}
