/** A channel counts when its owner has confirmed a test that came by it, and not before. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { addressOn, onLoopback } from "../channels/on-loopback.ts";
import { answers } from "../channels/answers.ts";
import { aMailbox } from "../support/mailbox.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { startReceiver, type Receiver } from "../support/receiver.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let hook: Receiver;
let answer: { readonly status: number; readonly body: string };
let mailbox: ReturnType<typeof aMailbox>;
let chen: Visitor;
beforeEach(async () => {
  answer = { status: 200, body: "fine" };
  hook = await startReceiver((response) => response.writeHead(answer.status).end(answer.body));
  mailbox = aMailbox(({ text }) => `250 taken: ${text}`);
  desk = await aNightDesk(undefined, undefined, {
    transport: mailbox,
    services: onLoopback,
    environment: { ANSWERABLE_WEBHOOK_NETWORKS: "127.0.0.1" },
  });
  chen = new Visitor(desk, "chen", "en");
});
afterEach(async () => {
  await desk.shut();
  await hook.close();
});

const person = (id = "chen") => desk.desk.person(id)!;
const proven = async () =>
  (await desk.notificationDesk!.proven([person()])).map(({ channel, wakes }) => [channel, wakes]);
const mailTest = async (): Promise<string> => {
  await chen.post("/channels/test", { kind: "mail" });
  return mailbox.linksTo("chen").at(-1)!;
};
const use = (id: string) => desk.notificationDesk!.setWebhook(person(), addressOn(id, hook.port));

describe("a test by mail", () => {
  test("proves nothing by being sent, nor by its link being opened", async () => {
    const link = await mailTest();
    const page = await new Visitor(desk, null, "en").get(link);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("确认后，该方式才算可用")]);
    expect((await fetch(`${desk.origin}/api/v1${link}`)).status).toBe(405);
    expect(await proven()).toEqual([]);
    expect((await chen.get("/channels")).text).toContain("Not confirmed yet");
  });

  test("proves the channel by the button, and twice is once", async () => {
    const link = await mailTest();
    const stranger = new Visitor(desk, null, "en");
    for (let time = 0; time < 2; time += 1)
      expect((await stranger.post(link, {}, { origin: desk.origin })).status).toBe(303);
    expect((await stranger.get(link)).text).toContain("已确认。该方式可用");
    expect(await proven()).toEqual([["mail", "writes"]]);
    expect((await chen.get("/channels")).text).toContain("Works: you confirmed a test");
  });

  test("is confirmed with one tap as well, and what is shown of its answer does not hold the link", async () => {
    const { text } = await chen.post("/channels/test", { kind: "mail" });
    const link = mailbox.linksTo("chen").at(-1)!;
    expect(text).toContain("250 taken");
    expect(text).not.toContain(link.slice(link.lastIndexOf("/") + 1));
    const tapped = await fetch(`${desk.origin}/api/v1${link}`, { method: "POST" });
    expect([tapped.status, await tapped.json()]).toEqual([200, { state: "confirmed" }]);
    expect(await proven()).toEqual([["mail", "writes"]]);
  });

  test("is nobody else's to confirm in a browser, and too late after a day", async () => {
    const link = await mailTest();
    expect((await new Visitor(desk, "li", "en").post(link, {}, { origin: desk.origin })).status).toBe(403);
    (desk.clock as unknown as { wind(ms: number): void }).wind(24 * 60 * 60_000);
    expect((await fetch(`${desk.origin}/api/v1${link}`, { method: "POST" })).status).toBe(409);
    expect((await chen.get(link)).text).toContain("This test has expired");
    expect(await proven()).toEqual([]);
  });
});

test("a push service carries the link; another address has to be proven anew", async () => {
  answer = answers["ntfy"]!.good;
  await use("ntfy");
  await chen.post("/channels/test", { kind: "webhook" });
  const { actions } = JSON.parse(hook.received[0]!.body) as { actions: readonly { url: string }[] };
  const button = new URL(actions[0]!.url).pathname;
  expect((await fetch(`${desk.origin}${button}`, { method: "POST" })).status).toBe(200);
  expect(await proven()).toEqual([["webhook", "pushes"]]);
  await desk.notificationDesk!.setWebhook(person(), `${addressOn("ntfy", hook.port)}2`);
  expect(await proven()).toEqual([]);
  expect((await fetch(`${desk.origin}${button}`, { method: "POST" })).status).toBe(409);
  expect(await proven()).toEqual([]);
});

describe("where a test has no place for a link", () => {
  const codeOf = (body: string) => /测试验证码 (\d{6})/.exec(body)![1]!;

  test("its code is typed at the desk", async () => {
    answer = answers["wecom"]!.good;
    await use("wecom");
    expect((await chen.get("/channels")).text).not.toContain("/channels/code");
    const page = await chen.post("/channels/test", { kind: "webhook" });
    expect(page.text).toContain("/channels/code");
    const code = codeOf(hook.received[0]!.body);
    const wrong = await chen.post("/channels/code", { kind: "webhook", code: code === "000000" ? "1" : "000000" });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("not the code of the last test")]);
    expect(await proven()).toEqual([]);
    const right = await chen.post("/channels/code", { kind: "webhook", code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(right.status).toBe(200);
    expect(await proven()).toEqual([["webhook", "shows"]]);
  });

  test("five tries, and not even the right one is taken", async () => {
    answer = answers["wecom"]!.good;
    await use("wecom");
    await chen.post("/channels/test", { kind: "webhook" });
    const code = codeOf(hook.received[0]!.body);
    for (let time = 0; time < 5; time += 1) await chen.post("/channels/code", { kind: "webhook", code: "x" });
    expect((await chen.post("/channels/code", { kind: "webhook", code })).status).toBe(422);
    expect(await proven()).toEqual([]);
  });
});

test("a channel that is set up wrongly is said on every page of its owner and of administrators until a test is taken", async () => {
  answer = answers["wecom"]!.broken[0]!;
  await use("wecom");
  await chen.post("/channels/test", { kind: "webhook" });
  const others = new Visitor(desk, "li", "en");
  expect((await chen.get("/")).text).toContain("Your webhook receives nothing");
  expect((await others.get("/administration")).text).toContain("receives nothing until it is corrected: ");
  expect((await new Visitor(desk, "sun", "en").get("/")).text).not.toContain("set up wrongly");
  answer = answers["wecom"]!.good;
  await chen.post("/channels/test", { kind: "webhook" });
  expect((await chen.get("/")).text).not.toContain("Your webhook receives nothing");
});

test("where mail is written to files, the page says that it cannot be confirmed", async () => {
  const files = await aNightDesk();
  const page = await new Visitor(files, "chen", "en").get("/channels");
  await files.shut();
  expect(page.text).toContain("written to files on the server");
});

test("the roster says ahead who has the duty with nothing confirmed", async () => {
  const shift = {
    layer: "officer",
    person: "chen",
    from: "2026-11-22T22:00:00+08:00",
    until: "2026-11-23T08:00:00+08:00",
  };
  const added = await desk.desk.administer("SHIFT_ADDED", shift, person("li"), { commandId: "shift" });
  expect(added).toMatchObject({ outcome: "done" });
  expect((await chen.get("/roster")).text).toContain("No channel is confirmed for 陈晓, duty officer from ");
  const link = await mailTest();
  await fetch(`${desk.origin}/api/v1${link}`, { method: "POST" });
  expect((await chen.get("/roster")).text).toContain("Nothing confirmed rings or pushes for 陈晓");
});
