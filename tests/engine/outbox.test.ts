/** A message leaves at least once, under an id that stays the same, and somebody hears of it when it cannot. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { UndeliverableError, type Deliver, type EngineStorage, type Message } from "../../src/engine/index.ts";
import { StorageUnavailableError } from "../../src/engine/failures.ts";
import { outboxTriesMax, retryDelayMs } from "../../src/engine/decide/retry.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { anyCommand, aNight, aPromise, minute, started, turns, until, type Night } from "./night.ts";

let night: Night;
afterEach(() => night.close());

/** One message on its way. */
async function said(text = "x"): Promise<string> {
  const id = await started(night.engine, "notebook@1");
  await night.engine.send(id, { type: "NOTE", text }, anyCommand());
  return id;
}

const outcomes = async (id: string) =>
  (await night.engine.history(id)).filter(({ kind }) => kind === "delivered" || kind === "dead-lettered");
const theMessage = async (id: string) => (await night.engine.messages(id))[0];

describe("given a message", () => {
  test("when it is delivered, then the log says so, with what the receiver answered", async () => {
    night = await aNight({ deliver: (message) => Promise.resolve({ to: "anna@example.test", of: message.id }) });
    const id = await said();
    expect(await night.engine.runDue()).toEqual({ fired: 0, sent: 1 });
    expect(await night.engine.runDue()).toEqual({ fired: 0, sent: 0 });
    expect(await outcomes(id)).toMatchObject([
      {
        kind: "delivered",
        seq: 2,
        by: "outbox",
        event: { type: "say", message: `${id}:1.0` },
        detail: { to: "anna@example.test", of: `${id}:1.0` },
      },
    ]);
    expect(await theMessage(id)).toMatchObject({ state: "delivered", tries: 1, settledAt: 0, lastError: null });
  });

  test("when several leave one step, then each has its own id, and they are told in order", async () => {
    night = await aNight();
    const id = await said("first");
    await night.engine.send(id, { type: "NOTE", text: "second" }, anyCommand());
    await night.engine.runDue();
    expect(night.sent.map(({ id: message, params }) => [message, params])).toEqual([
      [`${id}:1.0`, { text: "first" }],
      [`${id}:2.0`, { text: "second" }],
    ]);
  });

  test.each<[string, unknown]>([
    ["a big integer", { size: 1n }],
    ["a date", new Date(0)],
    [
      "a circle",
      (() => {
        const it: { of?: unknown } = {};
        it.of = it;
        return it;
      })(),
    ],
  ])(
    "when the receiver answers with %s, then it is delivered all the same, and the answer is reported",
    async (_, answer) => {
      let tries = 0;
      night = await aNight({
        deliver: () => {
          tries += 1;
          return Promise.resolve(answer as never);
        },
      });
      const id = await said();
      await night.engine.runDue();
      night.clock.wind(minute);
      await night.engine.runDue();
      expect([tries, await outcomes(id)]).toMatchObject([1, [{ kind: "delivered", detail: null }]]);
      expect(night.problems).toMatchObject([{ message: expect.stringMatching(/answered is not recorded/) }]);
    },
  );
});

