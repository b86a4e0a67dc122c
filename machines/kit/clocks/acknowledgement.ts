/** The event by which somebody says that they have seen what is overdue, and take it on: the same in every playbook. */
import { z } from "zod";
import { line, optional } from "../fields.ts";
import type { Actor } from "../../playbook.ts";
import type { EventSpec } from "../event.ts";
import { acknowledgeClock, isEscalating, type Clock } from "./clock.ts";
import type { ClockKeeper } from "./keeper.ts";
import type { ClockNotifications } from "./notifications.ts";

const form = z.object({ intention: optional(line({ label: { zh: "打算", en: "Plan" } })) });

interface Acknowledgement<Context> {
  readonly by: readonly Actor[];
  readonly keeper: ClockKeeper<Context>;
  readonly notifications: ClockNotifications<Context>;
  /** Every clock after the change. */
  change(context: Context, each: (clock: Clock) => Clock): Partial<Context>;
}

/** For `event("ESCALATION_ACKNOWLEDGED", …)`. */
export function acknowledgement<Context>(parts: Acknowledgement<Context>) {
  const { by, keeper, notifications } = parts;
  return {
    words: {
      label: { zh: "确认收到", en: "Acknowledge" },
      done: { zh: "超时提醒已确认收到", en: "Overdue notice acknowledged" },
      help: {
        zh: "表示您已收到并负责推动办理。此后无进展的，将再次提醒。",
        en: "Confirms that you have received this and are handling it. If nothing changes, you will be notified again.",
      },
    },
    by,
    form,
    refuse: (context) =>
      keeper.all(context).some(isEscalating)
        ? null
        : { zh: "没有待确认的超时提醒。", en: "There is nothing to acknowledge." },
    record: (context, sent) => parts.change(context, (clock) => acknowledgeClock(clock, sent.by, sent.at)),
    notify: { escalationAcknowledged: notifications.escalationAcknowledged },
  } satisfies EventSpec<Context, typeof form, { escalationAcknowledged: unknown }>;
}
