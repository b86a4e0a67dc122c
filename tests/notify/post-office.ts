/** Notifications from a message to whatever carries them: real storage in memory, a clock that is wound, transports of the test's own. */
import { z } from "zod";
import { aDirectory, someone } from "../support/directory.ts";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import type { NotificationText, Playbook } from "../../machines/playbook.ts";
import type { WebhookRow } from "../../src/organisation/webhook-ports.ts";
import type { Person } from "../../src/directory/person.ts";
import type { Message } from "../../src/engine/types.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { openNotify, type Notify, type NotifyParts } from "../../src/notify/open-notify.ts";
import type { OutgoingNotification } from "../../src/notify/transport.ts";

const same = (text: string) => ({ zh: text, en: text });
const missed: NotificationText = {
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
  notifications: {
    fastReportMissed: { to: same("Leads"), when: same("Late"), acknowledge: "SEEN", write: () => missed },
    halfWritten: {
      label: same("Half written"),
      to: same("Leads"),
      when: same("Late"),
      write: () => ({ ...missed, happened: onlyEnglish }),
    },
    seen: {
      to: same("Leads"),
      when: same("Seen"),
      write: () => missed,
      endsCallsOf: {
        notifications: ["fastReportMissed"],
        isSameMatter: (earlier: { about?: string }, own: { about?: string }) => earlier.about === own.about,
      },
    },
    noted: { to: same("Leads"), when: same("Noted"), write: () => missed },
  },
  policy: z.object({}),
} as unknown as Playbook;

export const li: Person = { id: "li", name: "李文", email: "li@example.test", roles: ["lead"], language: "zh" };
const kim: Person = {
  id: "kim",
  name: "Kim",
  email: "kim@example.test",
  roles: ["lead", "superior"],
  language: "en",
};
const chen: Person = {
  id: "chen",
  name: "陈晓",
  email: "chen@example.test",
  roles: ["duty-officer"],
  language: "zh",
};

export const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

export const aMessage = (params: Message["params"], more: Partial<Message> = {}): Message => ({
  id: "i1:3.0",
  instance: "i1",
  machine: "door@1",
  type: "fastReportMissed",
  params,
  at: 500,
  ...more,
});

export interface PostOffice extends Notify {
  readonly storage: Storage;
  readonly clock: WindingClock;
  /** What the mail transport took. */
  readonly sent: OutgoingNotification[];
  /** Who the mail transport fails for, and how; `everybody` for all. */
  readonly fail: Record<string, Error>;
  readonly returns: number[];
  hook(person: string, address: string, more?: Partial<WebhookRow>): Promise<void>;
}

export async function aPostOffice(parts: Partial<NotifyParts> = {}): Promise<PostOffice> {
  const storage = await openStorage({ url: "sqlite::memory:" });
  const clock = new WindingClock(1_800_000_000_000);
  const sent: OutgoingNotification[] = [];
  const fail: Record<string, Error> = {};
  const returns: number[] = [];
  const notify = openNotify({
    playbooks: [playbook],
    people: [li, kim, chen],
    directory: () => null,
    organisation: { name: { zh: "清河大学", en: "Qinghe" }, zone: "UTC", zoneLabel: same("UTC"), languages: ["zh"] },
    storage,
    transport: {
      channel: "file",
      describe: "",
      send: async (notification) => {
        const failure = fail[notification.recipient] ?? fail["everybody"];
        if (failure) throw failure;
        sent.push(notification);
        return "written";
      },
    },
    baseUrl: "https://desk.example.test",
    clock,
    saying: {
      formatTime: (at, language) => `${language}:${at}`,
      formatShortTime: (at, _now, language) => `${language}:${at}`,
      formatPerson: (id) => id,
    },
    numberOf: async () => 7,
    acknowledgeLink: async ({ id }, person) => `https://desk.example.test/acknowledge/${id}/${person}`,
    onReturn: () => returns.push(clock.now()),
    outgoing: { own: ["127.0.0.1"], limits: { tryMs: 500 } },
    random: () => 1,
    ...parts,
  });
  return {
    ...notify,
    storage,
    clock,
    sent,
    fail,
    returns,
    hook: (person, address, more = {}) =>
      storage.webhooks.put({
        person,
        address,
        secret,
        earlierSecret: null,
        earlierUntil: null,
        serviceSecret: null,
        off: null,
        changedAt: 0,
        ...more,
      }),
    close: async () => {
      await notify.close();
      await storage.close();
    },
  };
}

/** Ann, whose webhook comes first and her mail second. */
export const annsDirectory = aDirectory({
  people: [
    {
      ...someone("ann"),
      channels: [
        { kind: "webhook", on: true },
        { kind: "mail", on: true },
      ],
    },
  ],
});
