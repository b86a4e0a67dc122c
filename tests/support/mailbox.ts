/** A mail server of the test's own: what has left the desk, and the links in it. */
import type { OutgoingLetter, Transport } from "../../src/notify/transport.ts";

export interface Mailbox extends Transport {
  readonly sent: OutgoingLetter[];
  /** The paths of the links by which this person acknowledges, in the order in which they were sent. */
  linksTo(person: string): readonly string[];
}

export function aMailbox(answer: (letter: OutgoingLetter) => string = () => "250 taken"): Mailbox {
  const sent: OutgoingLetter[] = [];
  return {
    channel: "mail",
    describe: "to the test",
    sent,
    send: async (letter) => {
      sent.push(letter);
      return answer(letter);
    },
    linksTo: (person) =>
      sent
        .filter(({ recipient }) => recipient === person)
        .flatMap(({ text }) => [...text.matchAll(/https?:\/\/\S+?(\/acknowledge\/\S+)/g)].map(([, path]) => path!)),
  };
}
