/** Receivers that mean us harm, or are just broken. */
import { afterEach, describe, expect, test } from "@jest/globals";
import type { LookupAddress } from "node:dns";
import { WindingClock } from "../../src/kernel/clock.ts";
import { ForbiddenAddressError } from "../../src/outgoing/connector.ts";
import { openOutgoing, type Outgoing, type OutgoingOptions } from "../../src/outgoing/post.ts";
import { startReceiver, type Behaviour, type Receiver } from "../support/receiver.ts";

const open: (Receiver | Outgoing)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function receiver(behave: Behaviour): Promise<Receiver> {
  const started = await startReceiver(behave);
  open.push(started);
  return started;
}

function outgoing(options: OutgoingOptions = {}): Outgoing {
  const made = openOutgoing({ own: ["127.0.0.1"], ...options });
  open.push(made);
  return made;
}

const say = (answer: string, status = 200, headers: Record<string, string> = {}): Behaviour => {
  return (response) => response.writeHead(status, headers).end(answer);
};

test("what is posted arrives, and the answer comes back", async () => {
  const { address, received } = await receiver(say("thank you", 202, { "retry-after": "7" }));
  const answer = await outgoing().post(address, { "content-type": "application/json" }, '{"a":"值班"}');
  expect(answer).toEqual({ status: 202, text: "thank you", retryAfterMs: 7_000 });
  expect(received).toMatchObject([{ path: "/hook", body: '{"a":"值班"}' }]);
});

test("a date to come back at is a time to wait", async () => {
  const wall = new WindingClock(Date.parse("2026-11-22T14:00:00Z"));
  const { address } = await receiver(say("", 503, { "retry-after": "Sun, 22 Nov 2026 14:02:00 GMT" }));
  expect(await outgoing({ wall }).post(address, {}, "")).toMatchObject({ status: 503, retryAfterMs: 120_000 });
});

describe("an address inside", () => {
  test.each([
    "http://127.0.0.1:PORT/",
    "https://127.0.0.1:PORT/",
    "https://127.1:PORT/",
    "https://2130706433:PORT/",
    "https://0x7f.0.0.1:PORT/",
    "https://0177.0.0.1:PORT/",
    "https://[::1]:PORT/",
    "https://[::ffff:127.0.0.1]:PORT/",
    "https://[::ffff:7f00:1]:PORT/",
    "https://localhost:PORT/",
    "https://０.０.０.０:PORT/",
    "https://169.254.169.254/latest/meta-data/",
  ])("%s is not reached, however it is written", async (address) => {
    const { port, received } = await receiver(say("secret"));
    const posting = outgoing({ own: [] }).post(address.replace("PORT", String(port)), {}, "");
    await expect(posting).rejects.toThrow(ForbiddenAddressError);
    expect(received).toEqual([]);
  });

  test("a name that leads there is not followed, nor one that leads to both sides", async () => {
    const { port, received } = await receiver(say("secret"));
    for (const addresses of [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], []]) {
      const resolve: OutgoingOptions["resolve"] = (_host, answer) => answer(null, addresses.map(addressOf));
      const posting = outgoing({ own: [], resolve }).post(`https://hook.example.test:${port}/`, {}, "");
      await expect(posting).rejects.toThrow(ForbiddenAddressError);
    }
    expect(received).toEqual([]);
  });

  test("a name that leads elsewhere the second time is looked at the second time", async () => {
    const { port, received } = await receiver(say("secret"));
    const asked: string[] = [];
    const resolve: OutgoingOptions["resolve"] = (host, answer) => {
      asked.push(host);
      answer(null, [addressOf(asked.length === 1 ? "192.0.2.1" : "127.0.0.1")]);
    };
    const made = outgoing({ own: ["192.0.2.1"], resolve, limits: { connectMs: 300, tryMs: 600 } });
    await expect(made.post(`https://hook.example.test:${port}/`, {}, "")).rejects.toThrow();
    await expect(made.post(`https://hook.example.test:${port}/`, {}, "")).rejects.toThrow(ForbiddenAddressError);
    expect(received).toEqual([]);
  });

  test("a redirect is an answer and not an errand", async () => {
    const inner = await receiver(say("secret"));
    const { address } = await receiver(say("", 307, { location: inner.address }));
    expect(await outgoing().post(address, {}, "x")).toMatchObject({ status: 307 });
    expect(inner.received).toEqual([]);
  });
});

