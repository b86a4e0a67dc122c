/** What an accepted event changes: facts, items, signatures, clocks. */
import { acknowledgeClock } from "../kit/clocks/clock.ts";
import { unitNamesField } from "../kit/unit.ts";
import type { AnySent, Stamp } from "../kit/stamp.ts";
import { replanClocks, startClocks, touchClocks } from "./clocks.ts";
import { blank, type Context, type Input, type Mark } from "./context.ts";
import type { Fields } from "./format/index.ts";
import { own, type Json } from "./json.ts";
import { addItem, itemMeant, moveItem } from "./lists.ts";
import type { ModelEvent } from "./approval-states.ts";
import type { Model } from "./model.ts";
import { fulfil } from "./recurring.ts";
import { keepUnsigned, sign } from "./rounds.ts";
import { quietEvents } from "./standard-events.ts";

type Values = Readonly<Record<string, Json>>;

/** What a form has said that is not for the log alone, names of units with their ids. */
function saidIn(fields: Fields, sent: Readonly<Record<string, unknown>>): Values {
  const kept = Object.entries(fields).filter(([, field]) => !field["log-only"]);
  const names = kept.flatMap(([name, { kind }]) => (kind === "unit" ? [name, unitNamesField(name)] : [name]));
  return Object.fromEntries(
    names
      .filter((name) => Object.hasOwn(sent, name) && sent[name] !== undefined)
      .map((name) => [name, sent[name] as Json]),
  );
}

/** A unit that is no longer a registered one has no names any more. */
function withFacts(context: Context, fields: Fields, said: Values, by: string): Context {
  const renamed = Object.keys(fields).filter(
    (name) => Object.hasOwn(said, name) && !Object.hasOwn(said, unitNamesField(name)),
  );
  const stale = new Set(renamed.map(unitNamesField));
  const facts = Object.fromEntries(Object.entries(context.facts).filter(([name]) => !stale.has(name)));
  const saidBy = Object.fromEntries(Object.keys(said).map((name) => [name, by]));
  return { ...context, facts: { ...facts, ...said }, saidBy: { ...context.saidBy, ...saidBy } };
}

/** What another incident opens is the deed of whoever had it opened there. */
export function open(model: Model, { values, ...given }: Input): Context {
  const { at, by } = { ...given, by: given.parent?.by ?? given.by };
  const input = { ...given, by };
  const stamp = { at, by };
  const { fields, adds } = model.file.opening;
  const mark: Mark = { ...stamp, count: 1, step: 0 };
  const said = saidIn(fields, values);
  const known = withFacts({ ...blank(input), marks: { open: mark } }, fields, said, by);
  const added = adds === undefined ? known : addItem(model, known, adds, said, stamp, at);
  return startClocks(model, added, model.starts.get("open") ?? [], { at, by: "open" });
}

/** Since when what was sent counts: as it says itself, and never later than it was recorded. */
function whenOf(event: ModelEvent, sent: AnySent): number {
  const field = event["as-of"];
  const claimed = field === undefined ? undefined : (sent as unknown as Values)[field];
  return typeof claimed === "number" ? Math.min(claimed, sent.at) : sent.at;
}

export function record(model: Model, before: Context, sent: AnySent): Context {
  const event = own(model.events, sent.type);
  if (!event) return before;
  const stamp: Stamp = { at: sent.at, by: sent.by };
  const when = whenOf(event, sent);
  const marked = withMark(before, sent, when);
  const said = withSaid(model, marked, event, sent, when);
  const signed = event.approval?.passes ? sign(said, event.approval.path, stamp) : keepUnsigned(model, said);
  const acknowledged =
    sent.type === "ESCALATION_ACKNOWLEDGED"
      ? { ...signed, clocks: signed.clocks.map((clock) => acknowledgeClock(clock, sent.by, sent.at)) }
      : signed;
  const touched = touchClocks(model, acknowledged, sent.type, when);
  const period = (sent as unknown as Values)["period"];
  const fulfilled = (model.fulfils.get(sent.type) ?? []).reduce(
    (context, id) => fulfil(model, context, id, { when, period }),
    touched,
  );
  return replanClocks(model, fulfilled, sent.at);
}

function withMark(context: Context, { type, at, by }: AnySent, when: number): Context {
  const step = context.step + 1;
  const mark: Mark = { at, by, count: (own(context.marks, type)?.count ?? 0) + 1, step };
  return {
    ...context,
    step,
    marks: { ...context.marks, [type]: mark },
    last: { type, at, by, when, item: null },
    progressAt: quietEvents.has(type) ? context.progressAt : at,
  };
}

function withSaid(model: Model, context: Context, event: ModelEvent, sent: AnySent, when: number): Context {
  const said = saidIn(event.fields, sent);
  const stamp: Stamp = { at: sent.at, by: sent.by };
  if (event.adds !== undefined) {
    const added = addItem(model, context, event.adds, said, stamp, when);
    return about(added, event.adds, own(added.lists, event.adds)?.length ?? 0);
  }
  if (!event.moves) return withFacts(context, event.fields, said, sent.by);
  const item = itemMeant(model, context, sent.type, (sent as unknown as Values)["item"]);
  if (!item) return context;
  const moved = moveItem(model, context, { type: sent.type, item, values: said, stamp, when });
  return about(moved, event.moves.list, item.number);
}

const about = (context: Context, list: string, number: number): Context => ({
  ...context,
  last: { ...context.last, item: { list, number } },
});
