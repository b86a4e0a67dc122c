import { beforeEach, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { Letter, Playbook } from "../../machines/playbook.ts";
import type { LetterRow, LetterStore } from "../../src/desk/ports.ts";
import type { Person } from "../../src/desk/types.ts";
import { UndeliverableError } from "../../src/engine/ports.ts";
import type { Message } from "../../src/engine/types.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { makeDeliver } from "../../src/notify/deliver.ts";
import type { OutgoingLetter } from "../../src/notify/transport.ts";

const same = (text: string) => ({ zh: text, en: text });
const missed: Letter = {
  subject: { zh: "快报超时", en: "Fast report missed" },
  happened: { zh: "没有快报。", en: "There is no fast report." },
  asked: { zh: "确认收到。", en: "Acknowledge." },
  dueAt: 1000,
};
const onlyEnglish = {
  en: "There is no fast report.",
  get zh(): string {
    throw new Error("no words for it");
  },
};
const playbook = {
  id: "door",
  version: 1,
  letters: {
    fastReportMissed: { to: same("Leads"), when: same("Late"), write: () => missed },
    halfWritten: { to: same("Leads"), when: same("Late"), write: () => ({ ...missed, happened: onlyEnglish }) },
  },
  policy: z.object({}),
} as unknown as Playbook;

const people: Person[] = [
  { id: "li", name: "李文", email: "li@example.test", roles: ["lead"], language: "zh" },
  { id: "kim", name: "Kim", email: "kim@example.test", roles: ["lead", "superior"], language: "en" },
  { id: "chen", name: "陈晓", email: "chen@example.test", roles: ["duty-officer"], language: "zh" },
];

const message = (params: Message["params"], more: Partial<Message> = {}): Message => ({
  id: "i1:3.0",
  instance: "i1",
  machine: "door@1",
  type: "fastReportMissed",
  params,
  at: 500,
  ...more,
});

let rows: LetterRow[];
let sent: OutgoingLetter[];
let fail: Record<string, Error>;
beforeEach(() => {
  rows = [];
  sent = [];
  fail = {};
});

const letters: LetterStore = {
  put: async (row) => {
    rows = [...rows.filter((other) => other.recipient !== row.recipient || other.message !== row.message), row];
  },
  ofMessage: async (id) => rows.filter((row) => row.message === id),
  ofInstance: async (id) => rows.filter((row) => row.instance === id),
  recent: async () => rows,
};

const deliver = (message: Message) =>
  makeDeliver({
    playbooks: [playbook],
    people,
    organisation: {
      name: { zh: "清河大学", en: "Qinghe" },
      zone: "UTC",
      zoneLabel: same("UTC"),
      languages: ["zh", "en"],
    },
    letters,
    transport: {
      channel: "file",
      describe: "",
      send: async (letter) => {
        const failure = fail[letter.recipient];
        if (failure) throw failure;
        sent.push(letter);
        return "written";
      },
    },
    baseUrl: "https://desk.example.test",
    clock: new WindingClock(7000),
    sayTime: (at, language) => `${language}:${at}`,
    sayPerson: (id) => id,
  })(message);

test("everybody meant gets one letter, each in their language", async () => {
  expect(await deliver(message({ to: [{ role: "lead" }, { role: "superior" }, { person: "kim" }] }))).toEqual({
    channel: "file",
    to: ["li", "kim"],
  });
  expect(sent.map(({ to, subject }) => `${to.address} ${subject}`)).toEqual([
    "li@example.test [清河大学] 快报超时",
    "kim@example.test [Qinghe] Fast report missed",
  ]);
  expect(sent[1]!.text).toBe(
    `Dear Kim,

There is no fast report.

What is asked of you: Acknowledge.

By: en:1000

Open the incident:
https://desk.example.test/incidents/i1

Sent automatically by Answerable. Nobody reads replies to this address.
Qinghe
`,
  );
  expect(rows[0]).toMatchObject({ recipient: "li", state: "sent", attempts: 1, answer: "written", sentAt: 7000 });
});

describe("when one of them cannot be reached", () => {
  test("the other gets theirs, the engine tries again, and nobody gets two", async () => {
    fail.li = new Error("450 later");
    const failure = await deliver(message({ to: [{ role: "lead" }] })).catch((error: unknown) => error);
    expect(String(failure)).toContain("450 later");
    expect(failure).not.toBeInstanceOf(UndeliverableError);
    expect(sent.map(({ recipient }) => recipient)).toEqual(["kim"]);
    expect(rows.find(({ recipient }) => recipient === "li")).toMatchObject({
      state: "failed",
      attempts: 1,
      answer: "450 later",
    });

    fail = {};
    await deliver(message({ to: [{ role: "lead" }] }));
    expect(sent.map(({ recipient }) => recipient)).toEqual(["kim", "li"]);
    expect(rows.find(({ recipient }) => recipient === "li")).toMatchObject({ state: "sent", attempts: 2 });
  });

  test("because the letter cannot be written for them: parked, and the other gets theirs", async () => {
    const failure = await deliver(message({ to: [{ role: "lead" }] }, { type: "halfWritten" })).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UndeliverableError);
    expect(String(failure)).toContain('door@1 cannot write its letter "halfWritten": no words for it');
    expect(sent.map(({ recipient }) => recipient)).toEqual(["kim"]);
  });

  test("for good, and nobody is left to try: parked", async () => {
    fail.li = new UndeliverableError("550 gone");
    await expect(deliver(message({ to: [{ role: "lead" }] }))).rejects.toThrow(UndeliverableError);
    expect(sent.map(({ recipient }) => recipient)).toEqual(["kim"]);
  });

  test("for good, but another only for now: tried again", async () => {
    fail = { li: new UndeliverableError("550 gone"), kim: new Error("450 later") };
    await expect(deliver(message({ to: [{ role: "lead" }] }))).rejects.not.toThrow(UndeliverableError);
  });
});

describe("what can never be delivered is parked with a sentence", () => {
  test.each([
    [message({ to: [{ role: "auditor" }] }), "everybody with the role auditor"],
    [message({ to: [{ person: "gone" }] }), "the person gone"],
    [message({ to: [] }), "it is for nobody"],
    [message({}), "does not say who it is for"],
    [message(null), "does not say who it is for"],
    [message({ to: [] }, { type: "unheardOf" }), "has no letter"],
    [message({ to: [] }, { machine: "window@1" }), "no playbook window@1"],
  ])("%#", async (one, sentence) => {
    await expect(deliver(one)).rejects.toThrow(UndeliverableError);
    await expect(deliver(one)).rejects.toThrow(sentence);
    expect(sent).toEqual([]);
  });
});
