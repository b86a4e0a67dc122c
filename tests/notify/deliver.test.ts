import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { UndeliverableError } from "../../src/engine/failures.ts";
import { SilentEndpointError } from "../../src/notify/failures.ts";
import { aMessage, aPostOffice, li, type PostOffice } from "./post-office.ts";

let office: PostOffice;
beforeEach(async () => {
  office = await aPostOffice();
});
afterEach(() => office.close());

const toLeads = { to: [{ role: "lead" }] };
const notificationOf = async (person: string) =>
  (await office.storage.notifications.ofMessage("i1:3.0")).find(({ recipient }) => recipient === person);

test("everybody meant gets one notification, each in their language", async () => {
  expect(await office.deliver(aMessage({ to: [{ role: "lead" }, { role: "superior" }, { person: "kim" }] }))).toEqual({
    channel: "file",
    to: ["li", "kim"],
  });
  expect(office.sent.map(({ to, subject }) => `${to.address} ${subject}`)).toEqual([
    "li@example.test 快报超时",
    "kim@example.test Fast report missed",
  ]);
  expect(office.sent[1]!.text).toBe(
    `There is no fast report.

To do: Acknowledge.
By: en:1000
Acknowledge (opens a page with one button): https://desk.example.test/acknowledge/i1:3.0/kim

Open: https://desk.example.test/incidents/i1

You receive this as duty lead.
Sent automatically. Replies are not read.
Qinghe
`,
  );
  const at = office.clock.now();
  expect(await notificationOf("li")).toMatchObject({ state: "sent", attempts: 1, answer: "written", sentAt: at });
  expect(await office.storage.deliveries.ofMessage("i1:3.0")).toMatchObject([
    { recipient: "kim", channel: "file", state: "sent", attempts: 1, answer: "written" },
    { recipient: "li", channel: "file", state: "sent" },
  ]);
});

test("only a notification that asks for it has a link to acknowledge with", async () => {
  await office.deliver(aMessage(toLeads, { type: "noted" }));
  expect(office.sent[0]!.text).not.toContain("/acknowledge/");
});

describe("when one of them cannot be reached", () => {
  test("the other gets theirs, the engine tries again, and nobody gets two", async () => {
    office.fail["li"] = new Error("450 later");
    const failure = await office.deliver(aMessage(toLeads)).catch((error: unknown) => error);
    expect(String(failure)).toContain("450 later");
    expect(failure).not.toBeInstanceOf(UndeliverableError);
    expect(office.sent.map(({ recipient }) => recipient)).toEqual(["kim"]);
    expect(await notificationOf("li")).toMatchObject({ state: "failed", attempts: 1, answer: "450 later" });

    delete office.fail["li"];
    await office.deliver(aMessage(toLeads));
    expect(office.sent.map(({ recipient }) => recipient)).toEqual(["kim", "li"]);
    expect(await notificationOf("li")).toMatchObject({ state: "sent", attempts: 2 });
  });

  test("because the notification cannot be written for them: dead-lettered, and the other gets theirs", async () => {
    const failure = await office.deliver(aMessage(toLeads, { type: "halfWritten" })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UndeliverableError);
    expect(String(failure)).toContain('door@1 cannot write its notification "halfWritten": no words for it');
    expect(office.sent.map(({ recipient }) => recipient)).toEqual(["kim"]);
  });

  test("for good, and nobody is left to try: dead-lettered", async () => {
    office.fail["li"] = new UndeliverableError("550 gone");
    await expect(office.deliver(aMessage(toLeads))).rejects.toThrow(UndeliverableError);
    expect(office.sent.map(({ recipient }) => recipient)).toEqual(["kim"]);
  });

  test("for good, but another only for now: tried again", async () => {
    office.fail["li"] = new UndeliverableError("550 gone");
    office.fail["kim"] = new Error("450 later");
    await expect(office.deliver(aMessage(toLeads))).rejects.not.toThrow(UndeliverableError);
  });
});

/** A house in which nobody can act in an incident. */
const nobodyToAct = () => aPostOffice({ people: [{ ...li, roles: ["administrator"] }] });

describe("what can never be delivered is dead-lettered with a sentence", () => {
  test.each([
    [aMessage({ to: [{ role: "auditor" }] }), "everyone with the role auditor"],
    [aMessage({ to: [{ person: "gone" }] }), "the person gone"],
    [aMessage({ to: [{ layer: "officer" }] }), "whoever has the duty officer"],
    [aMessage({ to: [] }), "(for nobody)"],
    [aMessage({}), "has no recipients"],
    [aMessage(null), "has no recipients"],
    [aMessage({ to: [] }, { type: "unheardOf" }), 'has no notification "unheardOf"'],
    [aMessage({ to: [] }, { machine: "window@1" }), "no playbook window@1"],
  ])("%#", async (one, sentence) => {
    await office.close();
    office = await nobodyToAct();
    await expect(office.deliver(one)).rejects.toThrow(UndeliverableError);
    await expect(office.deliver(one)).rejects.toThrow(sentence);
    expect(office.sent).toEqual([]);
  });
});

