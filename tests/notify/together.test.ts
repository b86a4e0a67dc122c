/** What one look of the clocks asks for leaves as one message for each person, and is lost or sent twice no more than alone. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { readEnvironment } from "../../config/env.ts";
import { compose, configure, type Answerable, type Overrides } from "../../src/app/compose.ts";
import { UndeliverableError } from "../../src/engine/failures.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import type { OutgoingNotification } from "../../src/notify/transport.ts";
import { startReceiver } from "../support/receiver.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

const evening = Date.parse("2026-11-22T20:00:00+08:00");
const aMinute = 60_000;
const anHour = 60 * aMinute;
const folder = aTemporaryFolder();

let clock: WindingClock;
let desk: Answerable;
let sent: OutgoingNotification[];
let answer: (notification: OutgoingNotification) => Promise<string>;

async function open(overrides: Overrides = {}): Promise<void> {
  const environment = readEnvironment({
    ANSWERABLE_DATA: folder.file("data"),
    ANSWERABLE_SIGN_IN: "off",
    ANSWERABLE_WEBHOOK_NETWORKS: "127.0.0.1",
  });
  const transport = {
    channel: "mail",
    describe: "",
    send: async (notification: OutgoingNotification) => {
      const said = await answer(notification);
      sent.push(notification);
      return said;
    },
  };
  desk = await compose(configure(environment), { clock, transport, ...overrides });
}

beforeEach(async () => {
  clock = new WindingClock(evening);
  sent = [];
  answer = async () => "250 taken";
  await open();
});
afterEach(async () => {
  await desk.close();
  folder.remove();
});

const person = (id: string) => desk.desk.person(id)!;
let commands = 0;

async function act(type: string, by: string, values: object, instance = "1"): Promise<void> {
  commands += 1;
  const done = await desk.desk.act(instance, type, { ...values }, person(by), { commandId: `c${commands}` });
  if (done.outcome !== "done") throw new Error(`${type}: ${JSON.stringify(done)}`);
}

/** Three questions that came in at the same time, so that all are due at one. */
async function threeQuestions(): Promise<void> {
  const values = { title: "热水中断", sourceKind: "call", discoveredAt: iso(clock.now()), grade: "ordinary" };
  await desk.desk.open("public-incident", values, person("chen"), { commandId: "open" });
  const receivedAt = iso(clock.now());
  for (const wording of ["赔偿吗？", "何时恢复？", "原因是什么？"])
    await act("QUESTION_RECEIVED", "chen", { wording, askedThrough: "晚报", receivedAt });
  await act("FAST_REPORT_SENT", "chen", { what: "停热水", where: "东区", firstMeasures: "抢修" });
  await desk.engine.runDue();
  sent = [];
}

const iso = (at: number): string => new Date(at).toISOString();

async function wind(ms: number): Promise<void> {
  clock.wind(ms);
  await desk.engine.runDue();
}

const toSpeaker = () => sent.filter(({ recipient }) => person(recipient).roles.includes("spokesperson"));
const linksIn = ({ text }: Pick<OutgoingNotification, "text">) =>
  [...text.matchAll(/\/acknowledge\/([\w-]{43})/g)].map(([, secret]) => secret!);
const waiting = async () => (await desk.engine.messages(await idOf())).filter(({ state }) => state !== "delivered");
const idOf = async () => (await desk.desk.find("1"))!.id;
/** What became of each message of a kind, for whoever speaks. */
async function outcomes(type: string) {
  const messages = (await desk.engine.messages(await idOf())).filter((message) => message.type === type);
  const rows = await Promise.all(messages.map(({ id }) => desk.storage.deliveries.ofMessage(id)));
  return rows.map((each) => each.map(({ channel, state, attempts }) => `${channel} ${state} ${attempts}`));
}

