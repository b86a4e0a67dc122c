/** A mail server of the test's own: what has left the desk, and the links in it. */
import type { OutgoingNotification, Transport } from "../../src/notify/transport.ts";

export interface Mailbox extends Transport {
  readonly sent: OutgoingNotification[];
  /** The paths of the links by which this person acknowledges, in the order in which they were sent. */
  linksTo(person: string): readonly string[];
}

export function aMailbox(answer: (notification: OutgoingNotification) => string = () => "250 taken"): Mailbox {
  const sent: OutgoingNotification[] = [];
  return {
    channel: "mail",
    describe: "to the test",
    sent,
    send: async (notification) => {
      sent.push(notification);
      return answer(notification);
    },
    linksTo: (person) =>
      sent
        .filter(({ recipient }) => recipient === person)
        .flatMap(({ text }) => [...text.matchAll(/https?:\/\/\S+?(\/acknowledge\/\S+)/g)].map(([, path]) => path!)),
  };
}
