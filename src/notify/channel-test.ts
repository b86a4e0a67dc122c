/** Tries one channel of one person, and says what the other side answered. */
import type { Text } from "../../machines/playbook.ts";
import type { ChannelTest, TestProof } from "../desk/delivery-ports.ts";
import type { WebhookStore } from "../organisation/webhook-ports.ts";
import type { Organisation, Person } from "../directory/person.ts";
import type { Clock } from "../kernel/clock.ts";
import type { ChannelKind } from "../directory/entries.ts";
import { withoutSecret } from "./answers.ts";
import { writeNotification } from "./frame.ts";
import type { NotificationOptions } from "./parts.ts";
import { factsOf } from "./service-facts.ts";
import type { Transport } from "./transport.ts";
import { postWebhook, type WebhookParts } from "./webhook.ts";

export type TestChannel = (person: Person, kind: ChannelKind, sent: Sent) => Promise<ChannelTest>;

interface Sent {
  readonly id: string;
  /** Where the person sees their channels. */
  readonly link: string;
  /** Null: nothing that the reader could confirm. */
  readonly proof: TestProof | null;
}

interface TestParts {
  readonly transport: Transport;
  readonly webhook: WebhookParts & { readonly webhooks: WebhookStore };
  readonly mailOf: (person: string) => string | null;
  readonly organisation: Organisation;
  readonly clock: Clock;
}

const words: Readonly<Record<"subject" | "happened" | "nothing" | "confirm" | "type", Text>> = {
  subject: { zh: "测试通知", en: "Test notification" },
  happened: { zh: "这是从“我的通知方式”页面发出的测试。", en: "A test was sent from the notification channels page." },
  nothing: { zh: "无需处理。", en: "No action needed." },
  confirm: {
    zh: "请确认收到。确认后，该方式才算可用。",
    en: "Acknowledge it: only then does this channel count as working.",
  },
  type: {
    zh: "输入验证码后，该方式才算可用。",
    en: "Only when it is entered does this channel count as working.",
  },
};

/** The code stands first: a text message may be cut behind it. */
const codeWords = (code: string): Text => ({
  zh: `测试验证码 ${code}，请填入“我的通知方式”页面。`,
  en: `Test code ${code}: enter it under My notification channels.`,
});

export function makeChannelTest(parts: TestParts): TestChannel {
  return async (person, kind, sent) => {
    const clean = (text: string) => withoutProof(text, sent.proof);
    try {
      const answer = kind === "mail" ? await byMail(parts, person, sent) : await byWebhook(parts, person, sent);
      return answer === null ? { outcome: "no-address" } : { outcome: "answered", answer: clean(answer) };
    } catch (error) {
      return { outcome: "failed", answer: clean(error instanceof Error ? error.message : String(error)) };
    }
  };
}

/** What is shown proves nothing. */
function withoutProof(text: string, proof: TestProof | null): string {
  if (proof === null) return text;
  return proof.link === null
    ? text.replaceAll(proof.code, "…")
    : withoutSecret(text, proof.link.slice(proof.link.lastIndexOf("/") + 1));
}

async function byMail(parts: TestParts, person: Person, sent: Sent): Promise<string | null> {
  const address = parts.mailOf(person.id);
  if (address === null) return null;
  const written = writeNotification(notificationOf(parts, person, sent));
  return parts.transport.send({
    message: sent.id,
    instance: "test",
    at: parts.clock.now(),
    recipient: person.id,
    to: { name: person.name, address },
    sender: parts.organisation.name[person.language],
    language: person.language,
    ...written,
  });
}

function notificationOf({ organisation }: TestParts, person: Person, { link, proof }: Sent): NotificationOptions {
  const { subject, happened, ...asked } = words;
  const code = proof?.code ?? null;
  const notification = {
    subject,
    happened: code === null ? happened : codeWords(code),
    asked: asked[proof === null ? "nothing" : code === null ? "confirm" : "type"],
    isAsked: false,
    dueAt: null,
  };
  const acknowledge = proof?.link ?? null;
  return { items: [{ notification, acknowledge }], person, organisation, link, time: () => "" };
}

async function byWebhook(parts: TestParts, person: Person, sent: Sent): Promise<string | null> {
  const { webhook, clock } = parts;
  const row = await webhook.webhooks.of(person.id);
  if (row === null) return null;
  const { language } = person;
  const data = {
    person: person.name,
    language,
    subject: words.subject[language],
    happened: words.happened[language],
    asked: words[sent.proof === null ? "nothing" : "confirm"][language],
    link: sent.link,
    acknowledge: sent.proof?.link ?? null,
  };
  // Urgent like the ones that have to wake somebody.
  const facts = factsOf(notificationOf(parts, person, sent), true);
  return postWebhook(webhook, row, { type: "test", id: sent.id, at: clock.now(), data, facts });
}
