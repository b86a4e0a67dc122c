/** What arrives while a commit is under way goes into the next; answers leave after it; one bad command harms nobody else. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { StaleInstanceError, type Batch, type EngineStorage } from "../../src/engine/index.ts";
import { StorageUnavailableError } from "../../src/engine/failures.ts";
import { FencedError } from "../../src/engine/leases.ts";
import { anyCommand, aNight, aPromise, started, turns, until, type Night } from "./night.ts";

let night: Night;
afterEach(() => night.close());

const note = (id: string, text: string) => night.engine.send(id, { type: "NOTE", text }, anyCommand());
const notes = async (id: string) => (await night.engine.read(id)).context["notes"];
const texts = (batch: Batch) => batch.log.map((row) => row.event["text"]);

/** A storage whose commits are seen, and go the way that `answer` says. */
function watched(answer: (batch: Batch, storage: EngineStorage) => Promise<void>) {
  const commits: Batch[] = [];
  const through = (storage: EngineStorage): EngineStorage => ({
    ...storage,
    commit: (batch) => {
      commits.push(batch);
      return answer(batch, storage);
    },
  });
  return { commits, through };
}

describe("given a commit on its way to the disk", () => {
  test("when commands arrive, then they wait for it and are one commit together, in their order", async () => {
    const gate = aPromise();
    const { commits, through } = watched(async (batch, storage) => {
      if (texts(batch).includes("first")) await gate.promise;
      await storage.commit(batch);
    });
    night = await aNight({ through });
    const [id, other] = [await started(night.engine, "notebook@1"), await started(night.engine, "notebook@1")];
    commits.length = 0;
    const answered: string[] = [];
    const send = async (to: string, text: string) => {
      await note(to, text);
      answered.push(text);
    };
    const all = [send(id, "first")];
    await until(() => commits.length === 1);
    all.push(send(id, "second"), send(other, "third"));
    await turns(10);
    all.push(send(id, "fourth"));
    await turns(10);
    expect([commits.map(texts), answered]).toEqual([[["first"]], []]);
    gate.resolve();
    await Promise.all(all);
    expect(commits.map(texts)).toEqual([["first"], ["second", "third", "fourth"]]);
    expect(answered).toEqual(["first", "second", "third", "fourth"]);
    expect(await notes(id)).toEqual(["first", "second", "fourth"]);
  });

  test("when the instance is read, then it is as the disk has it", async () => {
    const gate = aPromise();
    const { commits, through } = watched(async (batch, storage) => {
      if (batch.inserted.length === 0) await gate.promise;
      await storage.commit(batch);
    });
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    const sent = note(id, "x");
    await until(() => commits.length === 2);
    expect([await notes(id), (await night.engine.history(id)).length]).toEqual([[], 1]);
    gate.resolve();
    expect(await sent).toMatchObject({ outcome: "accepted", seq: 1 });
  });

  test("when the storage turns out to be away, then those who waited hear it too, and nobody is made to wait again", async () => {
    const gate = aPromise();
    const { commits, through } = watched(async (batch, storage) => {
      if (!texts(batch).includes("first")) return storage.commit(batch);
      await gate.promise;
      throw new StorageUnavailableError("away", "no answer");
    });
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    commits.length = 0;
    const asked = [note(id, "first")];
    await until(() => commits.length === 1);
    asked.push(note(id, "second"), note(id, "third"));
    gate.resolve();
    const results = await Promise.allSettled(asked);
    expect(results).toMatchObject(results.map(() => ({ status: "rejected", reason: { reason: "away" } })));
    expect(commits.map(texts)).toEqual([["first"]]);
    expect(await note(id, "again")).toMatchObject({ outcome: "accepted", seq: 1 });
  });

  test("when the engine is closed, then what was asked for is still written, and nothing more is taken", async () => {
    const gate = aPromise();
    const { through } = watched(async (batch, storage) => {
      if (batch.inserted.length === 0) await gate.promise;
      await storage.commit(batch);
    });
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    const asked = [note(id, "under way")];
    await turns(5);
    asked.push(note(id, "in the queue"));
    let closed = false;
    const closing = night.close().then(() => (closed = true));
    await turns(10);
    expect(closed).toBe(false);
    await expect(note(id, "too late")).rejects.toThrow(StorageUnavailableError);
    await expect(night.engine.start("notebook@1", null, anyCommand())).rejects.toThrow("closing");
    await expect(night.engine.runDue()).rejects.toThrow("closing");
    gate.resolve();
    expect(await Promise.all(asked)).toMatchObject([{ outcome: "accepted" }, { outcome: "accepted" }]);
    await closing;
    await night.close();
  });
});

