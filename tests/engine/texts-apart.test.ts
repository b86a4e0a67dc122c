/** What people wrote stands beside the log: nothing that is hashed holds it, and whoever reads gets it back. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  missingText,
  openQueries,
  UndeliverableError,
  type Apart,
  type EngineStorage,
} from "../../src/engine/index.ts";
import type { Json, JsonObject } from "../../src/kernel/json.ts";
import { isTextRef, refsIn, textRef } from "../../src/kernel/text-refs.ts";
import { anyCommand, aNight, machineOf, notebook, type Night } from "./night.ts";

/** The notebook's notes are texts; what it is of is one as well. */
const apart: Apart = (_machine, event, put) => {
  if (event.type === "start") {
    const input = event["input"] as JsonObject | null;
    return { ...event, input: input && { ...input, ...(typeof input["of"] === "string" && { of: put(input["of"]) }) } };
  }
  return typeof event["text"] === "string" ? { ...event, text: put(event["text"]) } : event;
};

const asText = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const secret = "212 名学生腹泻 · 212 students";
const again = { by: "officer-1", commandId: "the-same" };
let night: Night;
let id: string;
beforeEach(async () => {
  night = await aNight({ apart });
  const begun = await night.engine.start("notebook@1", { of: secret }, anyCommand());
  id = begun.id;
});
afterEach(() => night.close());

const note = (text: string, commandId: string) =>
  night.engine.send(id, { type: "NOTE", text }, { by: "officer-1", commandId });
const everything = async () =>
  JSON.stringify({
    read: await night.engine.read(id),
    history: await night.engine.history(id),
    messages: await night.engine.messages(id),
    replay: await night.engine.replay(id),
  });

test("log, state and messages hold references, of which each opens to its text", async () => {
  await note(secret, "n-1");
  expect(await everything()).not.toContain("212");
  const rows = await night.engine.history(id);
  const [, written] = rows.map(({ event }) => event["text"]);
  expect(isTextRef(asText(written))).toBe(true);
  expect(await night.engine.opened(id, { said: `“${asText(written)}”` })).toEqual({ said: `“${secret}”` });
  const [stored] = await night.storage.texts([{ instance: id, ref: asText(written) }]);
  expect(textRef(Buffer.from(stored?.salt ?? "", "base64url"), stored?.text ?? "")).toBe(written);
});

test("the same text twice is two references, and another instance's opens nothing", async () => {
  await note("same", "n-1");
  await note("same", "n-2");
  const refs = [...refsIn(await night.engine.history(id))];
  expect(new Set(refs).size).toBe(3);
  const elsewhere = await night.engine.start("notebook@1", null, anyCommand());
  expect(await night.engine.opened(elsewhere.id, refs[0])).not.toBe(secret);
});

test("the replay reads no text, and agrees", async () => {
  await note(secret, "n-1");
  expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
});

test("a text of a refused event is not kept", async () => {
  const kept: string[] = [];
  const through = (storage: EngineStorage): EngineStorage => ({
    ...storage,
    commit: (batch, options) => {
      kept.push(...batch.texts.map(({ text }) => text));
      return storage.commit(batch, options);
    },
  });
  await night.close();
  night = await aNight({ apart, through });
  const begun = await night.engine.start("notebook@1", null, anyCommand());
  const [refused, taken] = await Promise.all(
    ["NOBODY_KNOWS", "NOTE"].map((type) => night.engine.send(begun.id, { type, text: type }, anyCommand())),
  );
  expect([refused?.outcome, taken?.outcome]).toEqual(["refused", "accepted"]);
  expect(kept).toEqual(["NOTE"]);
});

test("whoever delivers reads what people wrote", async () => {
  const crier = machineOf(
    { id: "crier", context: {}, on: { NOTE: { actions: { type: "cry", params: told } } } },
    { actions: { cry: () => undefined } },
  );
  await night.close();
  night = await aNight({ apart, machines: { "crier@1": crier } });
  const begun = await night.engine.start("crier@1", null, anyCommand());
  await night.engine.send(begun.id, { type: "NOTE", text: secret }, anyCommand());
  await night.engine.runDue();
  expect(night.sent.map(({ params }) => params)).toEqual([{ what: `Hear: ${secret}` }]);
  expect(JSON.stringify(await night.engine.messages(begun.id))).not.toContain("212");
});

