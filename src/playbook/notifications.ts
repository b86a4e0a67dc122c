/** What kind of notification an effect becomes. */
import { linkOf } from "./links.ts";
import type { NotificationTemplate, Playbook, Text } from "../../machines/playbook.ts";

export function formOf({ notifications }: Pick<Playbook, "notifications">, type: string): NotificationTemplate | null {
  return Object.hasOwn(notifications, type) ? (notifications[type] ?? null) : null;
}

/** What kind of notification or link an effect becomes. One without either is known by its name. */
export function labelOf(playbook: Pick<Playbook, "notifications" | "links">, type: string): Text {
  return formOf(playbook, type)?.label ?? linkOf(playbook, type)?.label ?? { zh: type, en: type };
}
