/** Every service that is known, good and bad, against a receiver that answers as it does: what becomes of a notification. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { UndeliverableError } from "../../src/engine/failures.ts";
import { answers, type Answered } from "../channels/answers.ts";
import { carriesLinks } from "../../src/channels/recognise.ts";
import { addressOn, onLoopback } from "../channels/on-loopback.ts";
import { secrets } from "../channels/samples.ts";
import { startReceiver, type Receiver } from "../support/receiver.ts";
import { aMessage, annsDirectory, aPostOffice, type PostOffice } from "./post-office.ts";

const toAnn = aMessage({ to: [{ person: "ann" }] });
let office: PostOffice;
let hook: Receiver;
afterEach(async () => {
  await office.close();
  await hook.close();
});

/** Ann's webhook comes first, her mail second. `null`: never answers. */
async function annsService(id: string, answer: () => Answered | null): Promise<void> {
  hook = await startReceiver((response) => {
    const said = answer();
    if (said !== null) response.writeHead(said.status, said.headers).end(said.body);
  });
  office = await aPostOffice({
    directory: () => annsDirectory,
    services: onLoopback,
    people: annsDirectory.people.map((person) => ({ ...person, email: `${person.id}@example.test` })),
  });
  await office.hook("ann", addressOn(id, hook.port), { serviceSecret: secrets[id] ?? null });
}

const rows = async () => {
  const all = await office.storage.deliveries.ofMessage(toAnn.id);
  return Object.fromEntries(all.map(({ channel, state, answer }) => [channel, { state, answer }]));
};
const aMinute = 60_000;

describe.each(onLoopback.map((preset) => [preset.id, preset] as const))("%s", (id, preset) => {
  const { good, broken, tooFast, tooLong } = answers[id]!;

  test("good: it has it, in its own format, and nobody is told twice", async () => {
    await annsService(id, () => good);
    await expect(office.deliver(toAnn)).resolves.toEqual({ channel: "webhook", to: ["ann"] });
    expect(office.sent).toEqual([]);
    const { headers, body } = hook.received[0]!;
    expect(headers).not.toHaveProperty("webhook-signature");
    if (!preset.form) expect(JSON.parse(body)).not.toHaveProperty("data");
    expect(decodeURIComponent(body)).toContain(
      preset.form ? '"what":"There' : "https://desk.example.test/incidents/i1",
    );
    expect(body.includes("/acknowledge/")).toBe(carriesLinks(preset));
  });

  test.each(broken.map((answer) => [`${answer.status} ${answer.body}`, answer] as const))(
    "settings wrong, %s: the mail goes at once, and the log says so",
    async (_text, answer) => {
      await annsService(id, () => answer);
      await office.deliver(toAnn);
      const { webhook, file } = await rows();
      expect(file).toMatchObject({ state: "sent" });
      expect(webhook).toMatchObject({ state: "failed", answer: expect.stringContaining("set up wrongly") });
      await office.deliver(toAnn);
      expect(hook.received).toHaveLength(1);
    },
  );

  test("too fast: the mail goes at once, and the service is asked again when its time has passed", async () => {
    let answer = tooFast;
    await annsService(id, () => answer);
    await expect(office.deliver(toAnn)).rejects.toThrow("Not now: ");
    expect(await rows()).toMatchObject({ webhook: { state: "retrying" }, file: { state: "sent" } });
    answer = good;
    const waitMs = id === "dingtalk" ? 10 * aMinute : aMinute;
    office.clock.wind(waitMs - 1_000);
    await office.deliver(toAnn).catch(() => undefined);
    expect(hook.received).toHaveLength(1);
    office.clock.wind(1_000);
    await office.deliver(toAnn);
    expect(await rows()).toMatchObject({ webhook: { state: "sent" } });
    expect(office.sent).toHaveLength(1);
  });

  test("too long: this one is given up, and the mail goes at once", async () => {
    await annsService(id, () => tooLong);
    await office.deliver(toAnn);
    const { webhook, file } = await rows();
    expect(file).toMatchObject({ state: "sent" });
    expect(webhook).toMatchObject({ state: "failed", answer: expect.stringContaining("The receiver refused it: ") });
  });

  test.each([
    ["500", { status: 500, body: "oops" }],
    ["silence", null],
  ])("%s: tried again, and after two minutes the mail goes as well", async (_what, bad) => {
    let answer: Answered | null = bad;
    await annsService(id, () => answer);
    await expect(office.deliver(toAnn)).rejects.toThrow(bad === null ? "did not answer" : "500 oops");
    expect(await rows()).toMatchObject({ webhook: { state: "retrying" } });
    expect(office.sent).toEqual([]);
    office.clock.wind(2 * aMinute);
    await expect(office.deliver(toAnn)).rejects.toThrow();
    expect(await rows()).toMatchObject({ webhook: { state: "retrying" }, file: { state: "sent" } });
    answer = good;
    office.clock.wind(2 * aMinute);
    await office.deliver(toAnn);
    expect(await rows()).toMatchObject({ webhook: { state: "sent" } });
  });

  test("the test button goes the same way", async () => {
    let answer = good;
    await annsService(id, () => answer);
    const person = { id: "ann", name: "Ann", email: "", roles: [], language: "en" } as const;
    const link = "https://desk.example.test/channels";
    const tested = await office.testChannel(person, "webhook", { id: "test-1", link, proof: null });
    expect(tested).toMatchObject({ outcome: "answered", answer: expect.stringContaining(String(good.status)) });
    expect(hook.received[0]!.body).toMatch(/Test notification|A\+test\+was\+sent/);
    answer = broken[0]!;
    expect(await office.testChannel(person, "webhook", { id: "test-2", link, proof: null })).toMatchObject({
      outcome: "failed",
      answer: expect.stringContaining("set up wrongly"),
    });
  });
});

