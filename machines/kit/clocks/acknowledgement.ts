/** The event by which somebody says that they have seen what is overdue, and take it on: the same in every playbook. */
import { z } from "zod";
import { line, optional } from "../fields.ts";
import type { Role } from "../../playbook.ts";
import type { EventSpec } from "../event.ts";
import { acknowledgeClock, isCalling, type Clock } from "./clock.ts";
import type { ClockKeeper } from "./keeper.ts";
import type { ClockNotifications } from "./notifications.ts";

const form = z.object({ intention: optional(line({ label: { zh: "打算怎么做", en: "What you will do" } })) });

interface Acknowledgement<Context> {
  readonly by: readonly Role[];
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
      done: { zh: "升级提醒已确认收到", en: "Escalation acknowledged" },
      help: {
        zh: "表示您已知道，并由您推动。之后没有进展会再次提醒。",
        en: "You have seen it and see to it. If nothing moves, it is told again.",
      },
    },
    by,
    form,
    refuse: (context) =>
      keeper.all(context).some(isCalling)
        ? null
        : { zh: "没有等待确认的升级提醒。", en: "No escalation is waiting for an acknowledgement." },
    record: (context, sent) => parts.change(context, (clock) => acknowledgeClock(clock, sent.by, sent.at)),
    notify: { escalationAcknowledged: notifications.escalationAcknowledged },
  } satisfies EventSpec<Context, typeof form, { escalationAcknowledged: unknown }>;
}
