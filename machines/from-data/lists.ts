/** Items of lists: added, moved from stage to stage, each with a clock of its own. */
import { cancelClock, isStopped, openClock, restartClock, stopClock, type ClockPlan } from "../kit/clocks/clock.ts";
import { ownWords, type TextRef } from "../kit/text-ref.ts";
import type { Stamp } from "../kit/stamp.ts";
import { addLength } from "./calendar.ts";
import { corrected, holdersOf, keepClock, lengthNow, planBetween } from "./clocks.ts";
import type { Context, Item } from "./context.ts";
import type { Addition, ListSpec } from "./format/index.ts";
import { inWords, own, type Json } from "./json.ts";
import type { Model } from "./model.ts";
import { filled, namesIn } from "./templates.ts";
import { isText } from "./words.ts";

type Values = Readonly<Record<string, Json>>;

export const itemsOf = ({ lists }: Pick<Context, "lists">, list: string): readonly Item[] => own(lists, list) ?? [];

/** The clock of an item: `tasks-3`. */
export const itemClockId = (list: string, number: number): string => `${list}-${String(number)}`;
export const itemClockKind = (list: string): string => `list ${list}`;

/** Events that move items of a list: whoever may send one has to act. */
const movingEvents = (model: Model, list: string): readonly string[] =>
  Object.keys(model.events).filter((type) => own(model.events, type)?.moves?.list === list);

/** `when`: since when it counts. */
export function addItem(
  model: Model,
  context: Context,
  list: string,
  values: Values,
  stamp: Stamp,
  when: number,
): Context {
  const spec = own(model.file.lists, list);
  const items = itemsOf(context, list);
  if (!spec || items.length >= spec.max) return context;
  const stage = Object.keys(spec.stages)[0] ?? "";
  const item: Item = { number: items.length + 1, stage, added: stamp, moved: stamp, values };
  const added = { ...context, lists: { ...context.lists, [list]: [...items, item] } };
  const plan = planOf(added, list, spec, item, when);
  if (!plan) return added;
  const holders = holdersOf(
    model,
    { ...added, facts: { ...added.facts, ...values } },
    spec.clock?.holder,
    movingEvents(model, list),
  );
  const [id, kind] = [itemClockId(list, item.number), itemClockKind(list)];
  return keepClock(added, openClock(id, kind, holders, context.policy.ladder, plan));
}

function planOf(context: Context, list: string, { clock }: ListSpec, item: Item, from: number): ClockPlan | null {
  if (!clock) return null;
  const facts = { ...context.facts, ...item.values };
  const end = clock.until === undefined ? undefined : own(item.values, clock.until);
  const length = clock.limit && lengthNow({ ...context, facts }, itemClockKind(list), clock.limit);
  const dueAt = length === undefined ? end : addLength(context.calendar, from, length);
  return typeof dueAt === "number" ? planBetween(from, dueAt, { anchor: "item", spec: clock, length }) : null;
}

/** Lines of checklists, each once: what one level has added the next does not add again. */
export function addLines(model: Model, before: Context, additions: readonly Addition[], stamp: Stamp): Context {
  const lines = additions.flatMap(({ list, checklists }) =>
    checklists.flatMap((name) => (own(model.file.checklists, name) ?? []).map((values) => ({ list, values }))),
  );
  return lines.reduce((context, { list, values }) => {
    const wanted = JSON.stringify(values.what);
    const isThere = itemsOf(context, list).some((item) => JSON.stringify(item.values["what"]) === wanted);
    return isThere ? context : addItem(model, context, list, values, stamp, stamp.at);
  }, before);
}

/** The items that an event may move. */
export function movable(model: Model, context: Pick<Context, "lists">, type: string): readonly Item[] {
  const moves = own(model.events, type)?.moves;
  return moves ? itemsOf(context, moves.list).filter(({ stage }) => moves.from.includes(stage)) : [];
}

/** The one that is meant: by its number, or the only one that there is. */
export function itemMeant(model: Model, context: Pick<Context, "lists">, type: string, number: unknown): Item | null {
  const items = movable(model, context, type);
  if (number === undefined) return items.length === 1 ? (items[0] ?? null) : null;
  return items.find((item) => String(item.number) === number) ?? null;
}

interface Moving {
  readonly type: string;
  readonly item: Item;
  readonly values: Values;
  readonly stamp: Stamp;
  readonly when: number;
}

export function moveItem(model: Model, context: Context, { type, item, values, stamp, when }: Moving): Context {
  const moves = own(model.events, type)?.moves;
  const spec = moves && own(model.file.lists, moves.list);
  if (!moves || !spec) return context;
  const moved: Item = { ...item, stage: moves.to, moved: stamp, values: { ...item.values, ...values } };
  const items = itemsOf(context, moves.list).map((one) => (one.number === item.number ? moved : one));
  const kept = { ...context, lists: { ...context.lists, [moves.list]: items } };
  return touchItemClock(kept, moves.list, spec, moved, when);
}

/** At the stage that it waits for it is met; past it cancelled; back before it, it runs again from its beginning. */
function touchItemClock(context: Context, list: string, spec: ListSpec, item: Item, when: number): Context {
  const clock = context.clocks.find(({ id }) => id === itemClockId(list, item.number));
  if (!clock || !spec.clock) return context;
  const order = Object.keys(spec.stages);
  const [stands, waits] = [order.indexOf(item.stage), order.indexOf(spec.clock.met)];
  if (stands === waits) return keepClock(context, stopClock(clock, when));
  if (stands > waits) return keepClock(context, cancelClock(clock, when));
  const plan = planOf(context, list, spec, item, clock.anchorAt);
  if (!plan || (!isStopped(clock) && plan.limitMs === clock.limitMs)) return context;
  return keepClock(context, restartClock(clock, plan, item.moved.at, ownWords(corrected)));
}

/** What an item is called. Words of a checklist stand in both languages; whatever is not known is a dash. */
export function itemTitle({ title }: ListSpec, { values }: Item): TextRef {
  const said = Object.fromEntries(namesIn(title).map((name) => [name, plainly(own(values, name))]));
  return ownWords(filled(title, said));
}

function plainly(value: Json | undefined): string {
  if (value === undefined || value === null) return "—";
  if (isText(value)) return `${value.zh} · ${value.en}`;
  return Array.isArray(value) ? value.map((one: Json) => inWords(one)).join("、") : inWords(value);
}