test("without the secret that it requires nothing leaves, and the reason says what to do", async () => {
  await annsService("aliyun-sms", () => answers["aliyun-sms"]!.good);
  await office.hook("ann", addressOn("aliyun-sms", hook.port));
  await office.deliver(toAnn);
  expect(hook.received).toEqual([]);
  expect(await rows()).toMatchObject({
    webhook: { state: "failed", answer: expect.stringContaining("its secret is missing. Enter it") },
    file: { state: "sent" },
  });
});

test("what Teams' workflow has taken is not yet in Teams, and says so", async () => {
  await annsService("teams", () => answers["teams"]!.good);
  await office.deliver(toAnn);
  expect((await rows())["webhook"]!.answer).toBe("202 (accepted by the workflow, not yet posted)");
});

test("no link that acts for a person is made for a group, and what is kept names none", async () => {
  const made: string[] = [];
  await annsService("wecom", () => answers["wecom"]!.good);
  await office.close();
  office = await aPostOffice({
    directory: () => annsDirectory,
    services: onLoopback,
    acknowledgeLink: async (_, person) => {
      made.push(person);
      return "https://desk.example.test/acknowledge/x";
    },
  });
  await office.hook("ann", addressOn("wecom", hook.port));
  await office.deliver(toAnn);
  expect(hook.received).toHaveLength(1);
  expect(made).toEqual([]);
  expect(JSON.stringify(await office.storage.notifications.recent(100))).not.toMatch(/cknowledge \(|the link is only/);
});

test("an address of a service inside the house is refused like any other", async () => {
  await annsService("wecom", () => answers["wecom"]!.good);
  await office.close();
  office = await aPostOffice({ directory: () => annsDirectory, services: onLoopback, outgoing: {} });
  await office.hook("ann", addressOn("wecom", hook.port).replace("http:", "https:"));
  office.fail["everybody"] = new UndeliverableError("550");
  await expect(office.deliver(toAnn)).rejects.toThrow("this machine");
  expect(hook.received).toEqual([]);
});