describe("three questions that are due soon at one time", () => {
  test("are one message with the reply that is due then as well, under the subject of the first", async () => {
    await threeQuestions();
    await wind(9 * anHour);
    expect(toSpeaker()).toHaveLength(1);
    const [{ subject, text, html } = { subject: "", text: "", html: "" }] = toSpeaker();
    expect(subject).toBe("#1 Official reply due 08:00 – 3 h left and 3 more");
    expect(text).toMatch(/^The official reply for incident #1 is due at 08:00, in 3 hours\.\n/);
    for (const wording of ["赔偿吗？", "何时恢复？", "原因是什么？"])
      expect([text, html].map((each) => each.includes(wording))).toEqual([true, true]);
    expect(await outcomes("clockWarning")).toEqual(
      expect.arrayContaining([["mail sent 1"], ["mail sent 1"], ["mail sent 1"], ["mail sent 1", "mail sent 1"]]),
    );
    expect(await waiting()).toEqual([]);
    const listed = (await desk.desk.recentNotifications(50, person("chen"))).filter((one) => one.subject === subject);
    expect(listed.map(({ recipient }) => recipient)).toEqual([toSpeaker()[0]!.recipient]);
  });

  test("overdue, each has a link of its own, and each link acknowledges", async () => {
    await threeQuestions();
    await wind(12 * anHour);
    const overdue = sent.filter(({ text }) => text.includes("/acknowledge/"));
    const together = overdue.filter((one) => linksIn(one).length >= 3);
    expect(new Set(together.map(({ recipient }) => recipient)).size).toBe(together.length);
    const secrets = linksIn(together[0]!);
    expect(new Set(secrets).size).toBe(secrets.length);
    for (const secret of secrets) expect((await desk.notificationDesk!.acknowledgement(secret)).state).toBe("open");
    const [, second = ""] = secrets;
    expect(await desk.notificationDesk!.acknowledge(second, {})).toMatchObject({ outcome: "done" });
    for (const secret of secrets)
      expect((await desk.notificationDesk!.acknowledgement(secret)).state).toBe("acknowledged");
  });

  test("what was stored of the message has none of its links", async () => {
    await threeQuestions();
    await wind(12 * anHour);
    const secrets = sent.flatMap(linksIn);
    const stored = JSON.stringify(await desk.storage.notifications.recent(100));
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) expect(stored).not.toContain(secret);
  });
});

describe("a message with three matters", () => {
  test("that fails is tried again as one, and each is sent once", async () => {
    await threeQuestions();
    answer = async () => Promise.reject(new Error("450 later"));
    await wind(9 * anHour);
    expect(toSpeaker()).toEqual([]);
    expect(await waiting()).toHaveLength(4);
    answer = async () => "250 taken";
    for (let minute = 0; minute < 30; minute += 1) await wind(aMinute);
    expect(await waiting()).toEqual([]);
    expect(toSpeaker()).toHaveLength(1);
    expect(new Set(toSpeaker()[0]!.message.split(" ")).size).toBe(4);
  });

  test("that is refused for good goes by the next channel, all of it once", async () => {
    const gateway = await startReceiver((response) => response.end("queued"));
    await threeQuestions();
    const speaker = desk.desk.people.find(({ roles }) => roles.includes("spokesperson"))!;
    await desk.notificationDesk!.setWebhook(speaker, gateway.address);
    answer = async ({ recipient }) => {
      if (recipient === speaker.id) throw new UndeliverableError("550 gone");
      return "250 taken";
    };
    await wind(9 * anHour);
    const posted = gateway.received.map(({ body }) => JSON.parse(body) as { data: Record<string, unknown> });
    await gateway.close();
    expect(posted).toHaveLength(1);
    expect(posted[0]!.data).toMatchObject({
      subject: expect.stringMatching(/and 3 more$/),
      more: [
        { happened: expect.any(String), asked: expect.any(String) },
        { dueAt: expect.any(String) },
        { acknowledge: null },
      ],
    });
    expect(await outcomes("clockWarning")).toEqual(expect.arrayContaining([["mail failed 1", "webhook sent 1"]]));
  });

  test("that left before the desk died is not sent again after the next start", async () => {
    await threeQuestions();
    await wind(9 * anHour);
    expect(toSpeaker()).toHaveLength(1);
    // It was taken and written down, and the engine died before it had settled any of its matters.
    const matters = toSpeaker()[0]!.message.split(" ");
    await desk.close();
    const file = new Database(folder.file("data/answerable.db"));
    for (const id of matters)
      file.prepare("UPDATE outbox SET state = 'waiting', settled_at = NULL WHERE id = ?").run(id);
    file.close();
    await open();
    await desk.engine.runDue();
    expect(toSpeaker()).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });
});

test("matters of different people go to each of them alone", async () => {
  await threeQuestions();
  await act("LIAISON_SLIP_SENT", "chen", { unit: "后勤处", request: "核实" });
  await wind(24 * anHour);
  for (const one of sent) {
    const contact = person(one.recipient).roles.includes("unit-contact");
    if (contact) expect(one.text).not.toContain("赔偿吗？");
  }
});