test("given several that arrive one after another in one round of the event loop, then they are one commit", async () => {
  const { commits, through } = watched((batch, storage) => storage.commit(batch));
  night = await aNight({ through });
  const id = await started(night.engine, "notebook@1");
  commits.length = 0;
  const sent: Promise<unknown>[] = [];
  for (const text of ["a", "b", "c"]) setImmediate(() => sent.push(note(id, text)));
  await until(() => sent.length === 3);
  await Promise.all(sent);
  expect(commits.map(texts)).toEqual([["a", "b", "c"]]);
});

test("given two commands for one instance in a batch, then the second sees what the first did", async () => {
  night = await aNight();
  const id = await started(night.engine, "notebook@1");
  const [closed, late] = await Promise.all([night.engine.send(id, { type: "CLOSE" }, anyCommand()), note(id, "late")]);
  expect(closed).toMatchObject({ outcome: "accepted", seq: 1 });
  expect(late).toMatchObject({ outcome: "refused", reason: { code: "finished" } });
});

test("given a timer armed and cancelled within one batch, then no row of it is ever written", async () => {
  const { commits, through } = watched((batch, storage) => storage.commit(batch));
  night = await aNight({ through });
  const id = await started(night.engine, "door@1");
  commits.length = 0;
  await Promise.all(["OPEN", "SHUT"].map((type) => night.engine.send(id, { type }, anyCommand())));
  expect(commits).toMatchObject([{ timersArmed: [], timersRemoved: [], updated: [{ seq: 2, previousSeq: 0 }] }]);
  expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
});

test("given a step that leaves the summary as it was, then the storage is told that it may stay", async () => {
  const { commits, through } = watched((batch, storage) => storage.commit(batch));
  night = await aNight({ through, summarise: (_, { value }) => ({ value }) });
  const id = await started(night.engine, "notebook@1");
  commits.length = 0;
  await note(id, "a");
  await night.engine.send(id, { type: "CLOSE" }, anyCommand());
  expect(commits.flatMap(({ updated }) => updated.map(({ keepsSummary }) => keepsSummary))).toEqual([true, false]);
});

test("given more than one commit can take, then all are written, in their order", async () => {
  const { commits, through } = watched((batch, storage) => storage.commit(batch));
  night = await aNight({ through });
  const id = await started(night.engine, "notebook@1");
  commits.length = 0;
  const wanted = Array.from({ length: 600 }, (_, n) => String(n));
  await Promise.all(wanted.map((text) => note(id, text)));
  expect(await notes(id)).toEqual(wanted);
  expect(commits.map((batch) => batch.log.length)).toEqual([256, 256, 88]);
});

