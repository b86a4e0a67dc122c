/** What an event and a notification of this playbook are made with. */
import { eventsOf } from "../kit/event.ts";
import { notificationsOf } from "../kit/notification.ts";
import type { IncidentContext } from "./context.ts";

export const event = eventsOf<IncidentContext>();

/** One that several events share, or that a state tells. */
export const notification = notificationsOf<IncidentContext>();
