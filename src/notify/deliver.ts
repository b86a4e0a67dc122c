/**
 * Turns one message of the engine into letters: one for each person it is for, in that person's language. Who that is is
 * worked out now, not when the message was asked for. Whoever already has theirs gets no second one, and one failure
 * keeps nobody else from theirs.
 */
import {
  isMeant,
  playbookKey,
  recipientsOf,
  type Letter,
  type Playbook,
  type Recipient,
  type SayPerson,
  type SayTime,
} from "../../machines/playbook.ts";
import type { LetterRow, LetterStore } from "../desk/ports.ts";
import type { Organisation, Person } from "../desk/types.ts";
import { UndeliverableError, type Deliver } from "../engine/ports.ts";
import type { Message } from "../engine/types.ts";
import type { Clock } from "../kernel/clock.ts";
import { writeLetter } from "./frame.ts";
import type { Transport } from "./transport.ts";

export interface DeliverOptions {
  readonly playbooks: readonly Playbook[];
  readonly people: readonly Person[];
  readonly organisation: Organisation;
  readonly letters: LetterStore;
  readonly transport: Transport;
  /** What links begin with, without a slash at the end. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly sayTime: SayTime;
  readonly sayPerson: SayPerson;
}

export function makeDeliver(options: DeliverOptions): Deliver {
  return async (message) => {
    const letter = letterFor(message, options);
    const receivers = receiversOf(message, options.people);
    const before = new Map((await options.letters.ofMessage(message.id)).map((row) => [row.recipient, row]));
    const failures: Error[] = [];
    for (const person of receivers) {
      const earlier = before.get(person.id);
      if (earlier?.state === "sent") continue;
      const failure = await sendOne(message, letter, person, earlier?.attempts ?? 0, options);
      if (failure) failures.push(failure);
    }
    if (failures.length > 0) throw summedUp(failures);
    return { channel: options.transport.channel, to: receivers.map(({ id }) => id) };
  };
}

/** Sends one letter and writes down what became of it; returns the failure instead of throwing it. */
async function sendOne(
  message: Message,
  letter: Letter,
  person: Person,
  attemptsBefore: number,
  { organisation, letters, transport, baseUrl, clock, sayTime }: DeliverOptions,
): Promise<Error | null> {
  const link = `${baseUrl}/incidents/${encodeURIComponent(message.instance)}`;
  let written: ReturnType<typeof writeLetter>;
  try {
    written = writeLetter({ letter, person, organisation, link, sayTime });
  } catch (error) {
    return unwritable(message, error);
  }
  const row = (state: LetterRow["state"], answer: string): LetterRow => ({
    message: message.id,
    recipient: person.id,
    instance: message.instance,
    address: person.email,
    channel: transport.channel,
    language: person.language,
    subject: written.subject,
    text: written.text,
    state,
    attempts: attemptsBefore + 1,
    answer,
    sentAt: clock.now(),
  });
  let answer: string;
  try {
    answer = await transport.send({
      message: message.id,
      instance: message.instance,
      at: message.at,
      recipient: person.id,
      to: { name: person.name, address: person.email },
      language: person.language,
      ...written,
    });
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    await letters.put(row("failed", failure.message));
    return failure;
  }
  await letters.put(row("sent", answer));
  return null;
}

/** Trying again is worth it as long as one of the failures may pass. */
function summedUp(failures: readonly Error[]): Error {
  const sentence = [...new Set(failures.map(({ message }) => message))].join("; ");
  const forGood = failures.every((failure) => failure instanceof UndeliverableError);
  return forGood ? new UndeliverableError(sentence) : new Error(sentence);
}

function letterFor(message: Message, { playbooks, sayTime, sayPerson }: DeliverOptions): Letter {
  const playbook = playbooks.find((one) => playbookKey(one) === message.machine);
  if (!playbook)
    throw new UndeliverableError(`There is no playbook ${message.machine} to say what "${message.type}" means.`);
  const form = playbook.letters[message.type];
  if (!form) throw new UndeliverableError(`The playbook ${message.machine} has no letter for "${message.type}".`);
  try {
    // The playbook wrote these params itself; a letter form reads back what its own machine put there.
    return form.write(message.params as never, sayTime, sayPerson);
  } catch (error) {
    throw unwritable(message, error);
  }
}

/** A form is a pure function: what it cannot write now it cannot write later either. */
function unwritable({ machine, type }: Message, error: unknown): UndeliverableError {
  const why = error instanceof Error ? error.message : String(error);
  return new UndeliverableError(`The playbook ${machine} cannot write its letter "${type}": ${why}`);
}

/** Everybody meant by `params.to`, each once, in the order of the settings. */
function receiversOf(message: Message, people: readonly Person[]): readonly Person[] {
  const to = recipientsOf(message.params);
  if (to === null) throw new UndeliverableError(`"${message.type}" does not say who it is for.`);
  const found = people.filter((person) => to.some((recipient) => isMeant(person, recipient)));
  if (found.length > 0) return found;
  throw new UndeliverableError(
    `Nobody is found for "${message.type}": it is for ${to.map(sayRecipient).join(", ") || "nobody"}. Add such a person to the settings, then send it again.`,
  );
}

function sayRecipient(recipient: Recipient): string {
  return "role" in recipient ? `everybody with the role ${recipient.role}` : `the person ${recipient.person}`;
}
