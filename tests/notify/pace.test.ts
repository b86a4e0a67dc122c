/** A service is asked no more often than it allows, and nothing is lost by it. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ServicePace } from "../../src/notify/service-pace.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { answers } from "../channels/answers.ts";
import { addressOn, onLoopback } from "../channels/on-loopback.ts";
import { serviceOf } from "../channels/samples.ts";
import { startReceiver, type Receiver } from "../support/receiver.ts";
import { aMessage, annsDirectory, aPostOffice, type PostOffice } from "./post-office.ts";

const aMinute = 60_000;
const aSecond = 1_000;
let office: PostOffice;
let hook: Receiver;
let askedAt: number[];

/** Refuses as WeCom does whoever asks more than 20 times within a minute. */
beforeEach(async () => {
  askedAt = [];
  const { good, tooFast } = answers["wecom"]!;
  hook = await startReceiver((response) => {
    const now = office.clock.now();
    askedAt.push(now);
    const { status, body } = askedAt.filter((at) => at > now - aMinute).length > 20 ? tooFast : good;
    response.writeHead(status).end(body);
  });
  office = await aPostOffice({
    directory: () => ({
      ...annsDirectory,
      people: [{ ...annsDirectory.people[0]!, channels: [{ kind: "webhook", on: true }] }],
    }),
    services: onLoopback,
  });
  await office.hook("ann", addressOn("wecom", hook.port));
});
afterEach(async () => {
  await office.close();
  await hook.close();
});

const messages = Array.from({ length: 30 }, (_, index) =>
  aMessage({ to: [{ person: "ann" }] }, { id: `i${index}:3.0` }),
);

test("thirty notifications at once for one robot: none is refused, each arrives once", async () => {
  const open = new Set(messages);
  for (let second = 0; second < 600 && open.size > 0; second += 5) {
    for (const message of [...open]) {
      const isTaken = await office.deliver(message).then(
        () => true,
        () => false,
      );
      if (isTaken) open.delete(message);
    }
    office.clock.wind(5 * aSecond);
  }
  expect(open.size).toBe(0);
  expect(askedAt).toHaveLength(30);
  for (const at of askedAt)
    expect(askedAt.filter((one) => one > at - aMinute && one <= at).length).toBeLessThanOrEqual(20);
});

test.each([true, false])(
  "whatever the moments, no minute has more than the service allows (urgent: %s)",
  (isUrgent) => {
    const clock = new WindingClock(0);
    const pace = new ServicePace(clock);
    const taken: number[] = [];
    for (let second = 0; second < 900; second += 1) {
      clock.wind(aSecond);
      while (pace.take(serviceOf("dingtalk"), "a", isUrgent) === 0) taken.push(clock.now());
    }
    const most = Math.max(...taken.map((at) => taken.filter((one) => one > at - aMinute && one <= at).length));
    expect(most).toBeLessThanOrEqual(20);
    expect(taken.length).toBeGreaterThan(100);
  },
);

test("what is urgent goes when the rest has used its part, and each address has its own", () => {
  const pace = new ServicePace(new WindingClock(0));
  const wecom = serviceOf("wecom");
  while (pace.take(wecom, "a", false) === 0);
  expect(pace.take(wecom, "a", true)).toBe(0);
  expect(pace.take(wecom, "b", false)).toBe(0);
  while (pace.take(wecom, "a", true) === 0);
  expect(pace.take(wecom, "a", true)).toBeGreaterThan(0);
});

test("a service without a known limit is asked as often as there is something", () => {
  const pace = new ServicePace(new WindingClock(0));
  for (let n = 0; n < 1_000; n += 1) expect(pace.take(serviceOf("mattermost"), "a", false)).toBe(0);
});