function told({ event }: { event: { readonly text: string } }) {
  return { what: `Hear: ${event.text}` };
}

describe("given a command that was accepted", () => {
  beforeEach(() => night.engine.send(id, { type: "NOTE", text: "once" }, again));

  test("when it comes again, then it is one event, whatever its salt", async () => {
    expect(await night.engine.send(id, { type: "NOTE", text: "once" }, again)).toMatchObject({ outcome: "duplicate" });
  });

  test("when it comes again with another text, then its id is taken", async () => {
    expect(await night.engine.send(id, { type: "NOTE", text: "twice" }, again)).toMatchObject({
      outcome: "refused",
      reason: { code: "command-id-reused" },
    });
  });

  test("when it comes again with its own reference as the text, then its id is taken", async () => {
    const [, row] = await night.engine.history(id);
    expect(await night.engine.send(id, { type: "NOTE", text: asText(row?.event["text"]) }, again)).toMatchObject({
      outcome: "refused",
    });
  });

  test("when both come in one batch, then it is one event", async () => {
    const both = { by: "officer-1", commandId: "both" };
    const outcomes = await Promise.all(
      ["x", "x", "y"].map((text) => night.engine.send(id, { type: "NOTE", text }, both)),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["accepted", "duplicate", "refused"]);
  });
});

test("a start that comes again is the same one, and with another text it is not", async () => {
  const command = { by: "officer-1", commandId: "start" };
  const first = await night.engine.start("notebook@1", { of: "me" }, command);
  expect(await night.engine.start("notebook@1", { of: "me" }, command)).toMatchObject({
    outcome: "duplicate",
    id: first.id,
  });
  expect(await night.engine.start("notebook@1", { of: "you" }, command)).toMatchObject({ outcome: "refused" });
});

test("what a delivery answered stands apart as well, and is opened with its row", async () => {
  const answers: Apart = (machine, event, put) =>
    event.type === "dead-lettered" ? { ...event, detail: put(asText(event["detail"])) } : apart(machine, event, put);
  const crier = machineOf(
    { id: "crier", context: {}, on: { NOTE: { actions: { type: "cry", params: told } } } },
    { actions: { cry: () => undefined } },
  );
  await night.close();
  const deliver = () => Promise.reject(new UndeliverableError(`550 refused: ${secret}`));
  night = await aNight({ apart: answers, machines: { "crier@1": crier }, deliver });
  const begun = await night.engine.start("crier@1", null, anyCommand());
  await night.engine.send(begun.id, { type: "NOTE", text: secret }, anyCommand());
  await night.engine.runDue();
  const rows = await night.engine.history(begun.id);
  expect(rows.at(-1)).toMatchObject({ kind: "dead-lettered" });
  expect(JSON.stringify(rows)).not.toContain("212");
  expect((await night.engine.opened(begun.id, rows)).at(-1)?.detail).toBe(`550 refused: ${secret}`);
  expect(await night.engine.replay(begun.id)).toMatchObject({ divergence: null });
});

test("a value in clear that looks like a reference is refused: another text would be shown in its place", async () => {
  await note(secret, "n-1");
  const [ref] = refsIn(await night.engine.history(id));
  expect(await night.engine.send(id, { type: "NOTE", about: `see ${ref!}` }, anyCommand())).toMatchObject({
    outcome: "refused",
    reason: { code: "invalid-event" },
  });
});

test("a text that the database has lost is found by the replay", async () => {
  await note(secret, "n-1");
  const lossy: EngineStorage = { ...night.storage, texts: async () => [] };
  const queries = openQueries({ storage: lossy, machines: { "notebook@1": notebook } });
  expect(await queries.replay(id)).toMatchObject({ divergence: { what: "texts" } });
  expect(await queries.opened(id, [...refsIn(await queries.history(id))])).toEqual([missingText, missingText]);
});
