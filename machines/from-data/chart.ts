/** The chart of a file, on the kit: the procedure as it is written, and beside it one region that keeps the clocks. */
import type { Act, Branch, Chart, Condition, Delay, Move, State } from "../kit/chart.ts";
import { clocksRegion } from "../kit/clocks/regions.ts";
import type { EventModule } from "../kit/event.ts";
import type { LinkTemplate, NotificationTemplate } from "../playbook.ts";
import { addLength } from "./calendar.ts";
import { clockPartsOf } from "./clock-keeper.ts";
import { mayHold } from "./conditions.ts";
import type { Context } from "./context.ts";
import { enter, isOver } from "./enter.ts";
import { eventModules } from "./events.ts";
import type { Branch as WrittenBranch, StateSpec } from "./format/index.ts";
import { own } from "./json.ts";
import { endings, linksFor, linkTemplatesOf, openings, reported } from "./links.ts";
import { addLines } from "./lists.ts";
import { hasClocks, pathOf, type Model, type Root } from "./model.ts";
import { paramsOf, templateOf } from "./notifications.ts";

/** The state around everything that a file writes. */
export const procedure = "procedure";

interface Parts {
  readonly model: Model;
  readonly events: ReadonlyMap<string, EventModule<Context>>;
  /** By the name that the file gives it. */
  readonly templates: Readonly<Record<string, NotificationTemplate>>;
  readonly links: Readonly<Record<string, LinkTemplate>>;
}

export function chartOf(model: Model): Chart<Context> {
  const clocks = clockPartsOf(model);
  const templates = Object.fromEntries(
    Object.entries(model.file.notifications).map(([id, spec]) => [id, templateOf(model, spec)]),
  );
  const parts: Parts = { model, events: eventModules(model, clocks), templates, links: linkTemplatesOf(model) };
  const over: Condition<Context> = { name: "isOver", holds: (context) => isOver(model, context.in) };
  return {
    id: model.file.id,
    type: "parallel",
    states: {
      [procedure]: { label: model.file.title, ...wholeOf(parts) },
      ...(hasClocks(model.file) && { clocks: clocksRegion(clocks, clocks.slot, clockWords, { endsWhen: over }) }),
    },
  };
}

const clockWords = {
  label: { zh: "时限", en: "Deadlines" },
  help: { zh: "时限到期即提醒，逐级上报。", en: "Reminds when a deadline is near, and escalates when it has passed." },
  due: { zh: "下一个时限", en: "Next deadline" },
};

function wholeOf(parts: Parts): Omit<State<Context>, "label"> {
  const { root } = parts.model;
  return { ...ofType(root), ...insideOf(parts, root.states, ""), on: movesOf(parts, root.on, "") };
}

const ofType = ({ type, initial }: Pick<Root, "type" | "initial">) => ({
  ...(type && { type }),
  ...(initial !== undefined && { initial }),
});

const insideOf = (parts: Parts, states: Readonly<Record<string, StateSpec>>, above: string) => ({
  states: Object.fromEntries(
    Object.entries(states).map(([name, state]) => [
      name,
      stateOf(parts, state, above === "" ? name : `${above}.${name}`),
    ]),
  ),
});

function stateOf(parts: Parts, spec: StateSpec, path: string): State<Context> {
  const { label, help, type, history, states, always, after, onDone } = spec;
  if (type === "history") return { label, type, ...(history && { history }) };
  return {
    label,
    ...(help && { help }),
    ...(type && { type }),
    ...(spec.initial !== undefined && { initial: spec.initial }),
    ...(states && insideOf(parts, states, path)),
    acts: [entryOf(parts, spec, path)],
    on: movesOf(parts, spec.on ?? {}, path),
    ...(always && { always: branchesOf(parts, always, { path, by: "always" }) }),
    ...(onDone && { onDone: branchesOf(parts, onDone, { path, by: "onDone" }) }),
    ...(after && { after: Object.entries(after).map(([name, ways]) => afterOf(parts, name, ways, path)) }),
  };
}

