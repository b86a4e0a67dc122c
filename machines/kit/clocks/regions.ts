/**
 * Regions of a chart that keep clocks. Each looks, goes where its clock stands, and waits there for the next moment that
 * matters. A clock that an event changed is looked at again. What a look does is pure arithmetic: clock.ts.
 */
import type { Text } from "../../playbook.ts";
import type { Act, Condition, Delay, State } from "../chart.ts";
import { isStopped, type Clock } from "./clock.ts";
import { lookAt, nextLookAt, type ClockKeeper, type ClockSlot } from "./keeper.ts";
import type { ClockNotifications } from "./notifications.ts";

/** The words of a region that stand for all that its states are called. */
const looking = {
  label: { zh: "判断时限状态", en: "Checking the deadline" },
  help: { zh: "随即转入相应状态。", en: "Moves on at once to the matching state." },
};

export interface RegionParts<Context> {
  readonly keeper: ClockKeeper<Context>;
  readonly notifications: ClockNotifications<Context>;
}

/**
 * A single clock, each of whose stages is a state. `at`: the region's own id, `#public-incident.fastReportClock`. `endsWhen`: a clock that has
 * stopped stays so, and the region ends.
 */
export function clockRegion<Context>(
  parts: RegionParts<Context>,
  slot: ClockSlot<Context>,
  at: string,
  { endsWhen }: { readonly endsWhen?: Condition<Context> } = {},
): State<Context> {
  const is = isOf(slot);
  const changed = [{ if: is("Changed", (clock) => clock.changed), target: "looking" }];
  const until = (name: string, zh: string, en: string): Delay<Context> => ({
    name: `${slot.name}${name}`,
    label: { zh: `${slot.label.zh}${zh}`, en: `${slot.label.en} ${en}` },
    lengthMs: (context, now) => untilNext(parts.keeper, slot, context, now),
  });
  const missed = is("Missed", (clock) => clock.state === "missed");
  return {
    label: { zh: `${slot.label.zh}时限`, en: `${slot.label.en} deadline` },
    initial: "looking",
    states: {
      looking: {
        ...looking,
        acts: [lookOf(parts, slot)],
        always: [
          { if: is("Stopped", isStopped), target: "stopped" },
          { if: is("Acknowledged", (clock) => clock.acknowledged !== null), target: "missed.acknowledged" },
          { if: is("EverybodyTold", isEverybodyTold(parts.keeper)), target: "missed.everybodyTold" },
          { if: missed, target: "missed.calling" },
          { if: is("Warned", (clock) => clock.state === "warned"), target: "warned" },
          { target: "running" },
        ],
      },
      running: {
        label: { zh: "计时中", en: "Running" },
        always: changed,
        after: [{ delay: until("Warning", "即将到期", "due soon"), target: "looking" }],
      },
      warned: {
        label: { zh: "即将到期", en: "Due soon" },
        always: changed,
        after: [{ delay: until("Due", "到期", "due"), target: "looking" }],
      },
      missed: {
        label: { zh: "已超时", en: "Overdue" },
        always: changed,
        initial: "calling",
        states: missedStates(
          until("NextLevel", "超时，无人确认收到", "overdue, not acknowledged"),
          until("Realert", "超时，确认收到后无进展", "acknowledged, no progress"),
          `${at}.looking`,
        ),
      },
      stopped: {
        label: { zh: "已停止", en: "Stopped" },
        always: endsWhen ? [{ if: endsWhen, target: "over" }] : changed,
      },
      ...(endsWhen && { over: { label: { zh: "已结束", en: "Over" }, type: "final" as const } }),
    },
  };
}

const isOf =
  <Context>(slot: ClockSlot<Context>) =>
  (name: string, holds: (clock: Clock, context: Context) => boolean): Condition<Context> => ({
    name: `${slot.name}${name}`,
    holds: (context) => slot.clocks(context).some((clock) => holds(clock, context)),
  });

function missedStates<Context>(nextLevel: Delay<Context>, realert: Delay<Context>, again: string) {
  return {
    calling: {
      label: { zh: "已超时，逐级上报中", en: "Overdue, escalating" },
      after: [{ delay: nextLevel, target: again }],
    },
    acknowledged: {
      label: { zh: "已超时，已有人确认收到", en: "Overdue, acknowledged" },
      after: [{ delay: realert, target: again }],
    },
    everybodyTold: { label: { zh: "已超时，各级均已通知", en: "Overdue, all levels notified" } },
  };
}

/** Any number of clocks with one timer, for whichever comes first. `endsWhen`: as above. */
export function clocksRegion<Context>(
  parts: RegionParts<Context>,
  slot: ClockSlot<Context>,
  words: { readonly label: Text; readonly help: Text; readonly due: Text },
  { endsWhen }: { readonly endsWhen?: Condition<Context> } = {},
): State<Context> {
  const changed: Condition<Context> = {
    name: `${slot.name}Changed`,
    holds: (context) => slot.clocks(context).some((clock) => clock.changed),
  };
  const quiet: Condition<Context> = {
    name: `${slot.name}IsQuiet`,
    holds: (context) => nextLookAt(parts.keeper, slot.clocks(context), context) === null,
  };
  const ends = endsWhen ? [{ if: endsWhen, target: "over" }] : [];
  const next: Delay<Context> = {
    name: `next${slot.name.charAt(0).toUpperCase()}${slot.name.slice(1)}Clock`,
    label: words.due,
    lengthMs: (context, now) => untilNext(parts.keeper, slot, context, now),
  };
  return {
    label: words.label,
    help: words.help,
    initial: "looking",
    states: {
      looking: {
        label: { zh: "判断其他时限", en: "Checking other deadlines" },
        help: looking.help,
        acts: [lookOf(parts, slot)],
        always: [...ends, { if: quiet, target: "quiet" }, { target: "waiting" }],
      },
      quiet: {
        label: { zh: "无待办时限", en: "Nothing is due" },
        always: [{ if: changed, target: "looking" }, ...ends],
      },
      waiting: {
        label: { zh: "计时中", en: "Running" },
        always: [{ if: changed, target: "looking" }, ...ends],
        after: [{ delay: next, target: "looking" }],
      },
      ...(endsWhen && { over: { label: { zh: "已结束", en: "Over" }, type: "final" as const } }),
    },
  };
}

const isEverybodyTold =
  <Context>(keeper: ClockKeeper<Context>) =>
  (clock: Clock, context: Context): boolean =>
    clock.level >= clock.top && clock.repeats >= keeper.ladder(context).repeatMax;

/** One that is due further away than a timer may wait is simply looked at in between. */
function untilNext<Context>(
  keeper: ClockKeeper<Context>,
  slot: ClockSlot<Context>,
  context: Context,
  now: number,
): number {
  return (nextLookAt(keeper, slot.clocks(context), context) ?? Infinity) - now;
}

/** What has come due is recorded, and each notification that it asks for is sent; so is the end of an escalation. */
function lookOf<Context>({ keeper, notifications }: RegionParts<Context>, slot: ClockSlot<Context>): Act<Context> {
  return {
    name: `lookAt${slot.name.charAt(0).toUpperCase()}${slot.name.slice(1)}`,
    templates: notifications.templates,
    does: (context, step) => {
      const before = slot.clocks(context);
      const { clocks, steps } = lookAt(keeper, before, context, step.at);
      return {
        change: slot.keep(context, clocks),
        notify: [
          ...notifications.ended(context, before, step),
          ...steps.map((fired) =>
            fired.fired === "warning"
              ? notifications.warning(context, fired.clock)
              : notifications.escalation(context, fired, step.at),
          ),
        ],
      };
    },
  };
}
