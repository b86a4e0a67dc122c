/** Turns a notification into what nodemailer is given: nothing in it can become a header, a second receiver or a file. */
import { createHash } from "node:crypto";
import type { Mailbox } from "../../config/types.ts";
import { UndeliverableError } from "../engine/failures.ts";
import { isMailAddress } from "../kernel/mail-address.ts";
import { headerLine } from "./header-line.ts";
import type { OutgoingNotification } from "./transport.ts";

const digestNotifications = 32;

/** Throws `UndeliverableError` when the address is not plainly one address. */
export function envelopeOf(notification: OutgoingNotification, from: Mailbox) {
  const address = notification.to.address;
  if (!isMailAddress(address)) {
    throw new UndeliverableError(`The address of ${notification.recipient} is not one plain address.`);
  }
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const thread = `<${digest("incident", notification.instance)}@${domain}>`;
  return {
    from: { name: headerLine(from.name || notification.sender), address: from.address },
    to: { name: headerLine(notification.to.name), address },
    // Set apart from the headers, so that no header decides who receives it.
    envelope: { from: from.address, to: [address] },
    subject: headerLine(notification.subject),
    text: plainText(notification.text),
    html: plainText(notification.html),
    textEncoding: "base64" as const,
    date: new Date(notification.at),
    messageId: `<${digest(notification.message, notification.recipient)}@${domain}>`,
    // Mail programs lay the notifications of one incident together, under a first one that nobody ever sent.
    inReplyTo: thread,
    references: thread,
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "Content-Language": headerLine(notification.language),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The same notification has the same name on every try: a second delivery can be recognised as one. */
export function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, digestNotifications);
}

/** Nodemailer would open a file or fetch an address if this were an object. */
function plainText(text: string): string {
  if (typeof text !== "string") throw new UndeliverableError("The notification's text is not text.");
  return text;
}
