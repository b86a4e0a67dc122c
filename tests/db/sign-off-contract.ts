import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { SignOffRow } from "../../src/engine/ports.ts";
import { SamePersonError, StaleInstanceError } from "../../src/engine/failures.ts";
import { aBatch, aLogRow, aMessage, anInstance, aTimer } from "../support/samples.ts";

export function signOffContract(storage: () => Storage): void {
  const started = () =>
    storage().commit(
      aBatch({
        log: [aLogRow("i-1", 0), aLogRow("i-2", 0)],
        inserted: [anInstance("i-1"), anInstance("i-2")],
        signOffs: [aSignOff("i-1", "the draft", "陈晓", 0)],
      }),
    );
  const step = (...signOffs: readonly SignOffRow[]) =>
    aBatch({
      log: [aLogRow("i-1", 1)],
      updated: [{ ...anInstance("i-1", { seq: 1, stepSeq: 1 }), previousSeq: 0 }],
      timersArmed: [aTimer("i-1", "1.0")],
      messages: [aMessage("i-1", "1.1")],
      signOffs,
    });
  const rows = async (instance: string) => (await storage().signOffs(instance)).rows;

  test("sign-offs are stored for other people, other keys and other instances", async () => {
    await started();
    const more = [
      aSignOff("i-1", "the draft", "somebody else", 1),
      aSignOff("i-1", "another draft", "陈晓", 1),
      aSignOff("i-2", "the draft", "陈晓", 1),
    ];
    await storage().commit(step(...more));
    expect(await storage().signOffs("i-1")).toEqual({
      since: 0,
      rows: [aSignOff("i-1", "the draft", "陈晓", 0), more[1], more[0]],
    });
    expect(await rows("i-2")).toEqual([more[2]]);
    expect(await storage().signOffs("nobody")).toEqual({ since: 0, rows: [] });
  });

  test.each([
    ["has signed it off before", [aSignOff("i-1", "the draft", "陈晓", 1)]],
    ["has two in one batch", [aSignOff("i-1", "the answer", "李敏", 1), aSignOff("i-1", "the answer", "李敏", 1)]],
    ["comes after others", [aSignOff("i-1", "the draft", "李敏", 1), aSignOff("i-1", "the draft", "陈晓", 1)]],
  ])("a person who %s undoes the whole batch, and it is no conflict", async (_name, signOffs) => {
    await started();
    const failure = await storage()
      .commit(step(...signOffs))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SamePersonError);
    expect((failure as Error).message).toContain("a different person");
    expect((await storage().load(["i-1"], [])).instances).toEqual([anInstance("i-1")]);
    expect(await storage().history("i-1")).toHaveLength(1);
    expect([await storage().timers("i-1"), await storage().messages("i-1")]).toEqual([[], []]);
    expect(await rows("i-1")).toEqual([aSignOff("i-1", "the draft", "陈晓", 0)]);
    await storage().commit(step(aSignOff("i-1", "the draft", "李敏", 1)));
    expect(await rows("i-1")).toHaveLength(2);
  });

  test("whoever decided on an old state hears that, and not that it was the same person", async () => {
    await started();
    await storage().commit(step(aSignOff("i-1", "the draft", "李敏", 1)));
    await expect(storage().commit(step(aSignOff("i-1", "the draft", "李敏", 1)))).rejects.toThrow(StaleInstanceError);
  });
}

function aSignOff(instance: string, key: string, by: string, seq: number): SignOffRow {
  return { instance, key, by, seq };
}
