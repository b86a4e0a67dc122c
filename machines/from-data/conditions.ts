/**
 * Conditions are true, false or unknown: what the form of an event asks and the event does not say yet is unknown. An event is
 * offered until one of its conditions is false.
 */
import type { AnyAsked } from "../kit/stamp.ts";
import type { Context, Item } from "./context.ts";
import type { Guard } from "./format/index.ts";
import { own, type Json } from "./json.ts";
import { wordingChanged } from "./rounds.ts";
import type { Model } from "./model.ts";

type Truth = boolean | null;

const and = (all: readonly Truth[]): Truth => (all.includes(false) ? false : all.includes(null) ? null : true);
const or = (all: readonly Truth[]): Truth => (all.includes(true) ? true : all.includes(null) ? null : false);
const not = (one: Truth): Truth => (one === null ? null : !one);

/** The parts of an incident that conditions ask about. */
type Known = Pick<Context, "facts" | "marks" | "in" | "entered" | "lists" | "clocks" | "rounds">;

export interface Situation {
  readonly model: Pick<Model, "file" | "events" | "approvals">;
  readonly context: Known;
  readonly asked: AnyAsked;
}

/** Nothing is sent: a clock starts, a state goes on by itself. */
export const nothingAsked: AnyAsked = { type: "", by: "" };

export function holds(situation: Situation, guard: Guard): Truth {
  const { recorded, since, ...rest } = guard;
  return and([
    ...(recorded ? [wasRecorded(situation, recorded, since)] : []),
    ...Object.entries(rest).map(([key, wanted]) => (wanted === undefined ? true : part(situation, key, wanted))),
  ]);
}

/** Whether it may be so: what is unknown refuses nothing. */
export const mayHold = (situation: Situation, guard: Guard | undefined): boolean =>
  guard === undefined || holds(situation, guard) !== false;

function part(situation: Situation, key: string, wanted: unknown): Truth {
  const { context } = situation;
  const names = () => wanted as readonly string[];
  const guards = () => wanted as readonly Guard[];
  switch (key) {
    case "all":
      return and(guards().map((guard) => holds(situation, guard)));
    case "any":
      return or(guards().map((guard) => holds(situation, guard)));
    case "not":
      return not(holds(situation, wanted as Guard));
    case "in":
      return names().some((path) => context.in.includes(path));
    case "known":
      return and(names().map((name) => isKnown(situation, name)));
    case "unknown":
      return and(names().map((name) => not(isKnown(situation, name))));
    default:
      return history(situation, key, wanted);
  }
}

function history(situation: Situation, key: string, wanted: unknown): Truth {
  const { context, asked } = situation;
  const names = () => wanted as readonly string[];
  switch (key) {
    case "by-other-than":
      return names().every((type) => own(context.marks, type)?.by !== asked.by);
    case "met":
      return names().every((id) => context.clocks.some((clock) => clock.id === id && clock.state.startsWith("met")));
    case "missed":
      return names().some((id) =>
        context.clocks.some((clock) => clock.id === id && (clock.state === "missed" || clock.state === "met-late")),
      );
    case "none-open":
      return names().every((list) => openItems(situation, list).length === 0);
    case "some-open":
      return names().some((list) => openItems(situation, list).length > 0);
    case "count":
      return hasSoMany(context, wanted as NonNullable<Guard["count"]>);
    case "wording-changed":
      return wordingChanged(situation.model, context, String(wanted));
    default:
      return hasValue(situation, key, wanted as readonly Json[]);
  }
}

/** After the state was last entered: the event that led there came before it. */
function wasRecorded({ context: { marks, entered } }: Situation, types: readonly string[], since?: string): boolean {
  const begun = since === undefined ? -1 : (own(entered, since) ?? Infinity);
  return types.every((type) => (own(marks, type)?.step ?? -1) > begun);
}

const openItems = ({ model, context }: Pick<Situation, "model" | "context">, list: string): readonly Item[] => {
  const settled = own(model.file.lists, list)?.settled ?? [];
  return (own(context.lists, list) ?? []).filter(({ stage }) => !settled.includes(stage));
};

function hasSoMany({ lists }: Known, { list, stage, "at-least": least }: NonNullable<Guard["count"]>): boolean {
  return (own(lists, list) ?? []).filter((item) => stage === undefined || item.stage === stage).length >= least;
}

function hasValue(situation: Situation, name: string, wanted: readonly Json[]): Truth {
  const value = valueOf(situation, name);
  if (value === undefined) return null;
  return wanted.some((one) => (Array.isArray(value) ? value.includes(one) : value === one));
}

function isKnown(situation: Situation, name: string): Truth {
  const value = valueOf(situation, name);
  return value === undefined ? null : value !== null;
}

/** Undefined: the form asks for it, and so far it is only asked whether the event would be accepted. */
function valueOf({ model, context, asked }: Situation, name: string): Json | undefined {
  const said = (asked as unknown as Readonly<Record<string, Json | undefined>>)[name];
  const isAsked = Object.hasOwn(own(model.events, asked.type)?.fields ?? {}, name);
  if (isAsked && said !== undefined) return said;
  if (isAsked && isQuestion(model, asked)) return undefined;
  return own(context.facts, name) ?? null;
}

/**
 * Only asked whether it would be accepted: it lacks what a form that was filled in always carries. Of a form that may be left
 * empty altogether that cannot be told; then it counts as filled in.
 */
function isQuestion(model: Situation["model"], asked: AnyAsked): boolean {
  const fields = Object.entries(own(model.events, asked.type)?.fields ?? {});
  const isNeverEmpty = fields.some(([, { kind, optional, needed }]) => kind === "flag" || (!optional && !needed));
  return isNeverEmpty && !fields.some(([name]) => Object.hasOwn(asked, name));
}