describe("a level of which nobody can be told", () => {
  const climbing = { to: [{ role: "auditor" }], otherwise: [[{ role: "spokesperson" }], [{ role: "superior" }]] };

  test("is passed over visibly, and the next is told at once", async () => {
    expect(await office.deliver(aMessage(climbing))).toMatchObject({
      to: ["kim"],
      skipped: [{ person: null, why: { en: "no one has the role auditor" } }, { person: null }],
    });
    expect(office.sent[0]!.text).toContain("Not notified: no one has the role auditor; no one has the role spokes");
    const rows = await office.storage.deliveries.ofMessage("i1:3.0");
    expect(rows.filter(({ state }) => state === "skipped")).toHaveLength(2);
  });

  test("because every address refuses, is passed over too, and a person hears of the refusal", async () => {
    office.fail["chen"] = new UndeliverableError("550 gone");
    const message = aMessage({ to: [{ role: "duty-officer" }], otherwise: [[{ role: "lead" }]] });
    await expect(office.deliver(message)).rejects.toThrow(UndeliverableError);
    expect(office.sent.map(({ recipient }) => recipient)).toEqual(["li", "kim"]);
    expect(office.sent[1]!.text).toContain("no channel of 陈晓 accepts notifications");
  });

  test("only for now, is not passed over: the next one's time comes by the clock", async () => {
    office.fail["chen"] = new Error("450 later");
    const message = aMessage({ to: [{ role: "duty-officer" }], otherwise: [[{ role: "lead" }]] });
    await expect(office.deliver(message)).rejects.toThrow("450 later");
    expect(office.sent).toEqual([]);
  });

  test("and no other follows: those who can act in any incident are told, and why", async () => {
    expect(await office.deliver(aMessage({ to: [{ layer: "officer" }] }))).toEqual({
      channel: "file",
      to: ["li", "kim", "chen"],
      skipped: [{ person: null, why: { zh: "没有值班岗位“值班员”", en: "there is no duty position “duty officer”" } }],
    });
    const { text } = office.sent.find(({ recipient }) => recipient === "kim")!;
    expect(text).toContain("You receive this because no one it is addressed to can be notified");
    expect(text).toContain("Not notified: there is no duty position “duty officer”");
  });

  test("because every address refuses, and no other follows: the others who can act are told", async () => {
    office.fail["chen"] = new UndeliverableError("550 gone");
    const message = aMessage({ to: [{ role: "duty-officer" }] });
    await expect(office.deliver(message)).rejects.toThrow("550 gone");
    expect(office.sent.map(({ recipient }) => recipient)).toEqual(["li", "kim"]);
    const rows = await office.storage.deliveries.ofMessage("i1:3.0");
    expect(rows.map(({ recipient, state }) => [recipient, state])).toEqual([
      ["chen", "skipped"],
      ["chen", "failed"],
      ["kim", "sent"],
      ["li", "sent"],
    ]);
  });

  test("and nobody else can act: it is written down for the whole desk", async () => {
    await office.close();
    office = await nobodyToAct();
    await expect(office.deliver(aMessage({ ...climbing, otherwise: [] }))).rejects.toThrow(UndeliverableError);
    expect(await office.storage.deliveries.ofMessage("i1:3.0")).toMatchObject([
      { recipient: "", state: "unreachable" },
      { recipient: "", state: "skipped", why: { en: "no one has the role auditor" } },
      { recipient: "", state: "skipped", why: { en: "no one has the role duty lead" } },
      { recipient: "", state: "skipped", why: { en: "no one has the role duty officer" } },
      { recipient: "", state: "skipped", why: { en: "no one has the role higher authority" } },
      { recipient: "", state: "skipped", why: { en: "no one has the role spokesperson" } },
    ]);
  });
});

describe("a mail server that does not answer", () => {
  test("is not asked again by every notification; they wait, and leave when it is back", async () => {
    office.fail["everybody"] = new SilentEndpointError("connect ECONNREFUSED");
    const two = aMessage(toLeads, { id: "i1:4.0" });
    await expect(office.deliver(aMessage({ to: [{ person: "li" }] }))).rejects.toThrow("ECONNREFUSED");
    await expect(office.deliver(two)).rejects.toThrow("have not been taken yet");
    expect(await office.storage.deliveries.ofMessage("i1:4.0")).toMatchObject([
      { recipient: "kim", state: "queued", attempts: 0 },
      { recipient: "li", state: "queued", attempts: 0 },
    ]);
    delete office.fail["everybody"];
    office.clock.wind(5_000);
    await expect(office.deliver(aMessage({ to: [{ person: "li" }] }))).resolves.toMatchObject({ to: ["li"] });
    expect(office.returns).toEqual([office.clock.now()]);
    await office.deliver(two);
    expect(office.sent.map(({ message, recipient }) => `${message} ${recipient}`)).toEqual([
      "i1:3.0 li",
      "i1:4.0 li",
      "i1:4.0 kim",
    ]);
  });

  test("one receiver that is full does not stand for the server", async () => {
    office.fail["li"] = new Error("452 mailbox full");
    await expect(office.deliver(aMessage({ to: [{ person: "li" }] }))).rejects.toThrow("452");
    await expect(office.deliver(aMessage({ to: [{ person: "kim" }] }, { id: "i1:4.0" }))).resolves.toBeDefined();
  });
});

test("what has left is not sent again because it could not be written down", async () => {
  const { deliveries } = office.storage;
  let full = true;
  const failing = await aPostOffice({
    storage: {
      ...office.storage,
      deliveries: {
        ...deliveries,
        put: async (rows) => {
          if (full && rows.some(({ state }) => state === "sent")) throw new Error("disk full");
          await deliveries.put(rows);
        },
      },
    },
  });
  await expect(failing.deliver(aMessage({ to: [{ person: "li" }] }))).rejects.toThrow("disk full");
  full = false;
  await failing.deliver(aMessage({ to: [{ person: "li" }] }));
  expect(failing.sent).toHaveLength(1);
  await failing.close();
});
