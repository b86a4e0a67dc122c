/** Writes the notification of one message for each of its readers, and says by which ways it can go to them. */
import {
  playbookKey,
  type CallsEnded,
  type NotificationText,
  type NotificationTemplate,
  type Playbook,
  type SayPerson,
  type SayTime,
} from "../../machines/playbook.ts";
import type { WebhookRow, WebhookStore } from "../organisation/webhook-ports.ts";
import type { Organisation } from "../directory/person.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Message } from "../engine/types.ts";
import { writeNotification, type WrittenNotification } from "./frame.ts";
import type { NotificationRecipient, SkippedRecipient } from "../roster/recipients.ts";
import type { Way } from "./tell-person.ts";
import type { Transport } from "./transport.ts";
import { withoutSecret } from "./answers.ts";
import { postWebhook, type WebhookParts } from "./webhook.ts";
import { isolateTexts } from "../kernel/isolate.ts";

export interface ComposeOptions {
  readonly playbooks: readonly Playbook[];
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
  readonly sayTime: SayTime;
  readonly sayPerson: SayPerson;
}

export interface Composed {
  /** Which earlier notifications it answers; null when it answers none. */
  readonly endsCallsOf: CallsEnded | null;
  /** In the person's own order; channels without an address are left out. Throws `UndeliverableError` without words. */
  waysTo(called: NotificationRecipient, passedOver: readonly SkippedRecipient[]): Promise<readonly Way[]>;
}

export function composer(options: ComposeOptions): (message: Message) => Composed {
  return (message) => {
    const { form, notification } = notificationFor(message, options);
    const asksToAcknowledge = form.acknowledge !== undefined;
    return {
      endsCallsOf: form.endsCallsOf ?? null,
      waysTo: async (called, passedOver) => {
        const told = { options, message, notification, asksToAcknowledge, called, passedOver };
        const ways = called.channels.map((kind) => (kind === "mail" ? mailWay(told) : webhookWay(told)));
        return (await Promise.all(ways)).filter((way) => way !== null);
      },
    };
  };
}

interface Telling {
  readonly options: ComposeOptions;
  readonly message: Message;
  readonly notification: NotificationText;
  readonly asksToAcknowledge: boolean;
  readonly called: NotificationRecipient;
  readonly passedOver: readonly SkippedRecipient[];
}

/** `acknowledge`: only in what leaves. What is kept says in its place that it is not kept. */
function written(
  { options, message, notification, called, passedOver }: Telling,
  acknowledge: string | null,
): WrittenNotification {
  return writable(message, () =>
    writeNotification({
      notification,
      person: called.person,
      organisation: options.organisation,
      link: linkTo(options, message),
      acknowledge,
      because: called.because,
      passedOver: passedOver.map(({ why }) => why),
      sayTime: options.sayTime,
    }),
  );
}

function linkTo({ baseUrl }: ComposeOptions, { instance }: Message): string {
  return `${baseUrl}/incidents/${encodeURIComponent(instance)}`;
}

/** Sends with a link that was made for this try alone. What the receiver answers may repeat it, and is kept without it. */
async function withLink(told: Telling, send: (acknowledge: string | null) => Promise<string>): Promise<string> {
  if (!told.asksToAcknowledge) return send(null);
  const link = await told.options.acknowledgeLink(told.message, told.called.person.id);
  const secret = link.slice(link.lastIndexOf("/") + 1);
  try {
    return withoutSecret(await send(link), secret);
  } catch (error) {
    if (error instanceof Error) error.message = withoutSecret(error.message, secret);
    throw error;
  }
}

function notificationFor(
  message: Message,
  { playbooks, sayTime, sayPerson }: ComposeOptions,
): { readonly form: NotificationTemplate; readonly notification: NotificationText } {
  const playbook = playbooks.find((one) => playbookKey(one) === message.machine);
  if (!playbook)
    throw new UndeliverableError(`There is no playbook ${message.machine} to say what "${message.type}" means.`);
  const form = playbook.notifications[message.type];
  if (!form) throw new UndeliverableError(`The playbook ${message.machine} has no notification "${message.type}".`);
  // The playbook wrote these params itself; a notification form reads back what its own machine put there.
  return {
    form,
    notification: writable(message, () => form.write(isolateTexts(message.params), sayTime, sayPerson)),
  };
}

/** A form is a pure function: what it cannot write now it cannot write later either. */
function writable<Written>({ machine, type }: Message, write: () => Written): Written {
  try {
    return write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UndeliverableError(`The playbook ${machine} cannot write its notification "${type}": ${why}`);
  }
}

async function mailWay(told: Telling): Promise<Way | null> {
  const { options, message, called } = told;
  const { transport, mailOf } = options;
  const { person } = called;
  const address = mailOf(person.id);
  if (address === null) return null;
  const notification = {
    message: message.id,
    instance: message.instance,
    at: message.at,
    recipient: person.id,
    to: { name: person.name, address },
    language: person.language,
  };
  const { channel, keeps } = transport;
  const kept = written(told, told.asksToAcknowledge && !keeps ? linkNotKept[person.language] : null);
  const send = () =>
    keeps
      ? transport.send({ ...notification, ...kept }).then(nameOfFile)
      : withLink(told, (link) => transport.send({ ...notification, ...written(told, link) }));
  return { channel, endpoint: channel, address, kept, send };
}

async function webhookWay(told: Telling): Promise<Way | null> {
  const { options, message, notification, called } = told;
  const { webhook, organisation } = options;
  const { person, because } = called;
  const row = (await webhook?.webhooks.of(person.id)) ?? null;
  if (webhook === null || row === null) return null;
  const say = (text: NotificationText["subject"]) => text[person.language];
  const dataWith = (acknowledge: string | null) => ({
    person: person.name,
    language: person.language,
    organisation: say(organisation.name),
    subject: say(notification.subject),
    happened: say(notification.happened),
    asked: say(notification.asked),
    because: because === null ? null : say(because),
    dueAt: notification.dueAt === null ? null : new Date(notification.dueAt).toISOString(),
    incident: linkTo(options, message),
    acknowledge,
  });
  return {
    channel: "webhook",
    endpoint: `webhook ${row.address}`,
    address: hostOf(row),
    kept: written(told, told.asksToAcknowledge ? linkNotKept[person.language] : null),
    send: () =>
      withLink(told, (link) =>
        postWebhook(webhook, row, { type: "notification", id: message.id, at: message.at, data: dataWith(link) }),
      ),
  };
}

/** Where the folder is concerns nobody who reads what became of a notification. */
function nameOfFile(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

const linkNotKept: NotificationText["subject"] = {
  zh: "（链接只在发出的通知中）",
  en: "(the link is only in the notification that was sent)",
};

/** The rest of the address may be as good as a password. */
function hostOf({ address }: Pick<WebhookRow, "address">): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
