/** When more waits than one commit takes, what is due does not wait behind everything that people ask for. */
import { afterEach, expect, test } from "@jest/globals";
import type { Batch } from "../../src/engine/index.ts";
import { anyCommand, aNight, aPromise, minute, started, turns, until, type Night } from "./night.ts";

let night: Night;
afterEach(() => night.close());

test("given a long queue, when timers come due, then they are in the next commit, except behind commands for their own instance", async () => {
  const gate = aPromise();
  const commits: Batch[] = [];
  let isHeld = false;
  night = await aNight({
    through: (storage) => ({
      ...storage,
      commit: async (batch) => {
        commits.push(batch);
        if (isHeld) await gate.promise;
        await storage.commit(batch);
      },
    }),
  });
  const { engine, clock } = night;
  const send = (id: string, event: { type: string; text?: string }) => engine.send(id, event, anyCommand());
  const [book, left, shut] = [
    await started(engine, "notebook@1"),
    await started(engine, "door@1"),
    await started(engine, "door@1"),
  ];
  for (const door of [left, shut]) await send(door, { type: "OPEN" });
  commits.length = 0;

  isHeld = true;
  const asked = [send(book, { type: "NOTE", text: "first" })];
  await until(() => commits.length === 1);
  for (let n = 0; n < 300; n += 1) asked.push(send(book, { type: "NOTE", text: String(n) }));
  // Within the time, though it is written later.
  asked.push(send(shut, { type: "SHUT" }));
  clock.wind(15 * minute);
  const ringing = engine.runDue();
  await turns(20);
  isHeld = false;
  gate.resolve();
  await Promise.all([...asked, ringing]);

  const rung = commits.map(({ log }) => log.filter(({ kind }) => kind === "timer").map(({ instance }) => instance));
  expect(rung.slice(0, 3)).toEqual([[], [left], []]);
  expect(commits.map(({ log }) => log.length).slice(0, 3)).toEqual([1, 256, 46]);
  expect((await engine.read(shut)).value).toBe("shut");
  expect((await engine.read(left)).value).toBe("forgotten");
  expect((await engine.read(book)).context["notes"]).toEqual([
    "first",
    ...Array.from({ length: 300 }, (_, n) => String(n)),
  ]);
});
