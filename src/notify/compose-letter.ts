/** Writes the letter of one message for each of its readers, and says by which ways it can go to them. */
import {
  playbookKey,
  type Letter,
  type LetterForm,
  type Playbook,
  type SayPerson,
  type SayTime,
} from "../../machines/playbook.ts";
import type { WebhookRow, WebhookStore } from "../desk/ports.ts";
import type { Organisation } from "../desk/types.ts";
import { UndeliverableError } from "../engine/ports.ts";
import type { Message } from "../engine/types.ts";
import { writeLetter, type WrittenLetter } from "./frame.ts";
import type { Called, PassedOver } from "./recipients.ts";
import type { Way } from "./tell-person.ts";
import type { OutgoingLetter, Transport } from "./transport.ts";
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
  /** Where a reader can say that they have it, for letters that ask for it. */
  readonly acknowledgeLink: (message: Pick<Message, "id" | "at">, person: string) => string | null;
  /** What links begin with, without a slash at the end. */
  readonly baseUrl: string;
  readonly sayTime: SayTime;
  readonly sayPerson: SayPerson;
}

export interface Composed {
  writtenFor(called: Called, passedOver: readonly PassedOver[]): WrittenLetter;
  /** In the person's own order; channels without an address are left out. */
  waysTo(called: Called, written: WrittenLetter): Promise<readonly Way[]>;
}

export function composer(options: ComposeOptions): (message: Message) => Composed {
  return (message) => {
    const { form, letter } = letterFor(message, options);
    const link = `${options.baseUrl}/incidents/${encodeURIComponent(message.instance)}`;
    const acknowledgeFor = ({ person }: Called) =>
      form.acknowledge === undefined ? null : options.acknowledgeLink(message, person.id);
    return {
      writtenFor: (called, passedOver) =>
        writable(message, () =>
          writeLetter({
            letter,
            person: called.person,
            organisation: options.organisation,
            link,
            acknowledge: acknowledgeFor(called),
            because: called.because,
            passedOver: passedOver.map(({ why }) => why),
            sayTime: options.sayTime,
          }),
        ),
      waysTo: async (called, written) => {
        const said = { letter, link, acknowledge: acknowledgeFor(called) };
        const ways = called.channels.map((kind) =>
          kind === "mail" ? mailWay(options, message, called, written) : webhookWay(options, message, called, said),
        );
        return (await Promise.all(ways)).filter((way) => way !== null);
      },
    };
  };
}

function letterFor(
  message: Message,
  { playbooks, sayTime, sayPerson }: ComposeOptions,
): { readonly form: LetterForm; readonly letter: Letter } {
  const playbook = playbooks.find((one) => playbookKey(one) === message.machine);
  if (!playbook)
    throw new UndeliverableError(`There is no playbook ${message.machine} to say what "${message.type}" means.`);
  const form = playbook.letters[message.type];
  if (!form) throw new UndeliverableError(`The playbook ${message.machine} has no letter for "${message.type}".`);
  // The playbook wrote these params itself; a letter form reads back what its own machine put there.
  return {
    form,
    letter: writable(message, () => form.write(isolateTexts(message.params) as never, sayTime, sayPerson)),
  };
}

/** A form is a pure function: what it cannot write now it cannot write later either. */
function writable<Written>({ machine, type }: Message, write: () => Written): Written {
  try {
    return write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UndeliverableError(`The playbook ${machine} cannot write its letter "${type}": ${why}`);
  }
}

async function mailWay(
  { transport, mailOf }: ComposeOptions,
  message: Message,
  { person }: Called,
  written: WrittenLetter,
): Promise<Way | null> {
  const address = mailOf(person.id);
  if (address === null) return null;
  const letter: OutgoingLetter = {
    message: message.id,
    instance: message.instance,
    at: message.at,
    recipient: person.id,
    to: { name: person.name, address },
    language: person.language,
    ...written,
  };
  return { channel: transport.channel, endpoint: transport.channel, address, send: () => transport.send(letter) };
}

async function webhookWay(
  options: ComposeOptions,
  message: Message,
  { person, because }: Called,
  { letter, link, acknowledge }: { letter: Letter; link: string; acknowledge: string | null },
): Promise<Way | null> {
  const { webhook, organisation } = options;
  const row = (await webhook?.webhooks.of(person.id)) ?? null;
  if (webhook === null || row === null) return null;
  const say = (text: Letter["subject"]) => text[person.language];
  const data = {
    person: person.name,
    language: person.language,
    organisation: say(organisation.name),
    subject: say(letter.subject),
    happened: say(letter.happened),
    asked: say(letter.asked),
    because: because === null ? null : say(because),
    dueAt: letter.dueAt === null ? null : new Date(letter.dueAt).toISOString(),
    incident: link,
    acknowledge,
  };
  const told = { type: "letter", id: message.id, at: message.at, data } as const;
  const endpoint = `webhook ${row.address}`;
  return { channel: "webhook", endpoint, address: hostOf(row), send: () => postWebhook(webhook, row, told) };
}

/** The rest of the address may be as good as a password. */
function hostOf({ address }: Pick<WebhookRow, "address">): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
