/** A machine's only time is `event.at`, and it knows no chance: otherwise replay would answer differently. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import nodeCrypto from "node:crypto";
import nodeOs from "node:os";
import { assign, raise } from "xstate";
import type { Definition } from "../../src/engine/decide/definition.ts";
import type { Json } from "../../src/kernel/json.ts";
import { begun, definitionOf, send, sent } from "./deciding.ts";

/** Written so that the lint rule which keeps everybody from asking does not see it. */
function ask(whom: object, what: string, ...args: unknown[]): unknown {
  return (Reflect.get(whom, what) as (...args: unknown[]) => unknown).apply(whom, args);
}

/** Kept from before, as a machine's module would. */
const SavedDate = Date;
const savedNow: () => unknown = Reflect.get(Date, "now");
const savedRandom: () => unknown = Reflect.get(Math, "random");
const savedFormat = new Intl.DateTimeFormat("en").format;

describe("given a machine that asks for the present or for chance, then the step is refused", () => {
  const impure: [string, () => unknown][] = [
    ["Date.now()", () => ask(Date, "now")],
    ["new Date()", (): unknown => Reflect.construct(Date, [])],
    ["Math.random()", () => ask(Math, "random")],
    ["crypto.randomUUID()", () => ask(crypto, "randomUUID")],
    ["performance.now()", () => ask(performance, "now")],
  ];
  /** Other doors to the same, each tried in one place. */
  const doors: [string, string, () => unknown][] = [
    ["a saved Date, called", "Date()", () => Reflect.apply(SavedDate, null, [])],
    ["a saved Date, constructed", "new Date()", (): unknown => Reflect.construct(SavedDate, [])],
    ["a saved Date, asked for now", "Date.now()", () => ask(SavedDate, "now")],
    ["a saved Date.now", "Date.now()", savedNow],
    ["a class that extends Date", "new Date()", (): unknown => Reflect.construct(class extends SavedDate {}, [])],
    ["a date's own constructor", "new Date()", (): unknown => Reflect.construct(new Date(0).constructor, [])],
    ["a saved Math.random", "Math.random()", savedRandom],
    ["getRandomValues", "crypto.getRandomValues()", () => String(ask(crypto, "getRandomValues", new Uint8Array(4)))],
    ["node:crypto randomBytes", "crypto.randomBytes()", () => String(ask(nodeCrypto, "randomBytes", 4))],
    ["node:crypto randomInt", "crypto.randomInt()", () => ask(nodeCrypto, "randomInt", 9)],
    ["node:crypto randomUUID", "crypto.randomUUID()", () => ask(nodeCrypto, "randomUUID")],
    ["process.hrtime", "process.hrtime()", () => String(ask(process, "hrtime"))],
    // eslint-disable-next-line no-restricted-syntax -- the door that is tried
    ["process.hrtime.bigint", "process.hrtime.bigint()", () => String(ask(process.hrtime, "bigint"))],
    ["process.uptime", "process.uptime()", () => ask(process, "uptime")],
    ["performance.timeOrigin", "performance.timeOrigin", () => Reflect.get(performance, "timeOrigin")],
    ["performance.mark", "performance.mark()", () => performance.mark("here").startTime],
    ["the time stamp of an event", "Event.timeStamp", () => new Event("here").timeStamp],
    ["os.uptime", "os.uptime()", () => ask(nodeOs, "uptime")],
    ["os.loadavg", "os.loadavg()", () => String(ask(nodeOs, "loadavg"))],
    ["the name of a blob", "URL.createObjectURL()", () => String(ask(URL, "createObjectURL", new Blob([])))],
    ["DateTimeFormat.format", "Intl.DateTimeFormat.format()", () => new Intl.DateTimeFormat("en").format()],
    ["a saved format", "Intl.DateTimeFormat.format()", () => savedFormat()],
    ["format of undefined", "Intl.DateTimeFormat.format()", () => new Intl.DateTimeFormat("en").format(undefined)],
    [
      "formatToParts",
      "Intl.DateTimeFormat.formatToParts()",
      () => new Intl.DateTimeFormat("en").formatToParts().length,
    ],
  ];
  test.each(doors)("through %s", (_, what, present) => {
    const definition = definitionOf(
      { context: {}, on: { GO: { actions: "ask" } } },
      { actions: { ask: assign(() => ({ asked: present() })) } },
    );
    const result = send(definition, begun(definition), { type: "GO" });
    expect(result).toMatchObject({ outcome: "refused", reason: { code: "machine-error" } });
    expect(JSON.stringify(result)).toContain(what);
    // Afterwards it answers again.
    expect(present).not.toThrow();
  });

  test.each<[string, unknown]>([
    ["Math.random", () => 0.5],
    ["Date", class extends Date {}],
  ])("through another %s that somebody has put in its place, and theirs is back afterwards", (name, theirs) => {
    const owner = (name === "Date" ? globalThis : Math) as unknown as Record<string, unknown>;
    const key = name === "Date" ? "Date" : "random";
    const real = owner[key];
    owner[key] = theirs;
    try {
      const definition = definitionOf(
        { context: {}, on: { GO: { actions: "ask" } } },
        {
          actions: {
            ask: assign(() => ({ asked: name === "Date" ? String(Reflect.construct(Date, [])) : ask(Math, "random") })),
          },
        },
      );
      expect(send(definition, begun(definition), { type: "GO" })).toMatchObject({ outcome: "refused" });
      expect(owner[key]).toBe(theirs);
    } finally {
      owner[key] = real;
    }
  });

  test("but a formatter may be given a time, and a date is still a date", () => {
    const definition = definitionOf(
      { context: {}, on: { GO: { actions: "say" } } },
      {
        actions: {
          say: assign(({ event }: { event: Json }) => ({
            said: new Intl.DateTimeFormat("en", { timeZone: "UTC" }).format((event as { at: number }).at),
            isDate: new Date(0) instanceof Date && new Date(0).constructor === Date,
          })),
        },
      },
    );
    expect(sent(definition, begun(definition), { type: "GO" }).state.context).toEqual({
      said: "1/1/1970",
      isDate: true,
    });
  });
  describe.each(impure)("%s", (what, present) => {
    const places: [string, Definition][] = [
      ["guard", definitionOf({ on: { GO: { guard: () => Boolean(present()), actions: assign({}) } } })],
      [
        "assign",
        definitionOf(
          { context: {}, on: { GO: { actions: "ask" } } },
          { actions: { ask: assign(() => ({ asked: String(present()) })) } },
        ),
      ],
      [
        "params",
        definitionOf(
          { on: { GO: { actions: { type: "tell", params: present } } } },
          { actions: { tell: () => undefined } },
        ),
      ],
      [
        "delay",
        definitionOf(
          { on: { GO: { actions: "later" }, RING: {} } },
          { actions: { later: raise({ type: "RING" }, { delay: () => Number(present()) }) } },
        ),
      ],
    ];
    test.each(places)("in a %s", (_, definition) => {
      const result = send(definition, begun(definition), { type: "GO" });
      expect(result).toMatchObject({ outcome: "refused", reason: { code: "machine-error" } });
      expect(JSON.stringify(result)).toContain(`called ${what}`);
    });
  });

  test("but it may reckon with a given time, and afterwards everybody has the present again", () => {
    const definition = definitionOf(
      { context: { day: "" }, on: { GO: { actions: "reckon" } } },
      {
        actions: {
          reckon: assign({ day: ({ event }: { event: Json }) => new Date((event as { at: number }).at).toISOString() }),
        },
      },
    );
    expect(sent(definition, begun(definition), { type: "GO" }).state.context).toEqual({
      day: "1970-01-01T00:00:01.001Z",
    });
    for (const [, present] of impure) expect(present).not.toThrow();
  });
});

describe("given somebody's own Date in place of the real one", () => {
  const real = globalThis.Date;
  class OwnDate extends real {}
  beforeEach(() => {
    globalThis.Date = OwnDate as DateConstructor;
  });
  afterEach(() => {
    globalThis.Date = real;
  });
  test("when a step has run, then it is theirs that is back", () => {
    begun(definitionOf({}));
    expect(globalThis.Date).toBe(OwnDate);
  });
});
