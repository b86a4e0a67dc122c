/** What kind of notification an effect becomes. */
import type { NotificationTemplate, Playbook, Text } from "../../machines/playbook.ts";

export function formOf({ notifications }: Pick<Playbook, "notifications">, type: string): NotificationTemplate | null {
  return Object.hasOwn(notifications, type) ? (notifications[type] ?? null) : null;
}

/** What kind of notification an effect becomes. An effect without a notification is known by its name. */
export function labelOf(playbook: Pick<Playbook, "notifications">, type: string): Text {
  return formOf(playbook, type)?.label ?? { zh: type, en: type };
}
