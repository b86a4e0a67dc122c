import type { NotificationRow, NotificationStore } from "../../src/desk/notification-ports.ts";
import { integer, text, textOrNull } from "../columns.ts";
import type { Dialect } from "../dialect.ts";
import type { GatheringWriter } from "../gathering-writer.ts";
import type { Reader } from "../statement.ts";

/** What was written to whom. */
export function notificationStore(reader: Reader, dialect: Dialect, together: GatheringWriter): NotificationStore {
  const select = async (rest: string, bindings: readonly (string | number)[]) =>
    (await reader.all(`SELECT * FROM notifications ${rest}`, bindings)).map(toNotificationRow);
  return {
    put: async (notification) => {
      await together.write([{ sql: putNotification, bindings: notificationValues(notification) }]);
    },
    ofMessage: async (message) => select("WHERE message = ? ORDER BY recipient", [message]),
    ofMessages: async (messages) =>
      select(`WHERE ${dialect.isOneOf("message")} ORDER BY sent_at, message, recipient`, [JSON.stringify(messages)]),
    recent: async (limit) => select("ORDER BY sent_at DESC, message, recipient LIMIT ?", [limit]),
  };
}

// A notification that has left cannot be called back: a later, failed try of the same message must not say that it never went.
const putNotification = `INSERT INTO notifications
    (message, recipient, instance, address, channel, language, subject, body, state, attempts, answer, sent_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (message, recipient) DO UPDATE SET
    address = excluded.address, channel = excluded.channel, language = excluded.language, subject = excluded.subject,
    body = excluded.body, state = excluded.state, attempts = excluded.attempts, answer = excluded.answer,
    sent_at = excluded.sent_at
  WHERE notifications.state = 'failed'`;

function notificationValues(notification: NotificationRow): (string | number | null)[] {
  const { message, recipient, instance, address, channel, language, subject, state, attempts, answer, sentAt } =
    notification;
  const body = notification.text;
  return [message, recipient, instance, address, channel, language, subject, body, state, attempts, answer, sentAt];
}

function toNotificationRow(row: Readonly<Record<string, unknown>>): NotificationRow {
  return {
    message: text(row, "message"),
    recipient: text(row, "recipient"),
    instance: text(row, "instance"),
    address: text(row, "address"),
    channel: text(row, "channel"),
    language: text(row, "language"),
    subject: text(row, "subject"),
    text: text(row, "body"),
    state: text(row, "state") as NotificationRow["state"],
    attempts: integer(row, "attempts"),
    answer: textOrNull(row, "answer"),
    sentAt: integer(row, "sent_at"),
  };
}