test.each(["ftp://8.8.8.8/", "http://8.8.8.8/", "https://me:secret@8.8.8.8/", "file:///etc/passwd", "hook", ""])(
  "%j is no address for notifications",
  async (address) => {
    await expect(outgoing().post(address, {}, "")).rejects.toThrow(ForbiddenAddressError);
  },
);

describe("takes no longer than it may", () => {
  const limits = { tryMs: 400, answerBytes: 1024 };

  async function timed(behave: Behaviour): Promise<{ tookMs: number; failure: unknown }> {
    const { address } = await receiver(behave);
    const startedAt = process.uptime();
    const failure = await outgoing({ limits })
      .post(address, {}, "")
      .catch((error: unknown) => error);
    return { tookMs: (process.uptime() - startedAt) * 1000, failure };
  }

  test("when nothing is ever answered", async () => {
    const { tookMs, failure } = await timed(() => undefined);
    expect(String(failure)).toContain("did not answer within 0.4 s");
    expect(tookMs).toBeLessThan(3_000);
  });

  test("when the answer drips", async () => {
    const { tookMs, failure } = await timed((response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write("."), 50);
      response.on("close", () => clearInterval(dripping));
    });
    expect(String(failure)).toContain("did not answer within 0.4 s");
    expect(tookMs).toBeLessThan(3_000);
  });

  test("when the answer has no end; what was read until then counts", async () => {
    const { address } = await receiver((response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(16 * 1024, "x");
      const pour = () => {
        while (!response.destroyed && response.write(chunk)) continue;
      };
      response.on("drain", pour);
      pour();
    });
    const answer = await outgoing({ limits }).post(address, {}, "");
    expect(answer.text).toHaveLength(limits.answerBytes);
  });

  test("when the headers have no end", async () => {
    const { failure } = await timed((response) => {
      response.writeHead(200, { "x-long": "y".repeat(64 * 1024) });
      response.end();
    });
    expect(failure).toBeInstanceOf(Error);
  });

  test("and nobody else waits for it", async () => {
    const silent = await receiver(() => undefined);
    const quick = await receiver(say("ok"));
    const made = outgoing({ limits: { tryMs: 1_500 } });
    const waiting = Array.from({ length: 20 }, () => made.post(silent.address, {}, "").catch(() => "gave up"));
    expect(await made.post(quick.address, {}, "")).toMatchObject({ status: 200 });
    expect(await Promise.race([...waiting, Promise.resolve("still waiting")])).toBe("still waiting");
    await Promise.all(waiting);
  });
});

function addressOf(address: string): LookupAddress {
  return { address, family: address.includes(":") ? 6 : 4 };
}

test("a receiver that hangs keeps no neighbour on the same host waiting", async () => {
  const { port, received } = await receiver((response, { path }) => {
    if (path === "/healthy") response.end("thank you");
  });
  const sender = outgoing({ limits: { tryMs: 3_000 } });
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  const hanging = Array.from({ length: 12 }, () => sender.post(at("/hangs"), {}, "").catch((error: unknown) => error));
  while (received.length < 12) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await sender.post(at("/healthy"), {}, "")).toMatchObject({ status: 200 });
  expect(received.at(-1)).toMatchObject({ path: "/healthy" });
  await sender.close();
  await Promise.all(hanging);
});

test("at rest nothing more is posted, and what is on its way is waited for as long as there is time", async () => {
  let answer: () => unknown = () => undefined;
  const { address, received } = await receiver((response) => (answer = () => response.end("late")));
  const sender = outgoing();
  const posting = sender.post(address, {}, "");
  while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const limit = new AbortController();
  const resting = sender.rest(limit.signal);
  await expect(sender.post(address, {}, "")).rejects.toThrow("closing");
  answer();
  expect(await posting).toMatchObject({ text: "late" });
  await resting;

  const other = outgoing();
  const hanging = other.post(address, {}, "");
  while (received.length === 1) await new Promise((resolve) => setTimeout(resolve, 5));
  const atLast = other.rest(limit.signal);
  limit.abort();
  await expect(hanging).rejects.toThrow("closed before there was an answer");
  await atLast;
});
