/** Each event of a file as the kit takes it: form, refusal, record. */
import { acknowledgement } from "../kit/clocks/acknowledgement.ts";
import { isStopped } from "../kit/clocks/clock.ts";
import { eventsOf, type EventModule } from "../kit/event.ts";
import type { AnyAsked } from "../kit/stamp.ts";
import type { Subject, Text } from "../playbook.ts";
import type { ClockParts } from "./clock-keeper.ts";
import type { Context } from "./context.ts";
import { eventForm } from "./forms.ts";
import { own, type Json } from "./json.ts";
import { itemMeant, itemsOf, movable } from "./lists.ts";
import { formFaults, timeFaults } from "./misfits.ts";
import type { ModelEvent } from "./approval-states.ts";
import type { Model } from "./model.ts";
import { record } from "./record.ts";
import { authorsOf } from "./rounds.ts";
import { everybody } from "./standard-events.ts";
import { factWords, both } from "./words.ts";

type Values = Readonly<Record<string, Json | undefined>>;

export function eventModules(model: Model, clocks: ClockParts): ReadonlyMap<string, EventModule<Context>> {
  return new Map(
    Object.entries(model.events).map(([type, event]) => [
      type,
      type === "ESCALATION_ACKNOWLEDGED" ? acknowledged(model, clocks) : moduleOf(model, type, event),
    ]),
  );
}

function acknowledged(model: Model, clocks: ClockParts): EventModule<Context> {
  const parts = acknowledgement<Context>({ by: everybody, ...clocks, change: () => ({}) });
  const event = eventsOf<Context>()("ESCALATION_ACKNOWLEDGED", {
    ...parts,
    record: (context, sent) => record(model, context, sent),
  });
  return event;
}

function moduleOf(model: Model, type: string, event: ModelEvent): EventModule<Context> {
  const form = eventForm(model, type, event);
  return {
    ...form,
    ...(event.approval && { about: (context: unknown) => wordingsOf(model, event, context as Context) }),
    notify: {},
    refuse: (context, asked) => refuse(model, event, context, asked),
    record: (context, sent) => record(model, context, sent),
  };
}

/** In the order in which a person can do something about it. */
function refuse(model: Model, event: ModelEvent, context: Context, asked: AnyAsked): Text | null {
  const values = asked as unknown as Values;
  return (
    ownHands(model, event, context, asked) ??
    missingItem(model, event, context, asked) ??
    staleWording(event, context, values) ??
    tooEarly(model, event, context, asked) ??
    (asked.at === undefined ? null : wrongValue(event, context, values, asked.at))
  );
}

/** Four eyes: whoever did the one may not do the other. */
function ownHands(model: Model, event: ModelEvent, context: Context, asked: AnyAsked): Text | null {
  const { approval } = event;
  if (approval?.passes) {
    if (authorsOf(model, context, approval.path).includes(asked.by))
      return { zh: "您是所审文稿的起草人，须由他人审核。", en: "You wrote this, so someone else must pass it." };
    if (own(context.rounds, approval.path)?.passed.some(({ by }) => by === asked.by))
      return {
        zh: "您已审核过本稿，这一级须由他人办理。",
        en: "You have passed this already, so someone else must sign here.",
      };
  }
  for (const other of event["by-other-than"] ?? []) {
    if (other === "item" ? movedByThem(model, context, asked) : own(context.marks, other)?.by === asked.by)
      return sameHands(model, other);
  }
  return null;
}

function movedByThem(model: Model, context: Context, asked: AnyAsked): boolean {
  const { item } = asked as unknown as Values;
  if (item !== undefined) return itemMeant(model, context, asked.type, item)?.moved.by === asked.by;
  const items = movable(model, context, asked.type);
  return items.length > 0 && items.every(({ moved }) => moved.by === asked.by);
}

function sameHands({ events, file }: Model, other: string): Text {
  if (other === "item")
    return { zh: "这一项由您办理，须由他人确认。", en: "You dealt with this item, so someone else must confirm it." };
  const { label } = own(events, other) ?? file.opening;
  return {
    zh: `“${label.zh}”由您办理，这一步须由他人办理。`,
    en: `You did “${label.en}”, so someone else must take this step.`,
  };
}

function missingItem(model: Model, event: ModelEvent, context: Context, asked: AnyAsked): Text | null {
  const { moves, adds } = event;
  if (adds !== undefined && itemsOf(context, adds).length >= (own(model.file.lists, adds)?.max ?? 0))
    return { zh: "清单已满。", en: "The list is full." };
  if (!moves) return null;
  const { item } = asked as unknown as Values;
  if (movable(model, context, asked.type).length === 0)
    return { zh: "没有可办理的事项。", en: "There is no item that this applies to." };
  // A form that was filled in always says which.
  if (item === undefined) return null;
  return itemMeant(model, context, asked.type, item) === null
    ? { zh: "所选事项的状态已变化，请重新选择。", en: "This item has moved on; choose again." }
    : null;
}

function staleWording({ approval }: ModelEvent, context: Context, { digest }: Values): Text | null {
  if (!approval || digest === undefined || digest === own(context.rounds, approval.path)?.digest) return null;
  return {
    zh: "文稿已有修改，请查看最新文字后再办理。",
    en: "The text has changed. Read it as it is now, then decide.",
  };
}

/** Nothing was done before it was owed. */
function tooEarly(model: Model, event: ModelEvent, context: Context, asked: AnyAsked): Text | null {
  const field = event["as-of"];
  const claimed = field === undefined ? undefined : (asked as unknown as Values)[field];
  if (typeof claimed !== "number") return null;
  const met = context.clocks.filter((clock) => !isStopped(clock) && model.meets.get(asked.type)?.includes(clock.kind));
  return met.some(({ anchorAt }) => claimed < anchorAt)
    ? { zh: "所填时间早于时限起算时间，请核对。", en: "This time is before the deadline began to run; check it." }
    : null;
}

function wrongValue({ fields }: ModelEvent, { facts }: Context, values: Values, at: number): Text | null {
  const faults = [
    ...Object.values(formFaults(fields, values)),
    ...Object.values(timeFaults(fields, facts, values, at)),
  ];
  return faults[0] ?? null;
}

/** What is signed, word for word. */
function wordingsOf(model: Model, event: ModelEvent, context: Context): readonly Subject[] {
  const approval = event.approval && model.approvals.get(event.approval.path);
  if (!approval) return [];
  const wordings = approval.of.map((name) => {
    const field = own(model.fields, name);
    const text = factWords(field, own(context.facts, name) ?? "—") ?? both("—");
    return { label: field?.label ?? both(name), text: text.zh, earlier: null };
  });
  const state = model.states.get(event.approval.path);
  return [{ title: state?.label ?? model.file.title, comparedWith: null, wordings, rows: [] }];
}
