/** R11: the mail server is away for a day. Nothing is lost, what is urgent leaves first, and what is hopeless waits for a person. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { UndeliverableError } from "../../src/engine/failures.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { SilentEndpointError } from "../../src/notify/failures.ts";
import type { OutgoingNotification } from "../../src/notify/transport.ts";
import { startReceiver, type Receiver } from "../support/receiver.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

const eight = Date.parse("2026-11-22T20:00:00+08:00");
const aMinute = 60_000;
const folder = aTemporaryFolder();

let clock: WindingClock;
let desk: Answerable;
let gateway: Receiver;
let failure: Error | null;
let tries: number;
let sent: OutgoingNotification[];

beforeEach(async () => {
  clock = new WindingClock(eight);
  failure = null;
  tries = 0;
  sent = [];
  const send = async (notification: OutgoingNotification) => {
    tries += 1;
    if (failure) throw failure;
    sent.push(notification);
    return "250 taken";
  };
  const environment = readEnvironment({
    ANSWERABLE_DATA: folder.file("data"),
    DATABASE_URL: "sqlite::memory:",
    ANSWERABLE_SIGN_IN: "off",
    ANSWERABLE_WEBHOOK_NETWORKS: "127.0.0.1",
  });
  desk = await compose(configure(environment), { clock, transport: { channel: "mail", describe: "", send } });
  gateway = await startReceiver((response) => response.end("queued"));
});
afterEach(async () => {
  await desk.close();
  await gateway.close();
  folder.remove();
});

const register = (title: string, at = clock.now()) => {
  const values = { title, sourceKind: "call", discoveredAt: new Date(at).toISOString(), grade: "ordinary" };
  return desk.desk.open("public-incident", values, desk.desk.person("chen")!, { commandId: title });
};
const wind = async (minutes: number, step = 1) => {
  for (let minute = 0; minute < minutes; minute += step) {
    clock.wind(step * aMinute);
    await desk.engine.runDue();
  }
};
const queue = async () => desk.notificationDesk!.log(desk.desk.person("chen")!);

test("a day without a mail server", async () => {
  await desk.notificationDesk!.setWebhook(desk.desk.person("chen")!, gateway.address);
  failure = new SilentEndpointError("connect ECONNREFUSED 192.0.2.1:25");
  await register("First");
  await wind(3);
  // The second channel hears of it long before the first is back.
  expect(gateway.received).toHaveLength(1);
  expect((await queue())[0]).toMatchObject({
    state: "waiting",
    lastError: expect.stringContaining("ECONNREFUSED"),
    deliveries: expect.arrayContaining([
      expect.objectContaining({ channel: "mail", state: "retrying" }),
      expect.objectContaining({ channel: "webhook", state: "sent" }),
    ]),
  });

  await wind(24 * 60, 5);
  const asked = (await queue()).filter(({ state }) => state === "waiting");
  expect((await queue()).filter(({ state }) => state === "dead-lettered")).toEqual([]);
  expect(asked.length).toBeGreaterThan(5);
  // One goes ahead for all: the server that is away is not knocked at by each notification.
  expect(tries).toBeLessThan(24 * 60);
  expect(sent).toEqual([]);

  failure = null;
  await wind(15);
  expect((await queue()).filter(({ state }) => state !== "delivered")).toEqual([]);
  const messages = new Set(sent.map(({ message, recipient }) => `${message} ${recipient}`));
  expect(messages.size).toBe(sent.length);
  for (const { message } of asked) expect(sent.map((notification) => notification.message)).toContain(message);
}, 180_000);

test("what somebody must act on leaves before the news", async () => {
  failure = new SilentEndpointError("connect ECONNREFUSED");
  for (let number = 1; number <= 30; number += 1) await register(`News ${number}`);
  await register("Overdue", clock.now() - 40 * aMinute);
  await wind(5);
  failure = null;
  const backAt = clock.now();
  await wind(15);
  const isUrgent = sent.filter(({ at }) => at <= backAt).map(({ text }) => text.includes("/acknowledge/"));
  expect(isUrgent).toContain(true);
  expect(isUrgent.length).toBeGreaterThan(30);
  // Sixteen leave at one time, and before them whichever went ahead to see whether anybody answers.
  expect(isUrgent.lastIndexOf(true)).toBeLessThanOrEqual(16);
});

test("an address that is refused for good waits for a person, whose one click sends it again", async () => {
  failure = new UndeliverableError("550 no such mailbox");
  const opened = await register("First");
  const number = opened.outcome === "done" ? opened.number : 0;
  await wind(1);
  const [deadLettered] = await queue();
  expect(deadLettered).toMatchObject({
    state: "dead-lettered",
    lastError: expect.stringContaining("550 no such mailbox"),
  });
  expect(await desk.notificationDesk!.unreachable()).toMatchObject([{ number }]);

  failure = null;
  const [sun, li] = ["sun", "li"].map((id) => desk.desk.person(id)!);
  expect(await desk.notificationDesk!.resend(deadLettered!.message, sun!)).toEqual({ outcome: "forbidden" });
  expect(await desk.notificationDesk!.resend(deadLettered!.message, li!)).toEqual({ outcome: "done" });
  expect(await desk.notificationDesk!.resend(deadLettered!.message, li!)).toEqual({ outcome: "not-dead-lettered" });
  await desk.engine.runDue();
  expect((await queue()).find(({ message }) => message === deadLettered!.message)).toMatchObject({
    state: "delivered",
    resends: [{ by: "li" }],
  });
  expect(await desk.notificationDesk!.unreachable()).toEqual([]);
  const kinds = (await desk.desk.history(String(number)))!.map(({ kind }) => kind);
  expect(kinds.indexOf("dead-lettered")).toBeLessThan(kinds.indexOf("delivered"));
  expect((await desk.desk.replay(String(number), kinds.length - 1, li!))!.divergence).toBeNull();
});