describe("given a batch with one command that cannot be written", () => {
  test("then only that one fails, and the others are written once", async () => {
    const { commits, through } = watched((batch, storage) =>
      texts(batch).includes("poison") ? Promise.reject(new Error("the row was refused")) : storage.commit(batch),
    );
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    commits.length = 0;
    const results = await Promise.allSettled(["one", "poison", "two"].map((text) => note(id, text)));
    expect(results).toMatchObject([
      { status: "fulfilled", value: { outcome: "accepted", seq: 1 } },
      { status: "rejected", reason: { message: "the row was refused" } },
      { status: "fulfilled", value: { outcome: "accepted", seq: 2 } },
    ]);
    expect(await notes(id)).toEqual(["one", "two"]);
    expect(commits.map(texts)).toEqual([["one", "poison", "two"], ["one"], ["poison"], ["two"]]);
  });

  test("because the host's summary of it fails, then only that one fails", async () => {
    night = await aNight({
      summarise: (_, state) => {
        if (JSON.stringify(state.context).includes("poison")) throw new Error("no summary");
        return { notes: 1 };
      },
    });
    const [id, other] = [await started(night.engine, "notebook@1"), await started(night.engine, "notebook@1")];
    const results = await Promise.allSettled([note(id, "poison"), note(other, "good")]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect([await notes(id), await notes(other)]).toEqual([[], ["good"]]);
  });

  test.each([
    new StorageUnavailableError("full", "no room"),
    new StorageUnavailableError("away", "no answer"),
    new FencedError("another node"),
  ])("because the storage takes nothing at all (%p), then it is asked once and everybody is told", async (failure) => {
    let fails = true;
    const { commits, through } = watched((batch, storage) =>
      fails && batch.inserted.length === 0 ? Promise.reject(failure) : storage.commit(batch),
    );
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    commits.length = 0;
    const results = await Promise.allSettled(["one", "two", "three"].map((text) => note(id, text)));
    expect(results.map((result) => result.status === "rejected" && (result.reason as unknown))).toEqual([
      failure,
      failure,
      failure,
    ]);
    expect(commits).toHaveLength(1);
    fails = false;
    expect(await note(id, "again")).toMatchObject({ outcome: "accepted", seq: 1 });
  });
});

describe("given another writer who was first", () => {
  const staleTimes = (times: number) => {
    let left = times;
    return watched((batch, storage) => {
      if (batch.inserted.length > 0 || left === 0) return storage.commit(batch);
      left -= 1;
      return Promise.reject(new StaleInstanceError("somebody was first"));
    });
  };

  test("then what they did is loaded and the command is decided anew", async () => {
    let theirs: Promise<unknown> | null = null;
    const { through } = watched(async (batch, storage) => {
      if (texts(batch).includes("mine") && theirs === null) {
        const other = await aNight({ storage });
        theirs = other.engine.send(batch.log[0]?.instance ?? "", { type: "NOTE", text: "theirs" }, anyCommand());
        await theirs;
      }
      await storage.commit(batch);
    });
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    expect(await note(id, "mine")).toMatchObject({ outcome: "accepted", seq: 2 });
    expect(await notes(id)).toEqual(["theirs", "mine"]);
    expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
  });

  test("then one that expected the state before is told what they did", async () => {
    let first = true;
    const { through } = watched(async (batch, storage) => {
      if (batch.inserted.length === 0 && first) {
        first = false;
        const other = await aNight({ storage });
        await other.engine.send(batch.log[0]?.instance ?? "", { type: "NOTE", text: "theirs" }, anyCommand());
      }
      await storage.commit(batch);
    });
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    const outcome = await night.engine.send(id, { type: "NOTE", text: "mine" }, { ...anyCommand(), expectedSeq: 0 });
    expect(outcome).toMatchObject({ outcome: "conflict", since: [{ event: { text: "theirs" } }] });
  });

  test("four times, then the fifth try is written", async () => {
    const { commits, through } = staleTimes(4);
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    expect(await note(id, "x")).toMatchObject({ outcome: "accepted", seq: 1 });
    expect(commits).toHaveLength(1 + 5);
  });

  test("for ever, then it comes to an end with an error and not with an answer", async () => {
    const { commits, through } = staleTimes(Infinity);
    night = await aNight({ through });
    const id = await started(night.engine, "notebook@1");
    await expect(note(id, "x")).rejects.toThrow(StaleInstanceError);
    expect(commits).toHaveLength(1 + 5);
    expect(await notes(id)).toEqual([]);
  });
});

test("given a commit that was written although its answer was lost, when the command comes again, then it is a duplicate", async () => {
  let lost = true;
  const { through } = watched(async (batch, storage) => {
    await storage.commit(batch);
    if (batch.inserted.length > 0 || !lost) return;
    lost = false;
    throw new StorageUnavailableError("away", "the line broke");
  });
  night = await aNight({ through });
  const id = await started(night.engine, "notebook@1");
  const command = anyCommand();
  const send = () => night.engine.send(id, { type: "NOTE", text: "x" }, command);
  await expect(send()).rejects.toThrow("the line broke");
  expect(await send()).toEqual({ outcome: "duplicate", id, seq: 1 });
  expect(await notes(id)).toEqual(["x"]);
});
