/* eslint-disable @typescript-eslint/only-throw-error, @typescript-eslint/prefer-promise-reject-errors -- that is what it is about */
/** Whatever a host throws while it is told something, or answers while it is asked, harms nobody. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine, UndeliverableError, type Deliver, type Engine, type EngineParts } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { alarms, anyCommand, aNight, notebook, started, turns, type Night } from "./night.ts";

function aRevokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function aMuteError(): Error {
  const error = new Error("mute");
  Object.defineProperty(error, "message", {
    get: () => {
      throw new Error("no message for you");
    },
  });
  return error;
}

const weird: [string, unknown][] = [
  ["an error without a message", new Error()],
  ["an error whose message throws", aMuteError()],
  ["a message that is no text", Object.assign(new Error("x"), { message: 7 })],
  ["a text", "no"],
  ["NUL and half a pair", "a\0b\ud800"],
  ["undefined", undefined],
  ["null", null],
  ["a number", 0],
  ["a symbol", Symbol("no")],
  ["a function", () => 1],
  ["nothing to inherit from", Object.create(null)],
  ["a plain object", { code: "E_NO" }],
  ["a circle", Object.assign([], { 0: null })],
  [
    "a throwing toString",
    {
      toString: () => {
        throw new Error("not even that");
      },
    },
  ],
  ["a revoked proxy", aRevokedProxy()],
  ["a long text", "x".repeat(100_000)],
];

let night: Night;
afterEach(() => night.close());

/** Three messages, of which the second meets `bad`. */
async function threeMessages(bad: () => unknown) {
  const tried: string[] = [];
  const deliver: Deliver = (message) => {
    const { text } = message.params as { text: string };
    tried.push(text);
    return (text === "bad" ? bad() : Promise.resolve()) as Promise<void>;
  };
  night = await aNight({ machines: { "notebook@1": notebook }, deliver, random: () => 1 });
  const id = await started(night.engine, "notebook@1");
  for (const text of ["one", "bad", "two"]) await night.engine.send(id, { type: "NOTE", text }, anyCommand());
  return { id, tried };
}

describe.each(weird)("given a delivery that fails with %s", (_, thrown) => {
  test.each<[string, () => unknown]>([
    ["later", () => Promise.reject(thrown)],
    [
      "at once",
      () => {
        throw thrown;
      },
    ],
  ])("%s, then it is counted once, waits its time, and its neighbours are delivered once", async (_when, bad) => {
    const { id, tried } = await threeMessages(bad);
    expect(await night.engine.runDue()).toMatchObject({ sent: 2 });
    expect(await night.engine.runDue()).toMatchObject({ sent: 0 });
    expect(tried).toEqual(["one", "bad", "two"]);
    const messages = await night.engine.messages(id);
    expect(messages.map(({ state, tries }) => [state, tries])).toEqual([
      ["delivered", 1],
      ["waiting", 1],
      ["delivered", 1],
    ]);
    expect(messages[1]).toMatchObject({ nextTryAt: 5_000, lastError: expect.stringMatching(/./) });
    expect(messages[1]!.lastError!.length).toBeLessThanOrEqual(500);
    night.clock.wind(5_000);
    await night.engine.runDue();
    expect(tried).toEqual(["one", "bad", "two", "bad"]);
    expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
  });
});

test.each<[string, () => unknown]>([
  ["nothing", () => undefined],
  ["a text", () => "sent"],
  ["a revoked proxy, later", async () => [aRevokedProxy()]],
  ["something that JSON cannot carry", () => new Map()],
  ["-0", () => -0],
  [
    "what answers like a promise, twice",
    () => ({
      then: (resolve: (value: unknown) => void, reject: (value: unknown) => void) => {
        resolve("sent");
        reject(new Error("and not"));
      },
    }),
  ],
])("given a delivery that is not asynchronous, or answers with %s, then it is delivered once", async (_, answer) => {
  const { id, tried } = await threeMessages(answer);
  expect(await night.engine.runDue()).toMatchObject({ sent: 3 });
  night.clock.wind(60_000);
  expect(await night.engine.runDue()).toMatchObject({ sent: 0 });
  expect(tried).toEqual(["one", "bad", "two"]);
  expect((await night.engine.messages(id)).map(({ state }) => state)).toEqual(["delivered", "delivered", "delivered"]);
});

test("given a delivery that says at once that it is pointless, then the message is dead-lettered", async () => {
  const { id } = await threeMessages(() => {
    throw new UndeliverableError("nobody there");
  });
  await night.engine.runDue();
  expect((await night.engine.messages(id)).map(({ state }) => state)).toEqual([
    "delivered",
    "dead-lettered",
    "delivered",
  ]);
});

describe.each<[string, () => unknown]>([
  [
    "throws",
    () => {
      throw aRevokedProxy();
    },
  ],
  ["rejects", () => Promise.reject(new Error("later"))],
])("given a host that %s whatever it is told", (_, tell) => {
  let engine: Engine;
  const clock = new WindingClock(0);
  const unhandled: unknown[] = [];
  const note = (problem: unknown) => unhandled.push(problem);

  beforeEach(async () => {
    process.on("unhandledRejection", note);
    const parts: EngineParts = {
      storage: await openStorage({ url: "sqlite::memory:" }),
      machines: { "notebook@1": notebook, "alarms@1": alarms },
      clock,
      deliver: () => Promise.reject(new Error("away")),
      observe: tell,
      onProblem: tell,
      urgency: tell as () => number,
    };
    engine = await openEngine(parts);
    night = { ...night, close: () => engine.close() };
  });
  afterEach(() => {
    process.off("unhandledRejection", note);
  });

  test("then commands are answered, timers ring and messages are tried", async () => {
    const id = await started(engine, "notebook@1");
    const bells = await started(engine, "alarms@1");
    expect(await engine.send(id, { type: "NOTE", text: "x" }, anyCommand())).toMatchObject({ outcome: "accepted" });
    await engine.send(bells, { type: "SET", name: "bell", ms: 10 }, anyCommand());
    engine.run();
    clock.wind(10);
    await turns(50);
    expect((await engine.read(bells)).context["rung"]).toEqual(["bell"]);
    expect(await engine.messages(id)).toMatchObject([{ state: "waiting", tries: 1 }]);
    expect(unhandled).toEqual([]);
  });
});
