/** Chat and SMS gateways, the well-behaved and the others. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createHmac } from "node:crypto";
import { UndeliverableError } from "../../src/engine/failures.ts";
import { SilentEndpointError } from "../../src/notify/failures.ts";
import { webhookHeaders, webhookSecret } from "../../src/notify/standard-webhooks.ts";
import { startReceiver, type Behaviour, type Receiver } from "../support/receiver.ts";
import { aMessage, aPostOffice, li, secret, type PostOffice } from "./post-office.ts";

let office: PostOffice;
const receivers: Receiver[] = [];
beforeEach(async () => {
  office = await aPostOffice();
});
afterEach(async () => {
  await office.close();
  await Promise.all(receivers.splice(0).map((one) => one.close()));
});

async function receiver(behave: Behaviour): Promise<Receiver> {
  const started = await startReceiver(behave);
  receivers.push(started);
  return started;
}

const say = (status: number, text = "", headers: Record<string, string> = {}): Behaviour => {
  return (response) => response.writeHead(status, headers).end(text);
};
const toLi = aMessage({ to: [{ person: "li" }] });
const byMailAndHook = async (message = toLi) => {
  const rows = await office.storage.deliveries.ofMessage(message.id);
  return Object.fromEntries(rows.map(({ channel, state }) => [channel, state]));
};
const aMinute = 60_000;

test("signatures are those of the specification", () => {
  // The example of the specification's own reference implementation.
  const headers = webhookHeaders(
    { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330_000, body: '{"test": 2432232314}' },
    ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
  );
  expect(headers).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
  expect(webhookSecret(Buffer.alloc(32, 7).toString("base64url"))).toBe(secret);
  expect(() => webhookHeaders({ id: "i", at: 0, body: "" }, ["whsec_c2hvcnQ="])).toThrow("24 to 64 bytes");
});

describe("the second channel", () => {
  test("is not told while the first works", async () => {
    const hook = await receiver(say(200));
    await office.hook("li", hook.address);
    await office.deliver(toLi);
    expect(hook.received).toEqual([]);
  });

  test("is told at once when the first has failed for good", async () => {
    const hook = await receiver(say(200, "queued 17"));
    await office.hook("li", hook.address);
    office.fail["li"] = new UndeliverableError("550 no such mailbox");
    await expect(office.deliver(toLi)).resolves.toEqual({ channel: "webhook", to: ["li"] });
    expect(await byMailAndHook()).toEqual({ file: "failed", webhook: "sent" });
    const { headers, body } = hook.received[0]!;
    const { type, data } = JSON.parse(body);
    expect(type).toBe("notification");
    expect(data).toMatchObject({
      subject: "快报超时",
      asked: "确认收到。",
      incident: "https://desk.example.test/incidents/i1",
      acknowledge: "https://desk.example.test/acknowledge/i1:3.0/li",
    });
    const words = `${headers["webhook-id"] as string}.${headers["webhook-timestamp"] as string}.${body}`;
    const mac = createHmac("sha256", Buffer.alloc(32, 7)).update(words).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${mac}`);
  });

  test("is told when the first has been silent for two minutes; the mail still goes out when it can", async () => {
    const hook = await receiver(say(204));
    await office.hook("li", hook.address);
    office.fail["everybody"] = new SilentEndpointError("connect ECONNREFUSED");
    await expect(office.deliver(toLi)).rejects.toThrow("ECONNREFUSED");
    office.clock.wind(aMinute);
    await expect(office.deliver(toLi)).rejects.toThrow("ECONNREFUSED");
    expect(hook.received).toEqual([]);
    office.clock.wind(aMinute);
    await expect(office.deliver(toLi)).rejects.toThrow("ECONNREFUSED");
    expect(await byMailAndHook()).toEqual({ file: "retrying", webhook: "sent" });
    office.clock.wind(aMinute);
    delete office.fail["everybody"];
    await office.deliver(toLi);
    expect(await byMailAndHook()).toEqual({ file: "sent", webhook: "sent" });
    expect(hook.received).toHaveLength(1);
  });
});

describe("a receiver that", () => {
  beforeEach(() => {
    office.fail["li"] = new UndeliverableError("550 no such mailbox");
  });

  test("wants no more is switched off, with a note", async () => {
    const hook = await receiver(say(410, "unsubscribed\r\nX: y"));
    await office.hook("li", hook.address);
    await expect(office.deliver(toLi)).rejects.toThrow(UndeliverableError);
    expect(await office.storage.webhooks.of("li")).toMatchObject({ off: "410 unsubscribed X: y" });
    const other = aMessage({ to: [{ person: "li" }] }, { id: "i1:4.0" });
    await expect(office.deliver(other)).rejects.toThrow("switched off");
    expect(hook.received).toHaveLength(1);
  });

  test("asks for time gets it, and has the same id on every try", async () => {
    let busy = true;
    const hook = await receiver((response, request) =>
      say(busy ? 429 : 200, "", { "retry-after": "600" })(response, request),
    );
    await office.hook("li", hook.address);
    await expect(office.deliver(toLi)).rejects.toThrow("429");
    busy = false;
    office.clock.wind(9 * aMinute);
    await expect(office.deliver(toLi)).rejects.toThrow("429");
    expect(hook.received).toHaveLength(1);
    office.clock.wind(aMinute);
    await office.deliver(toLi);
    const ids = hook.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  test("never answers keeps nobody else waiting, and is asked once", async () => {
    await office.close();
    office = await aPostOffice({ patienceMs: 20, outgoing: { own: ["127.0.0.1"], limits: { tryMs: 3_000 } } });
    office.fail["li"] = new UndeliverableError("550 no such mailbox");
    const hook = await receiver(() => undefined);
    await office.hook("li", hook.address);
    const both = aMessage({ to: [{ role: "lead" }] });
    await expect(office.deliver(both)).rejects.toThrow("has not answered yet");
    expect(office.sent.map(({ recipient }) => recipient)).toEqual(["kim"]);
    await expect(office.deliver(both)).rejects.toThrow("has not answered yet");
    while (hook.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await office.deliver(both).catch(() => undefined);
    expect(hook.received).toHaveLength(1);
  });

  test("answers late has answered", async () => {
    await office.close();
    office = await aPostOffice({ patienceMs: 20, outgoing: { own: ["127.0.0.1"], limits: { tryMs: 5_000 } } });
    office.fail["li"] = new UndeliverableError("550 no such mailbox");
    let answer: () => unknown = () => undefined;
    const hook = await receiver((response) => {
      answer = () => response.end("ok");
    });
    await office.hook("li", hook.address);
    await expect(office.deliver(toLi)).rejects.toThrow("has not answered yet");
    while (hook.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    answer();
    const told = async (): Promise<unknown> => office.deliver(toLi).catch(told);
    expect(await told()).toMatchObject({ to: ["li"] });
    expect(hook.received).toHaveLength(1);
  });

  test("is inside the house is given up at once", async () => {
    await office.close();
    office = await aPostOffice({ outgoing: {} });
    office.fail["li"] = new UndeliverableError("550 no such mailbox");
    await office.hook("li", "https://169.254.169.254/latest/meta-data/");
    await expect(office.deliver(toLi)).rejects.toThrow(UndeliverableError);
    await expect(office.deliver(toLi)).rejects.toThrow("link-local");
  });
});

test("while one secret replaces another, both sign", async () => {
  const hook = await receiver(say(200));
  const earlierSecret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
  await office.hook("li", hook.address, { earlierSecret, earlierUntil: 8.64e15 });
  office.fail["li"] = new UndeliverableError("550");
  await office.deliver(toLi);
  expect(String(hook.received[0]!.headers["webhook-signature"]).split(" ")).toHaveLength(2);
});

describe("a test of a channel", () => {
  test("says what the other side answered", async () => {
    const hook = await receiver(say(200, "hello"));
    const link = "https://desk.example.test/channels";
    expect(await office.testChannel(li, "webhook", { id: "test-1", link, proof: null })).toEqual({
      outcome: "no-address",
    });
    await office.hook("li", hook.address);
    expect(await office.testChannel(li, "webhook", { id: "test-1", link, proof: null })).toEqual({
      outcome: "answered",
      answer: "200 hello",
    });
    expect(JSON.parse(hook.received[0]!.body)).toMatchObject({ type: "test" });
    expect(await office.testChannel(li, "mail", { id: "test-2", link, proof: null })).toEqual({
      outcome: "answered",
      answer: "written",
    });
    office.fail["li"] = new Error("550 no such mailbox");
    expect(await office.testChannel(li, "mail", { id: "test-3", link, proof: null })).toEqual({
      outcome: "failed",
      answer: "550 no such mailbox",
    });
  });
});
