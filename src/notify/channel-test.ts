/** Tries one channel of one person, and says what the other side answered. */
import type { Text } from "../../machines/playbook.ts";
import type { ChannelTest } from "../desk/delivery-ports.ts";
import type { WebhookStore } from "../organisation/webhook-ports.ts";
import type { Organisation, Person } from "../directory/person.ts";
import type { Clock } from "../kernel/clock.ts";
import type { ChannelKind } from "../directory/entries.ts";
import { writeNotification } from "./frame.ts";
import type { NotificationOptions } from "./parts.ts";
import { factsOf } from "./service-facts.ts";
import type { Transport } from "./transport.ts";
import { postWebhook, type WebhookParts } from "./webhook.ts";

export type TestChannel = (person: Person, kind: ChannelKind, id: string, link: string) => Promise<ChannelTest>;

interface TestParts {
  readonly transport: Transport;
  readonly webhook: WebhookParts & { readonly webhooks: WebhookStore };
  readonly mailOf: (person: string) => string | null;
  readonly organisation: Organisation;
  readonly clock: Clock;
}

const words: Readonly<Record<"subject" | "happened" | "asked", Text>> = {
  subject: { zh: "测试通知", en: "Test notification" },
  happened: { zh: "这是从“我的通知方式”页面发出的测试。", en: "A test was sent from the notification channels page." },
  asked: { zh: "无需处理。收到即表示该方式可用。", en: "No action needed. If you can read this, the channel works." },
};

export function makeChannelTest(parts: TestParts): TestChannel {
  return async (person, kind, id, link) => {
    try {
      const answer = kind === "mail" ? await byMail(parts, person, id, link) : await byWebhook(parts, person, id, link);
      return answer === null ? { outcome: "no-address" } : { outcome: "answered", answer };
    } catch (error) {
      return { outcome: "failed", answer: error instanceof Error ? error.message : String(error) };
    }
  };
}

async function byMail(parts: TestParts, person: Person, id: string, link: string): Promise<string | null> {
  const address = parts.mailOf(person.id);
  if (address === null) return null;
  const written = writeNotification(notificationOf(parts, person, link));
  return parts.transport.send({
    message: id,
    instance: "test",
    at: parts.clock.now(),
    recipient: person.id,
    to: { name: person.name, address },
    sender: parts.organisation.name[person.language],
    language: person.language,
    ...written,
  });
}

function notificationOf({ organisation }: TestParts, person: Person, link: string): NotificationOptions {
  const notification = { ...words, isAsked: false, dueAt: null };
  return { items: [{ notification }], person, organisation, link, time: () => "" };
}

async function byWebhook(parts: TestParts, person: Person, id: string, link: string): Promise<string | null> {
  const { webhook, clock } = parts;
  const row = await webhook.webhooks.of(person.id);
  if (row === null) return null;
  const { language } = person;
  const data = {
    person: person.name,
    language,
    subject: words.subject[language],
    happened: words.happened[language],
    asked: words.asked[language],
    link,
  };
  // Urgent like the ones that have to wake somebody.
  const facts = factsOf(notificationOf(parts, person, link), true);
  return postWebhook(webhook, row, { type: "test", id, at: clock.now(), data, facts });
}
