/** Notifications as somebody may see them: where they went is for whoever they went to, and for administrators. */
import { withoutAddresses } from "../kernel/without-addresses.ts";
import { admits } from "./audience.ts";
import type { NotificationRow, ShownNotification } from "./notification-ports.ts";
import type { DeliveryRow } from "./delivery-ports.ts";
import type { Person } from "../directory/person.ts";

type Viewer = Pick<Person, "id" | "roles">;

export function notificationsFor(
  viewer: Viewer,
  notifications: readonly ShownNotification[],
): readonly ShownNotification[] {
  return notifications.map((notification) =>
    maySee(viewer, notification)
      ? notification
      : { ...notification, address: null, answer: said(notification.answer, [notification.address ?? ""]) },
  );
}

/** What left as one message is stored with each of its matters, and is one thing that was sent. */
export function asSent(rows: readonly NotificationRow[]): readonly NotificationRow[] {
  const keys = rows.map(({ instance, recipient, channel, sentAt, subject, text }) =>
    JSON.stringify([instance, recipient, channel, sentAt, subject, text]),
  );
  return rows.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

export function deliveriesFor(
  viewer: Viewer,
  deliveries: readonly DeliveryRow[],
  notifications: readonly NotificationRow[],
): readonly DeliveryRow[] {
  const addressesOf = (row: DeliveryRow) =>
    notifications.filter(({ recipient }) => recipient === row.recipient).map(({ address }) => address);
  return deliveries.map((row) => (maySee(viewer, row) ? row : { ...row, answer: said(row.answer, addressesOf(row)) }));
}

/** Why a message waits, which may be about several people. */
export function errorFor(viewer: Viewer, lastError: string | null): string | null {
  return admits("administrators", viewer) ? lastError : said(lastError, []);
}

function maySee(viewer: Viewer, { recipient }: { readonly recipient: string }): boolean {
  return recipient === viewer.id || admits("administrators", viewer);
}

function said(answer: string | null, known: readonly string[]): string | null {
  return answer === null ? null : withoutAddresses(answer, known);
}