describe("given a receiver that fails", () => {
  const fails =
    (error: Error = new Error("no answer")): Deliver =>
    () =>
      Promise.reject(error);

  test.each([
    [0, 2_500],
    [1, 5_000],
  ])("with chance %d, when it is tried again, then after %d ms and not before", async (chance, delay) => {
    const tries: Message[] = [];
    night = await aNight({
      random: () => chance,
      deliver: (message) => {
        tries.push(message);
        throw new Error("no answer");
      },
    });
    const id = await said();
    await night.engine.runDue();
    expect(await theMessage(id)).toMatchObject({
      state: "waiting",
      tries: 1,
      nextTryAt: delay,
      lastError: "no answer",
    });
    expect(await outcomes(id)).toEqual([]);
    night.clock.wind(delay - 1);
    expect([await night.engine.runDue(), tries.length]).toEqual([{ fired: 0, sent: 0 }, 1]);
    night.clock.wind(1);
    await night.engine.runDue();
    expect(tries).toHaveLength(2);
    expect(tries[1]).toEqual(tries[0]);
  });

  test("then the delay doubles from 5 s up to a quarter of an hour, spread between half and all of it", () => {
    const seconds = (chance: number) =>
      Array.from({ length: 10 }, (_, n) => (retryDelayMs(n + 1, chance) ?? Number.NaN) / 1_000);
    expect(seconds(1)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
    expect(seconds(0)).toEqual([2.5, 5, 10, 20, 40, 80, 160, 320, 450, 450]);
    expect(retryDelayMs(outboxTriesMax - 1, 1)).toBe(900_000);
    expect(retryDelayMs(outboxTriesMax, 1)).toBeNull();
  });

  test("when it was tried as often as may be, then it is dead-lettered and the log says why", async () => {
    let tries = 0;
    night = await aNight({
      random: () => 1,
      deliver: () => Promise.reject(new Error(`no answer ${(tries += 1)}`)),
    });
    const id = await said();
    while ((await theMessage(id))?.state === "waiting" && tries <= outboxTriesMax) {
      await night.engine.runDue();
      night.clock.wind(15 * minute);
    }
    expect(tries).toBe(outboxTriesMax);
    const lastError = `no answer ${outboxTriesMax}`;
    expect(await outcomes(id)).toMatchObject([{ kind: "dead-lettered", detail: lastError }]);
    expect(await theMessage(id)).toMatchObject({ state: "dead-lettered", tries: outboxTriesMax, lastError });
    expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
  });

  test("when the receiver says no for good, then it is dead-lettered at once", async () => {
    night = await aNight({ deliver: fails(new UndeliverableError("no such mailbox")) });
    const id = await said();
    expect(await night.engine.runDue()).toMatchObject({ sent: 0 });
    expect(await outcomes(id)).toMatchObject([{ kind: "dead-lettered", detail: "no such mailbox" }]);
    expect(await night.storage.nextMessageAt()).toBeNull();
  });

  test("with an endless error of any signs, then what is kept of it can be stored", async () => {
    night = await aNight({ deliver: fails(new Error(`\0\ud83d${"😀".repeat(1_000)}`)) });
    const id = await said();
    await night.engine.runDue();
    expect((await theMessage(id))?.lastError).toBe(`\ufffd\ufffd${"😀".repeat(498)}`);
  });

  test("by throwing no error at all, then it is tried again", async () => {
    const noError = "just so" as unknown as Error;
    night = await aNight({ deliver: () => Promise.reject(noError) });
    const id = await said();
    await night.engine.runDue();
    expect(await theMessage(id)).toMatchObject({ state: "waiting", lastError: "just so" });
  });

  test("for one message only, then the others leave", async () => {
    night = await aNight({
      deliver: ({ params }) =>
        JSON.stringify(params).includes("bad") ? Promise.reject(new Error("bad")) : Promise.resolve(),
    });
    const [bad, good] = [await said("bad"), await said("good")];
    expect(await night.engine.runDue()).toMatchObject({ sent: 1 });
    expect([(await theMessage(bad))?.state, (await theMessage(good))?.state]).toEqual(["waiting", "delivered"]);
  });

  test("while the clock is put back, then it is one try and not all of them", async () => {
    let tries = 0;
    night = await aNight({
      clock: new WindingClock(100 * minute),
      deliver: () => {
        tries += 1;
        night.clock.wind(-90 * minute);
        throw new Error("no answer");
      },
    });
    await said();
    await night.engine.runDue();
    expect(tries).toBe(1);
  });
});

describe("given a message that has left, when that cannot be written down", () => {
  let failure: Error | null;
  const settlingFails = (storage: EngineStorage): EngineStorage => ({
    ...storage,
    commit: (batch) => (failure !== null && batch.outbox.length > 0 ? Promise.reject(failure) : storage.commit(batch)),
  });

  test.each([
    ["because the disk is full", new StorageUnavailableError("full", "the disk is full")],
    ["for a reason of its own", new Error("poison")],
  ])("%s, then it is not sent again, and written down as soon as that is possible", async (_, reason) => {
    failure = null;
    night = await aNight({ through: settlingFails });
    const id = await said();
    failure = reason;
    night.engine.run();
    await turns(100);
    const soFar = night.problems.length;
    expect(soFar).toBeGreaterThan(0);
    await turns(100);
    expect(night.problems).toHaveLength(soFar);
    night.clock.wind(1_000);
    await until(() => night.problems.length === soFar + 1);
    failure = null;
    night.clock.wind(1_000);
    await until(async () => (await outcomes(id)).length === 1);
    expect([night.sent.length, await theMessage(id)]).toMatchObject([1, { state: "delivered", tries: 1 }]);
  });

  test("because the disk is full, then no more are sent until there is room", async () => {
    failure = null;
    night = await aNight({ through: settlingFails });
    for (let count = 0; count < 40; count += 1) await said();
    failure = new StorageUnavailableError("full", "the disk is full");
    await night.engine.runDue();
    expect(night.sent).toHaveLength(16);
    failure = null;
    await night.engine.runDue();
    expect(night.sent).toHaveLength(40);
    expect(new Set(night.sent.map((message) => message.id)).size).toBe(40);
  });

  test("for a reason of its own, then the others leave", async () => {
    failure = null;
    let poison = "";
    night = await aNight({
      through: (storage) => ({
        ...storage,
        commit: (batch) =>
          batch.outbox.some((change) => change.id.startsWith(poison || "-"))
            ? Promise.reject(new Error("poison"))
            : storage.commit(batch),
      }),
    });
    poison = await said();
    const good = await said();
    expect(await night.engine.runDue()).toMatchObject({ sent: 1 });
    expect(await outcomes(good)).toHaveLength(1);
    expect(night.sent).toHaveLength(2);
  });

  test("because the process dies, then the next one sends it once more, under the same id", async () => {
    failure = null;
    night = await aNight({ through: settlingFails });
    const id = await said();
    failure = new StorageUnavailableError("full", "the process is gone");
    await night.engine.runDue();
    const next = await aNight({ storage: night.storage });
    expect(await next.engine.runDue()).toMatchObject({ sent: 1 });
    expect(next.sent).toEqual(night.sent);
    expect(await outcomes(id)).toHaveLength(1);
  });
});

test("given two runs at once, when a message is due, then it leaves once", async () => {
  night = await aNight();
  await said();
  await Promise.all([night.engine.runDue(), night.engine.runDue()]);
  expect(night.sent).toHaveLength(1);
});

test("given many messages, when they leave, then at most sixteen are on their way at one time", async () => {
  const gate = aPromise();
  let onTheirWay = 0;
  night = await aNight({
    deliver: () => {
      onTheirWay += 1;
      return gate.promise;
    },
  });
  for (let count = 0; count < 20; count += 1) await said();
  const run = night.engine.runDue();
  await turns(20);
  expect(onTheirWay).toBe(16);
  gate.resolve();
  expect(await run).toMatchObject({ sent: 20 });
});

test("given running loops, when a step asks for a message, then it leaves at once, without a wind of the clock", async () => {
  night = await aNight();
  night.engine.run();
  await turns(20);
  await said();
  await until(() => night.sent.length === 1);
});
