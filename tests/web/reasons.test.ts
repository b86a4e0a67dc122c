/** Why a notification was not taken is written down once, in English, and read by everybody in their own language. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { renderToString } from "preact-render-to-string";
import type { DeliveryRow } from "../../src/desk/delivery-ports.ts";
import { refusedForGood, refusedForNow } from "../../src/notify/failures.ts";
import { openOutgoing, type Outgoing } from "../../src/outgoing/post.ts";
import { formatReason } from "../../src/web/reasons.ts";
import type { PageContext } from "../../src/web/page-context.ts";
import { Deliveries } from "../../src/web/views/deliveries.tsx";
import { wordsIn } from "../../src/web/words/index.ts";
import { startReceiver, type Behaviour, type Receiver } from "../support/receiver.ts";

let outgoing: Outgoing;
let receiver: Receiver | null;
beforeEach(() => {
  receiver = null;
  outgoing = openOutgoing({ own: ["127.0.0.1"], limits: { tryMs: 400 } });
});
afterEach(async () => {
  await outgoing.close();
  await receiver?.close();
});

const read = (language: "zh" | "en", reason: string) =>
  formatReason({ words: wordsIn[language] } as PageContext, reason);

async function failureAt(address: string): Promise<string> {
  const failure = await outgoing.post(address, {}, "{}").then(
    () => null,
    (error: unknown) => error as Error,
  );
  return failure!.message;
}

/** Three words of English in a row are a sentence that nobody has translated. */
const english = /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i;

const behaviours: Readonly<Record<string, Behaviour>> = {
  hangs: () => undefined,
  "goes away": (response) => response.socket?.destroy(),
  "stops in the middle": (response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"errcode":0', () => response.socket?.destroy());
  },
};

test.each(Object.keys(behaviours))("of a receiver that %s", async (how) => {
  receiver = await startReceiver(behaviours[how]!);
  const reason = await failureAt(receiver.address);
  expect(reason).not.toMatch(/could not be reached/);
  expect(read("en", reason)).toBe(reason);
  expect(read("zh", reason)).toMatch(/没有应答|断开了连接/);
  expect(read("zh", reason)).not.toMatch(english);
  expect(read("zh", reason)).toContain(`127.0.0.1:${receiver.port}`);
});

test("of an address where nobody is, or nothing is sent to", async () => {
  receiver = await startReceiver(() => undefined);
  const { address } = receiver;
  await receiver.close();
  receiver = null;
  expect(read("zh", await failureAt(address))).toMatch(/拒绝连接/);
  expect(read("zh", await failureAt("https://10.0.0.1/hook"))).toBe("未发送：10.0.0.1 不是可用的公网地址。");
  expect(read("zh", await failureAt("https://[::1]/hook"))).toBe("未发送：::1 不是可用的公网地址。");
  for (const wrong of ["what?", "https://me:secret@a.example/", "http://a.example/"])
    expect(read("zh", await failureAt(wrong))).not.toMatch(/[a-z]+ [a-z]+/i);
});

test("a receiver's own words stay as they are, and several reasons stand together", () => {
  const refused = refusedForGood('200 {"errcode":93000,"errmsg":"invalid webhook url"}').message;
  const busy = refusedForNow("200 too fast for us", null).message;
  const waiting = "Waiting: earlier notifications by webhook have not been taken yet.";
  const reason = [refused, busy, waiting, "[…] did not answer within 20 s."].join("; ");
  expect(read("en", reason)).toBe(reason);
  expect(read("zh", reason)).toBe(
    '接收方拒收：200 {"errcode":93000,"errmsg":"invalid webhook url"}; 接收方暂不接收：200 too fast for us; ' +
      "等待中：此前经 webhook 发送的通知尚未被接收。; […] 在 20 秒内没有应答。",
  );
});

test("where not all fit, whoever has not got it stands before those who have", () => {
  const base = { message: "m", channel: "webhook", instance: "i", attempts: 1, why: null, insteadOf: null };
  const rowOf = (state: DeliveryRow["state"], index: number): DeliveryRow => ({
    ...base,
    state,
    recipient: `${state} ${index}`,
    answer: state === "failed" ? "The receiver refused it: 200 no" : null,
    firstAt: 0,
    lastAt: 0,
  });
  const states = ["skipped", "sent", "queued", "retrying", "failed"] as const;
  const deliveries = states.flatMap((state) => Array.from({ length: 9 }, (_, index) => rowOf(state, index)));
  const organisation = { zone: "UTC", zoneLabel: { zh: "UTC", en: "UTC" } };
  const context = { words: wordsIn.zh, language: "zh", organisation } as unknown as PageContext;
  const page = renderToString(Deliveries({ context, deliveries, people: [] })!);
  const shown = [...page.matchAll(/<bdi>(\w+) \d<\/bdi>/g)].map(([, state]) => state);
  const nine = (state: string) => Array.from({ length: 9 }, () => state);
  expect(shown).toEqual([...nine("failed"), ...nine("retrying"), ...nine("queued"), ...nine("sent").slice(0, 3)]);
  expect(page).toContain("接收方拒收：200 no");
});
