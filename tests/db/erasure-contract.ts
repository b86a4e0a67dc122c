import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { NotificationRow } from "../../src/desk/notification-ports.ts";
import type { DeliveryRow } from "../../src/desk/delivery-ports.ts";
import type { ErasedTexts, TextRow } from "../../src/engine/ports.ts";
import { refsIn, textRef } from "../../src/kernel/text-refs.ts";
import { aBatch, aLogRow, aMessage, anInstance, aSummary } from "../support/samples.ts";

const words = "▭ erased";

/** What is erased is gone from every table at once, and no copy that is written later brings it back. */
export function erasureContract(storage: () => Storage): void {
  const gas = aText("i-1", "Gas leak in the choir");
  const other = aText("i-1", "Water");
  const found = async (text: string) =>
    (await storage().incidents.list({ text, pageSize: 50, sort: "newest" })).rows.map(({ number }) => number);
  const erase = (parts: Partial<ErasedTexts> = {}) => {
    const erased = { instance: "i-1", seq: 1, refs: [gas.ref], messages: ["i-1:0.0"], words, ...parts };
    const event = { type: "erased", refs: [...erased.refs], reason: "order" };
    const { instance, seq } = erased;
    const updated = [{ ...anInstance(instance, { seq }), previousSeq: seq - 1, keepsSummary: true }];
    return storage().commit(
      aBatch({ log: [aLogRow(instance, seq, { kind: "erased", at: 5, by: "li", event })], updated, erased: [erased] }),
    );
  };
  const begin = (instance: string, texts: readonly TextRow[], parts: { machine?: string } = {}) =>
    storage().commit(
      aBatch({
        log: [aLogRow(instance, 0)],
        texts,
        inserted: [anInstance(instance, { summary: aSummary({ title: texts[0]?.ref ?? "" }), ...parts })],
        messages: [
          { ...aMessage(instance, "0.0"), params: { what: texts[0]?.ref ?? "" } },
          { ...aMessage(instance, "0.1"), params: { what: texts[1]?.ref ?? "" } },
        ],
      }),
    );

  test("salt and words go, with who erased them, and other texts stay", async () => {
    await begin("i-1", [gas, other]);
    await erase();
    const rows = await storage().texts([gas, other].map(({ instance, ref }) => ({ instance, ref })));
    expect(rows.find(({ ref }) => ref === gas.ref)).toEqual({
      instance: "i-1",
      ref: gas.ref,
      salt: null,
      text: null,
      erasedSeq: 1,
      erasure: { seq: 1, at: 5, by: "li", reason: "order" },
    });
    expect(rows.find(({ ref }) => ref === other.ref)).toEqual({ ...other, erasedSeq: null });
    expect([await found("choir"), (await storage().incidents.byId("i-1"))?.summary.title]).toEqual([
      [],
      expect.stringContaining("Text erased (1970-01-01T00:00:00.005Z, li, order)"),
    ]);
  });

  test("notifications, answers and errors of the message are emptied, and those of another are not", async () => {
    await begin("i-1", [gas, other]);
    const [sent, quotes, about] = [
      aNotification("i-1:0.0", { body: "Hear", answer: "250 ok" }),
      aNotification("i-1:0.2", { body: `Together: ${gas.text}` }),
      aNotification("i-1:0.1", { body: "Water" }),
    ];
    for (const one of [sent, quotes, about]) await storage().notifications.put(one);
    await storage().deliveries.put([
      aDelivery("i-1:0.0", { answer: "550 Hear" }),
      aDelivery("i-1:0.1", { answer: "550" }),
    ]);
    const failed = { state: "waiting", tries: 1, nextTryAt: 9, settledAt: null } as const;
    const error = (id: string) => ({ id, ...failed, lastError: `550 ${id}` });
    await storage().commit(aBatch({ outbox: ["i-1:0.0", "i-1:0.1"].map(error) }));
    await erase();
    const rows = await storage().notifications.ofMessages(messages("i-1"));
    expect(rows.map(({ message, subject, text, answer }) => [message, subject, text, answer])).toEqual([
      ["i-1:0.0", words, words, null],
      ["i-1:0.1", "Subject", "Water", null],
      ["i-1:0.2", words, words, null],
    ]);
    expect((await storage().deliveries.ofMessages(messages("i-1"))).map(({ answer }) => answer)).toEqual([null, "550"]);
    expect((await storage().messages("i-1")).map(({ lastError }) => lastError)).toEqual([words, "550 i-1:0.1"]);
    const loaded = await storage().load([], [], ["i-1:0.0", "i-1:0.1"]);
    expect(Object.fromEntries(loaded.messages.map(({ id, isErased }) => [id, isErased]))).toEqual({
      "i-1:0.0": true,
      "i-1:0.1": undefined,
    });
  });

  test("a copy that is written after the erasure is empty", async () => {
    await begin("i-1", [gas, other]);
    await erase();
    await storage().notifications.put(aNotification("i-1:0.0", { body: "Gas", answer: "250 Gas", state: "failed" }));
    await storage().notifications.put(aNotification("i-1:0.0", { body: "Gas", answer: "250 Gas" }));
    await storage().deliveries.put([aDelivery("i-1:0.0", { answer: "550 Gas" })]);
    await storage().deliveries.put([aDelivery("i-1:0.0", { answer: "551 Gas", state: "sent" })]);
    const late = {
      id: "i-1:0.0",
      state: "dead-lettered",
      tries: 1,
      nextTryAt: 9,
      settledAt: 9,
      lastError: "Gas",
    } as const;
    await storage().commit(aBatch({ outbox: [late] }));
    const everything = JSON.stringify([
      await storage().notifications.ofMessages(messages("i-1")),
      await storage().deliveries.ofMessages(messages("i-1")),
      await storage().messages("i-1"),
    ]);
    expect(everything).not.toContain("Gas");
    expect(everything).toContain('"state":"sent"');
  });

  test("a name of the organisation goes from notifications of every incident, and a text of an incident from its own", async () => {
    const name = aText("org", "Wang Li");
    await begin("org", [name], { machine: "organisation@1" });
    await begin("i-1", [gas, other]);
    await begin("i-2", []);
    await storage().notifications.put(aNotification("i-1:0.1", { body: "Dear Wang Li" }));
    await storage().notifications.put(aNotification("i-2:0.0", { body: gas.text, instance: "i-2" }));
    const why = { zh: "Wang Li 无法通知", en: "Wang Li cannot be told" };
    await storage().deliveries.put([aDelivery("i-1:0.2", { state: "skipped", why })]);
    await erase({ instance: "org", refs: [name.ref], messages: [] });
    await erase();
    const [one] = await storage().notifications.ofMessages(messages("i-1"));
    const [two] = await storage().notifications.ofMessages(messages("i-2"));
    const [skipped] = await storage().deliveries.ofMessages(messages("i-1"));
    expect([one?.text, two?.text, skipped?.why]).toEqual([words, gas.text, null]);
  });

  test("an erasure of a text that somebody else has erased meanwhile is no erasure", async () => {
    await begin("i-1", [gas, other]);
    await erase();
    await expect(erase({ seq: 2 })).rejects.toThrow();
    const rows = await storage().history("i-1");
    expect(rows.map(({ kind }) => kind)).toEqual(["event", "erased"]);
    expect([...refsIn(rows.at(-1)?.event)]).toEqual([gas.ref]);
  });
}

const messages = (instance: string) => ["0.0", "0.1", "0.2"].map((place) => `${instance}:${place}`);

function aText(instance: string, text: string): TextRow {
  const salt = Buffer.from(`${instance} ${text}`.padEnd(16).slice(0, 16));
  return { instance, ref: textRef(salt, text), salt: salt.toString("base64url"), text };
}

function aNotification(
  message: string,
  { body, ...parts }: Partial<NotificationRow> & { readonly body: string },
): NotificationRow {
  return {
    message,
    recipient: "lead",
    instance: "i-1",
    address: "lead@example.test",
    channel: "mail",
    language: "en",
    subject: "Subject",
    text: body,
    state: "sent",
    attempts: 1,
    answer: null,
    sentAt: 1,
    ...parts,
  };
}

function aDelivery(message: string, parts: Partial<DeliveryRow>): DeliveryRow {
  return {
    message,
    recipient: "lead",
    channel: "mail",
    instance: "i-1",
    state: "failed",
    attempts: 1,
    answer: null,
    why: null,
    insteadOf: null,
    firstAt: 1,
    lastAt: 1,
    ...parts,
  };
}
