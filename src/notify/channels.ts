/** The channels by which messages can go to one person, in the person's order, ready to be used. */
import type { NotificationText, Text } from "../../machines/playbook.ts";
import type { WebhookRow, WebhookStore } from "../organisation/webhook-ports.ts";
import type { Organisation } from "../directory/person.ts";
import type { Message } from "../engine/types.ts";
import { carriesLinks, recognise } from "../channels/recognise.ts";
import { withoutSecret } from "./answers.ts";
import { writeNotification, type WrittenNotification } from "./frame.ts";
import { subjectOf, type Because, type NotificationOptions } from "./parts.ts";
import { factsOf } from "./service-facts.ts";
import type { NotificationRecipient, SkippedRecipient } from "../roster/recipients.ts";
import type { Transport } from "./transport.ts";
import { postWebhook, type WebhookParts } from "./webhook.ts";

export interface ChannelOptions {
  readonly organisation: Organisation;
  readonly transport: Transport;
  /** Null when nobody has one: then mail is the only channel. */
  readonly webhook: (WebhookParts & { readonly webhooks: WebhookStore }) | null;
  /** Where somebody gets mail; null when they have no address. */
  readonly mailOf: (person: string) => string | null;
  /** Makes the address at which a reader can say that they have it, for notifications that ask for it: once for every try. */
  readonly acknowledgeLink: (message: Pick<Message, "id" | "at">, person: string) => Promise<string>;
  /** What links begin with, without a slash at the end. */
  readonly baseUrl: string;
  /** The newest checkpoint of the record, so that each mailbox is a witness of it; null: nothing is signed yet. */
  readonly checkpointLine?: () => Text | null;
  /** In full. */
  readonly formatTime: (at: number, language: "zh" | "en") => string;
}

/** One message's part in what one person is told. */
export interface Item {
  readonly message: Message;
  readonly text: NotificationText;
  readonly asksToAcknowledge: boolean;
  readonly called: NotificationRecipient;
  readonly skipped: readonly SkippedRecipient[];
}

/** The most urgent first; they leave as one. */
export type Items = readonly [Item, ...Item[]];

/** One person's channel, ready to be used. */
export interface Channel {
  /** `mail`, `file`, `webhook`. */
  readonly channel: string;
  /** What fails together and is left alone together: the mail server, one webhook. */
  readonly endpoint: string;
  /** For people to read; of a webhook only the host, because the rest may be a secret. */
  readonly address: string;
  /** What is kept of the notification: nothing in it acts for its reader. */
  kept(items: Items): WrittenNotification;
  send(items: Items): Promise<string>;
}

/** In the person's own order; channels without an address are left out. */
export async function channelsOf(options: ChannelOptions, called: NotificationRecipient): Promise<readonly Channel[]> {
  const channels = called.channels.map((kind) =>
    kind === "mail" ? mailChannel(options, called) : webhookChannel(options, called),
  );
  return (await Promise.all(channels)).filter((way) => way !== null);
}

/** By message; null: there is nothing to acknowledge. */
type Links = (item: Item) => string | null;
const none: Links = () => null;

function written(options: ChannelOptions, items: Items, linkOf: Links): WrittenNotification {
  return writeNotification(notificationOf(options, items, linkOf));
}

function notificationOf(
  { organisation, baseUrl, formatTime, checkpointLine = () => null }: ChannelOptions,
  items: Items,
  linkOf: Links,
): NotificationOptions {
  const [{ called, message }] = items;
  const withLinks = items.map((item) => ({ notification: item.text, acknowledge: linkOf(item) }));
  const checkpoint = checkpointLine();
  const whys = items.flatMap(({ skipped }) => skipped.map(({ why }) => why));
  return {
    // As many as there are items, and of these there is one.
    items: withLinks as [(typeof withLinks)[number], ...typeof withLinks],
    person: called.person,
    organisation,
    link: linkTo(baseUrl, message),
    because: becauseOf(called),
    skipped: whys.filter((why, index) => whys.findIndex(({ en }) => en === why.en) === index),
    time: formatTime,
    notes: checkpoint === null ? [] : [checkpoint],
  };
}

function becauseOf({ because, insteadOf, as }: NotificationRecipient): Because | null {
  if (because !== null) return { how: insteadOf === null ? "in-their-place" : "deputy", words: because };
  return as === null ? null : { how: "as", words: as };
}

function linkTo(baseUrl: string, { instance }: Message): string {
  return `${baseUrl}/incidents/${encodeURIComponent(instance)}`;
}

/** What is kept says in its place that the link is not kept. */
const notKept =
  (language: "zh" | "en"): Links =>
  ({ asksToAcknowledge }) =>
    asksToAcknowledge ? linkNotKept[language] : null;

