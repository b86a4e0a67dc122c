/** A receiver answers 200 and says in the answer that it took nothing: the next channel is told, and everybody can see why. */
import { afterEach, expect, test } from "@jest/globals";
import { gzipSync } from "node:zlib";
import { UndeliverableError } from "../../src/engine/failures.ts";
import { startReceiver, type Behaviour, type Receiver } from "../support/receiver.ts";
import { aMessage, annsDirectory, aPostOffice, type PostOffice } from "./post-office.ts";

const toAnn = aMessage({ to: [{ person: "ann" }] });
let office: PostOffice;
let hook: Receiver;
afterEach(async () => {
  await office.close();
  await hook.close();
});

/** Ann's webhook comes first, her mail second. */
async function annsHook(behave: Behaviour, path = "/hook"): Promise<void> {
  hook = await startReceiver(behave);
  office = await aPostOffice({
    directory: () => annsDirectory,
    people: annsDirectory.people.map((person) => ({ ...person, email: `${person.id}@example.test` })),
  });
  await office.hook("ann", `http://127.0.0.1:${hook.port}${path}`);
}

const say = (text: string | Buffer, headers: Record<string, string> = {}): Behaviour => {
  return (response) => response.writeHead(200, headers).end(text);
};
const rowsByChannel = async () => {
  const rows = await office.storage.deliveries.ofMessage(toAnn.id);
  return Object.fromEntries(rows.map(({ channel, state, answer }) => [channel, { state, answer }]));
};

test.each([
  ["WeCom", '{"errcode":93000,"errmsg":"invalid webhook url"}'],
  ["Feishu", '{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}'],
  ["Rocket.Chat", '{"success":false,"error":"invalid"}'],
  ["Slack", "no_service"],
])("%s refuses for good: the mail goes at once, and the log has what was said", async (_vendor, answer) => {
  await annsHook(say(answer));
  await office.deliver(toAnn);
  expect(office.sent).toHaveLength(1);
  const { webhook, file } = await rowsByChannel();
  expect(webhook).toMatchObject({ state: "failed" });
  expect(webhook!.answer).toContain(answer.slice(0, 60));
  expect(file).toMatchObject({ state: "sent" });
  await office.deliver(toAnn);
  expect(hook.received).toHaveLength(1);
});

test("asked for too often: the mail goes at once, and the webhook is tried again after a while", async () => {
  let answer = '{"errcode":45009,"errmsg":"api freq out of limit"}';
  await annsHook((response) => response.writeHead(200).end(answer));
  await expect(office.deliver(toAnn)).rejects.toThrow("Not now: 200");
  expect(office.sent).toHaveLength(1);
  expect(await rowsByChannel()).toMatchObject({ webhook: { state: "retrying" }, file: { state: "sent" } });
  answer = '{"errcode":0,"errmsg":"ok"}';
  office.clock.wind(60_000);
  await office.deliver(toAnn);
  expect(office.sent).toHaveLength(1);
  expect(await rowsByChannel()).toMatchObject({ webhook: { state: "sent" } });
});

test("nobody else is told when there is no other channel: a person has to look", async () => {
  await annsHook(say('{"code":19021}'));
  office.fail["everybody"] = new UndeliverableError("550 no such mailbox");
  await expect(office.deliver(toAnn)).rejects.toThrow('The receiver refused it: 200 {"code":19021}');
});

const refusal = '{"errcode":93000,"errmsg":"机器人不存在"}';
const utf16 = Buffer.from(`\ufeff${refusal}`, "utf16le");
const gbk = Buffer.concat([
  Buffer.from('{"errmsg":"'),
  Buffer.from([0xb2, 0xbb, 0xb4, 0xe6, 0xd4, 0xda]),
  Buffer.from('","errcode":93000}'),
]);
const long = `{"errcode":93000,"errmsg":"${"x".repeat(200_000)}"}`;
test.each([
  ["packed", gzipSync(refusal), { "content-encoding": "gzip" }],
  ["packed without a word of it", gzipSync(refusal), {}],
  ["packed and cut off", gzipSync(refusal + " ".repeat(9_000)).subarray(0, 60), { "content-encoding": "gzip" }],
  ["long", Buffer.from(long), {}],
  ["long and packed", gzipSync(long), { "content-encoding": "gzip" }],
  ["in UTF-16", utf16, { "content-type": "application/json; charset=utf-16le" }],
  ["in UTF-16 by its mark alone", utf16, { "content-type": "application/json" }],
  ["in GBK", gbk, { "content-type": "text/html;charset=GBK" }],
  ["in GBK without a word of it", gbk, {}],
  ["called a page", Buffer.from(refusal), { "content-type": "text/html" }],
])("an answer that is %s is read all the same", async (_how, answer, headers: Record<string, string>) => {
  await annsHook(say(answer, headers));
  await office.deliver(toAnn);
  expect(await rowsByChannel()).toMatchObject({ webhook: { state: "failed" }, file: { state: "sent" } });
});

test("a small answer that unpacks to a gigabyte is unpacked to its beginning", async () => {
  await annsHook(say(gzipSync(Buffer.alloc(50_000_000)), { "content-encoding": "gzip" }));
  const before = process.memoryUsage().rss;
  await office.deliver(toAnn);
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  expect(await rowsByChannel()).toMatchObject({ webhook: { state: "sent" } });
});

test("what is kept repeats nothing of the address that is as good as a password", async () => {
  const key = "key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";
  await annsHook(
    (response, { path }) => response.writeHead(200).end(`{"errcode":404,"errmsg":"no robot at ${path}"}`),
    `/send?${key}`,
  );
  await office.deliver(toAnn);
  const { webhook } = await rowsByChannel();
  expect(webhook!.answer).toContain("no robot at /send?key=…");
});