const afterOf = (parts: Parts, name: string, ways: readonly WrittenBranch[], path: string) => ({
  delay: delayOf(parts.model, name),
  target: branchesOf(parts, ways, { path, by: name }),
});

function delayOf({ file }: Model, name: string): Delay<Context> {
  const spec = own(file.delays, name);
  return {
    name,
    label: spec?.label ?? { zh: name, en: name },
    lengthMs: ({ calendar }, at) => addLength(calendar, at, spec?.limit ?? "1 h") - at,
  };
}

function movesOf(parts: Parts, on: NonNullable<StateSpec["on"]>, path: string): readonly Move<Context>[] {
  return Object.entries(on).flatMap(([type, ways]) => {
    const event = parts.events.get(type);
    return event ? [{ event, branches: branchesOf(parts, ways, { path, by: type }) }] : [];
  });
}

interface Place {
  readonly path: string;
  /** The event, the delay, `always` or `onDone`. */
  readonly by: string;
}

/** What nothing is sent for goes on only when it is certain; an event is refused only when it is certain that it may not be. */
function branchesOf(parts: Parts, ways: readonly WrittenBranch[], { path, by }: Place): readonly Branch<Context>[] {
  const { model } = parts;
  return ways.map((way, place) => {
    const name = `${path === "" ? procedure : path} ${by} ${String(place + 1)}`;
    const target = way.target === undefined ? null : pathOf(model.states, way.target, path);
    const { guard, why } = way;
    const act = doingOf(parts, way, name);
    return {
      ...(guard && {
        if: { name, ...(why && { why }), holds: (context, asked) => holdsFor(model, by, context, asked, guard) },
      }),
      ...(target !== null && { target: `#${model.file.id}.${procedure}.${target}` }),
      ...(target !== null && target === path && { isEnteredAnew: true as const }),
      ...(act && { acts: [act] }),
    };
  });
}

function holdsFor(
  model: Model,
  by: string,
  context: Context,
  asked: Parameters<Condition<Context>["holds"]>[1],
  guard: Parameters<typeof mayHold>[1],
): boolean {
  const isSent = own(model.events, by) !== undefined;
  return mayHold({ model, context, asked: isSent ? asked : { type: "", by: "", at: 0 } }, guard);
}

type Doing = Pick<WrittenBranch, "notify" | "add" | "open">;

const templatesFor = ({ templates }: Parts, names: readonly string[]) =>
  Object.fromEntries(Object.entries(templates).filter(([name]) => names.includes(name)));

/** Null: nothing. */
function doingOf(parts: Parts, { notify = [], add = [], open = [] }: Doing, name: string): Act<Context> | null {
  if (notify.length + add.length + open.length === 0) return null;
  return {
    name,
    templates: templatesFor(parts, notify),
    links: linksFor(parts.links, { open, isEntry: false, report: false }),
    does: (context, step) => done(parts, context, { notify, add, open }, step),
  };
}

function done(
  parts: Parts,
  context: Context,
  { notify = [], add = [], open = [] }: Doing,
  step: Parameters<Act<Context>["does"]>[1],
) {
  const { model } = parts;
  const stamp = { at: step.at, by: step.by ?? context.last.by };
  const change = add.length === 0 ? context : addLines(model, context, add, stamp);
  const told = notify.flatMap((name) => {
    const spec = own(model.file.notifications, name);
    return spec ? [{ name, params: paramsOf(model, change, spec, step) }] : [];
  });
  return { change, notify: [...told, ...openings(model, change, open, step)] };
}

function entryOf(parts: Parts, { entry = {}, report = false }: StateSpec, path: string): Act<Context> {
  const { model } = parts;
  return {
    name: `enter ${path}`,
    templates: templatesFor(parts, entry.notify ?? []),
    links: linksFor(parts.links, { open: entry.open, isEntry: true, report }),
    does: (context, step) => {
      const { change, notify } = done(parts, enter(model, context, path, step.at), entry, step);
      const others = [...(report ? reported(change) : []), ...endings(model, context, change)];
      return { change, notify: [...notify, ...others] };
    },
  };
}
