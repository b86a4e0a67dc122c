import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { DeliveryRow } from "../../src/desk/delivery-ports.ts";
import { aBatch, aMessage, anInstance } from "../support/samples.ts";

export function deliveryContract(storage: () => Storage): void {
  test("each channel of a notification has its own outcome, and what was sent stays sent", async () => {
    const { deliveries } = storage();
    const mail = aDelivery({ channel: "mail", state: "retrying", answer: "no route" });
    const chat = aDelivery({
      channel: "webhook",
      state: "sent",
      firstAt: 7,
      lastAt: 7,
      why: { zh: "代理", en: "for" },
    });
    await deliveries.put([mail, chat]);
    await deliveries.put([]);
    expect(await deliveries.ofMessage("i-1:1.0")).toEqual([mail, chat]);
    await deliveries.put([
      { ...mail, state: "sent", attempts: 2, lastAt: 9, firstAt: 9 },
      { ...chat, state: "retrying" },
    ]);
    const after = [{ ...mail, state: "sent", attempts: 2, lastAt: 9 }, chat];
    expect(await deliveries.ofMessages([mail.message])).toEqual(after);
    expect(await deliveries.recent(1)).toEqual([after[0]]);
  });

  test("what was given up is sent again once, however often it is asked", async () => {
    const { deliveries } = storage();
    await storage().commit(aBatch({ messages: [aMessage("i-1", "1.0"), aMessage("i-1", "1.1")] }));
    const deadLettered = { tries: 3, nextTryAt: 5, lastError: "no such mailbox", settledAt: 8 };
    await storage().commit(aBatch({ outbox: [{ id: "i-1:1.1", state: "dead-lettered", ...deadLettered }] }));
    expect((await deliveries.queue(9)).map(({ id, state }) => [id, state])).toEqual([
      ["i-1:1.1", "dead-lettered"],
      ["i-1:1.0", "waiting"],
    ]);
    await deliveries.put([
      aDelivery({ message: "i-1:1.1", state: "failed" }),
      aDelivery({ message: "i-1:1.1", recipient: "gone", channel: "", state: "skipped" }),
    ]);
    expect(await deliveries.resend({ message: "i-1:1.1", by: "li", at: 20 })).toBe(true);
    expect(await deliveries.resend({ message: "i-1:1.1", by: "chen", at: 21 })).toBe(false);
    expect(await deliveries.resend({ message: "i-1:1.0", by: "chen", at: 21 })).toBe(false);
    expect(await deliveries.resend({ message: "nothing", by: "chen", at: 21 })).toBe(false);
    expect(await deliveries.resends(["i-1:1.0", "i-1:1.1"])).toEqual([{ message: "i-1:1.1", by: "li", at: 20 }]);
    expect(await deliveries.ofMessage("i-1:1.1")).toMatchObject([{ recipient: "li", state: "retrying", firstAt: 20 }]);
    const again = (await storage().dueMessages(20, 9)).find(({ id }) => id === "i-1:1.1");
    expect(again).toMatchObject({ state: "waiting", tries: 0, nextTryAt: 20, settledAt: null });
  });

  test("that nobody could be told is known until somebody is", async () => {
    const { deliveries } = storage();
    const open = anInstance("i-1", { summary: { open: true } });
    await storage().commit(aBatch({ inserted: [open, anInstance("i-2", { summary: { open: false } })] }));
    const nobody = aDelivery({ recipient: "", channel: "", state: "unreachable", lastAt: 8, firstAt: 8 });
    await deliveries.put([nobody, { ...nobody, message: "i-2:1.0", instance: "i-2" }]);
    await deliveries.put([aDelivery({ message: "i-1:0.0", state: "sent", lastAt: 7 })]);
    expect(await deliveries.unreachable(9)).toEqual([nobody]);
    await deliveries.put([aDelivery({ message: "i-1:2.0", state: "sent", lastAt: 9 })]);
    expect(await deliveries.unreachable(9)).toEqual([]);
  });

  test("a webhook is replaced, switched off and removed", async () => {
    const { webhooks } = storage();
    const first = {
      person: "li",
      address: "https://chat.example.test/a",
      secret: "whsec_a",
      earlierSecret: null,
      earlierUntil: null,
      serviceSecret: null,
      off: null,
      changedAt: 5,
    };
    expect(await webhooks.of("li")).toBeNull();
    await webhooks.put(first);
    await webhooks.put({ ...first, address: "https://chat.example.test/b", earlierSecret: "whsec_a", earlierUntil: 9 });
    await webhooks.switchOff("li", "https://chat.example.test/a", "410 Gone", 8);
    expect(await webhooks.of("li")).toMatchObject({ off: null, earlierSecret: "whsec_a", earlierUntil: 9 });
    await webhooks.switchOff("li", "https://chat.example.test/b", "410 Gone", 8);
    expect(await webhooks.of("li")).toMatchObject({ off: "410 Gone", changedAt: 8 });
    await webhooks.remove("li");
    expect(await webhooks.of("li")).toBeNull();
  });

  test("what is known of a channel is of one address, and begins anew with another", async () => {
    const proofs = storage().channelProofs;
    const at = { person: "li", channel: "webhook", addressHash: "a" } as const;
    await proofs.worked(at);
    expect(await proofs.of("li")).toEqual([]);
    expect(await proofs.breaks(at, "200 93000", 5)).toBe(true);
    expect(await proofs.breaks(at, "200 93004", 6)).toBe(false);
    expect(await proofs.broken(9)).toMatchObject([{ person: "li", broken: "200 93004", brokenAt: 5 }]);
    await proofs.worked(at);
    await proofs.proven(at, 7);
    expect(await proofs.of("li")).toMatchObject([{ ...at, provenAt: 7, broken: null }]);
    expect(await proofs.broken(9)).toEqual([]);
    await proofs.askCode({ ...at, addressHash: "b" }, "code", 20);
    expect(await proofs.of("li")).toMatchObject([{ addressHash: "b", provenAt: null }]);
    await proofs.forget("li", "webhook");
    expect(await proofs.of("li")).toEqual([]);
  });

  test("the code of a test is tried a few times, in time, for its own address", async () => {
    const proofs = storage().channelProofs;
    const at = { person: "li", channel: "webhook", addressHash: "a" } as const;
    expect(await proofs.tryCode(at, "code", 5, 2)).toBe(false);
    await proofs.askCode(at, "code", 20);
    expect(await proofs.tryCode(at, "code", 20, 2)).toBe(false);
    expect(await proofs.tryCode({ ...at, addressHash: "b" }, "code", 5, 2)).toBe(false);
    expect(await proofs.tryCode(at, "other", 5, 2)).toBe(false);
    expect(await proofs.tryCode(at, "code", 5, 2)).toBe(true);
    expect(await proofs.tryCode(at, "code", 5, 2)).toBe(false);
    await proofs.forget("li", "webhook");
  });

  test("a key is made once", async () => {
    expect(await storage().keys.key("notifications", "one", 5)).toBe("one");
    expect(await storage().keys.key("notifications", "two", 6)).toBe("one");
    expect(await storage().keys.key("other", "two", 6)).toBe("two");
  });

  test("a link that acknowledges is found by its hash, until its person's links end or it is long over", async () => {
    const links = storage().acknowledgeLinks;
    const link = { secretHash: "h1", message: "i-1:1.0", person: "li", madeAt: 5, expiresAt: 9 };
    await links.put(link);
    await links.put({ ...link, secretHash: "h2", person: "chen", expiresAt: 10_000_000_000 });
    expect(await links.find("h1")).toEqual(link);
    expect(await links.find("h3")).toBeNull();
    await links.put({ ...link, secretHash: "h4", madeAt: 9_000_000_000, expiresAt: 9_000_000_000 });
    expect(await links.find("h1")).toBeNull();
    expect(await links.find("h2")).not.toBeNull();
    await links.endOf("chen");
    expect(await links.find("h2")).toBeNull();
    expect(await links.find("h4")).not.toBeNull();
  });
}

function aDelivery(parts: Partial<DeliveryRow>): DeliveryRow {
  const row: DeliveryRow = {
    message: "i-1:1.0",
    recipient: "li",
    channel: "mail",
    instance: "i-1",
    state: "queued",
    attempts: 1,
    answer: null,
    why: null,
    insteadOf: null,
    firstAt: 5,
    lastAt: 5,
  };
  return { ...row, ...parts };
}