const linkNotKept: Text = {
  zh: "（链接只在发出的通知中）",
  en: "(the link is only in the notification that was sent)",
};

/** Sends with links that were made for this try alone. What the receiver answers may repeat one, and is kept without it. */
async function withLinks(
  options: ChannelOptions,
  items: Items,
  send: (links: Links) => Promise<string>,
): Promise<string> {
  const asking = items.filter(({ asksToAcknowledge }) => asksToAcknowledge);
  const made = await Promise.all(
    asking.map(
      async ({ message, called }) => [message.id, await options.acknowledgeLink(message, called.person.id)] as const,
    ),
  );
  const links = new Map(made);
  const clean = (text: string) =>
    [...links.values()].reduce((rest, link) => withoutSecret(rest, link.slice(link.lastIndexOf("/") + 1)), text);
  try {
    return clean(await send(({ message }) => links.get(message.id) ?? null));
  } catch (error) {
    if (error instanceof Error) error.message = clean(error.message);
    throw error;
  }
}

/** Names what leaves: the same for the same messages, whatever the try, and that of the message where it is one. */
const nameOf = (items: readonly Pick<Item, "message">[]): string =>
  items
    .map(({ message }) => message.id)
    .toSorted()
    .join(" ");

async function mailChannel(options: ChannelOptions, { person }: NotificationRecipient): Promise<Channel | null> {
  const { transport, mailOf, organisation } = options;
  const address = mailOf(person.id);
  if (address === null) return null;
  const { channel, keeps } = transport;
  const kept = (items: Items) => written(options, items, keeps ? none : notKept(person.language));
  const mail = (items: Items, what: WrittenNotification) => {
    const [{ message }] = items;
    return transport.send({
      message: nameOf(items),
      instance: message.instance,
      at: message.at,
      recipient: person.id,
      to: { name: person.name, address },
      sender: organisation.name[person.language],
      language: person.language,
      ...what,
    });
  };
  const send = (items: Items) =>
    keeps
      ? mail(items, kept(items)).then(nameOfFile)
      : withLinks(options, items, (links) => mail(items, written(options, items, links)));
  return { channel, endpoint: channel, address, kept, send };
}

async function webhookChannel(options: ChannelOptions, called: NotificationRecipient): Promise<Channel | null> {
  const { webhook } = options;
  const { person } = called;
  const row = (await webhook?.webhooks.of(person.id)) ?? null;
  if (webhook === null || row === null) return null;
  const post = (items: Items, links: Links) => {
    const [{ message }] = items;
    const data = webhookData(options, items, links);
    const facts = factsOf(notificationOf(options, items, links), items.some(isUrgent));
    return postWebhook(webhook, row, { type: "notification", id: nameOf(items), at: message.at, data, facts });
  };
  const service = recognise(webhook.services, row.address);
  const isWithoutLinks = service !== null && !carriesLinks(service);
  const send = (items: Items) =>
    isWithoutLinks ? post(items, none) : withLinks(options, items, (links) => post(items, links));
  return {
    channel: "webhook",
    endpoint: `webhook ${row.address}`,
    address: hostOf(row),
    kept: (items) => written(options, items, isWithoutLinks ? none : notKept(person.language)),
    send,
  };
}

/** Somebody has to do something by a time, or say that they have it. */
function isUrgent({ asksToAcknowledge, text: { isAsked = true, dueAt } }: Item): boolean {
  return asksToAcknowledge || (isAsked && dueAt !== null);
}

/** The most urgent one, and under `more` those that come with it. */
function webhookData({ organisation, baseUrl }: ChannelOptions, items: Items, linkOf: Links) {
  const [first, ...others] = items;
  const { person, because } = first.called;
  const say = (text: Text) => text[person.language];
  const told = (item: Item) => ({
    happened: say(item.text.happened),
    asked: say(item.text.asked),
    dueAt: item.text.dueAt === null ? null : new Date(item.text.dueAt).toISOString(),
    acknowledge: linkOf(item),
  });
  const texts = items.map(({ text }) => ({ notification: text }));
  return {
    person: person.name,
    language: person.language,
    organisation: say(organisation.name),
    subject: subjectOf(texts as [(typeof texts)[number], ...typeof texts], person.language),
    because: because === null ? null : say(because),
    incident: linkTo(baseUrl, first.message),
    ...told(first),
    ...(others.length > 0 && { more: others.map((item) => ({ subject: say(item.text.subject), ...told(item) })) }),
  };
}

/** Where the folder is concerns nobody who reads what became of a notification. */
function nameOfFile(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** The rest of the address may be as good as a password. */
function hostOf({ address }: Pick<WebhookRow, "address">): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
