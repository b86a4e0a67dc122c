/** What pages and lists show of an incident. */
import { clockView } from "../kit/clocks/view.ts";
import { unitNamesField } from "../kit/unit.ts";
import type { ClockView, Duty, FactSheet, Headline, Moment, Playbook, SignOff, Text } from "../playbook.ts";
import { actorsNow } from "./actors.ts";
import { procedure } from "./chart.ts";
import { clockPartsOf, reasonWords } from "./clock-keeper.ts";
import { mayHold } from "./conditions.ts";
import type { Context } from "./context.ts";
import type { FieldSpec } from "./format/index.ts";
import { inWords, own, type Json } from "./json.ts";
import { itemClockKind, itemsOf, itemTitle, movable } from "./lists.ts";
import type { Model } from "./model.ts";
import { dutyKind } from "./recurring.ts";
import { authorsOf } from "./rounds.ts";
import { quietEvents } from "./standard-events.ts";
import { gradeOf, titleOf } from "./titles.ts";
import { both, factWords, plain } from "./words.ts";

const contextOf = ({ context }: Moment): Context => context as Context;

export const parentOf: NonNullable<Playbook["parent"]> = (moment) => contextOf(moment).parent ?? null;

export function clocksOf(model: Model): (moment: Moment) => readonly ClockView[] {
  const { words } = clockPartsOf(model).keeper;
  const shown = (clock: Context["clocks"][number]): ClockView => {
    const view = clockView(words, clock);
    return { ...view, earlier: view.earlier.map((one) => ({ ...one, reason: reasonWords(model, one.reason) })) };
  };
  return (moment) => contextOf(moment).clocks.map(shown);
}

/** Active states inside the procedure, the innermost first. */
function activeIn({ context }: Moment): readonly string[] {
  const { in: paths } = context as Context;
  return [...paths].sort((one, other) => other.split(".").length - one.split(".").length);
}

const nothingToDo: Duty = {
  event: null,
  what: { zh: "暂无需办理", en: "Nothing to do" },
  by: [],
  dueAt: null,
  clock: null,
};

/** Whatever the next clock waits for comes first; otherwise what the state asks for. */
export function dutyOf(model: Model, moment: Moment): Duty {
  const context = contextOf(moment);
  if (moment.status === "done" || context.isClosed) return nothingToDo;
  const running = context.clocks.filter(({ stoppedAt }) => stoppedAt === null).sort((a, b) => a.dueAt - b.dueAt);
  const of = (event: string, dueAt: number | null, clock: string | null): Duty => {
    const { label, by } = own(model.events, event) ?? model.file.opening;
    return { event, what: label, by: actorsNow(model.file, context.facts, by), dueAt, clock };
  };
  for (const clock of running) {
    const event = meeting(model, clock.kind).find((type) => isOffered(model, moment, type));
    if (event !== undefined) return of(event, clock.dueAt, clock.id);
  }
  const asked = activeIn(moment).flatMap((path) => nextIn(model, path));
  const next = asked.find((type) => isOffered(model, moment, type));
  return next === undefined ? nothingToDo : of(next, running[0]?.dueAt ?? null, running[0]?.id ?? null);
}

/** Events that meet clocks of a kind. */
function meeting({ file, events }: Model, kind: string): readonly string[] {
  const clock = own(file.clocks, kind);
  if (clock) return clock.met.filter((name) => own(events, name) !== undefined);
  const duty = Object.entries(file.recurring).find(([id]) => dutyKind(id) === kind);
  if (duty) return duty[1].done;
  return Object.keys(events).filter((type) => {
    const list = own(events, type)?.moves?.list;
    return list !== undefined && itemClockKind(list) === kind;
  });
}

function nextIn(model: Model, path: string): readonly string[] {
  const state = model.states.get(path);
  if (state?.duty !== undefined) return [state.duty];
  return Object.keys(state?.on ?? {}).filter(
    (type) => !quietEvents.has(type) && own(model.events, type)?.reported !== true,
  );
}

/** Somebody might send it, whoever that is. */
function isOffered(model: Model, moment: Moment, type: string): boolean {
  const context = contextOf(moment);
  const ways = [...activeIn(moment).map((path) => model.states.get(path)?.on), model.root.on].flatMap(
    (on) => own(on ?? {}, type) ?? [],
  );
  if (own(model.events, type)?.moves && movable(model, context, type).length === 0) return false;
  return ways.some(({ guard }) => mayHold({ model, context, asked: { type, by: "" } }, guard));
}

export function headlineOf(model: Model, moment: Moment): Headline {
  const context = contextOf(moment);
  const grade = gradeOf(model, context);
  const [inner] = activeIn(moment);
  const officer = own(context.facts, "officer");
  return {
    title: plain(titleOf(model, context)),
    grade: grade.value,
    gradeLabel: grade.label,
    gradeRank: grade.rank,
    phase: inner === undefined ? procedure : `${procedure}.${inner}`,
    open: moment.status === "active" && !context.isClosed,
    holder: typeof officer === "string" ? officer : null,
  };
}

type Row = FactSheet["rows"][number];

function valueOf(field: FieldSpec | undefined, value: Json, names: Json | undefined): Row["value"] {
  if (field?.kind === "instant" && typeof value === "number") return { kind: "instant", at: value };
  if (field?.kind === "person") return { kind: "person", id: inWords(value) };
  if (field?.kind === "lines" && Array.isArray(value)) return { kind: "text", text: value.join("\n") };
  const words = factWords(field, value, names ?? null) ?? both(inWords(value));
  return words.zh === words.en ? { kind: "text", text: words.zh } : { kind: "words", text: words };
}

export function factsOf(model: Model, moment: Moment): readonly FactSheet[] {
  const context = contextOf(moment);
  const rows = Object.entries(model.fields).flatMap(([name, field]): Row[] => {
    const value = own(context.facts, name);
    if (value === undefined || value === null) return [];
    return [{ label: field.label, value: valueOf(field, value, own(context.facts, unitNamesField(name))) }];
  });
  const opened: Row = { label: { zh: "登记人", en: "Opened by" }, value: { kind: "person", id: context.opened.by } };
  return [
    { title: model.file.title, rows: [...rows, opened] },
    ...signatures(model, context),
    ...Object.keys(model.file.lists).flatMap((list) => listSheet(model, context, list)),
  ];
}

/** Who has passed what is under approval, and what a change of the text has made void. */
function signatures(model: Model, context: Context): readonly FactSheet[] {
  return Object.entries(context.rounds).flatMap(([path, round]) => {
    const stages = Object.values(model.approvals.get(path)?.stages ?? {});
    const rows = round.passed.map(({ by }, place): Row => ({
      label: stages[place]?.label ?? both(path),
      value: { kind: "person", id: by },
    }));
    const voided: Row = {
      label: { zh: "文字修改后作废的审核", en: "Signatures made void by a change of the text" },
      value: { kind: "text", text: String(round.voided) },
    };
    const all = [...rows, ...(round.voided > 0 ? [voided] : [])];
    return all.length === 0 ? [] : [{ title: model.states.get(path)?.label ?? both(path), rows: all }];
  });
}

function listSheet(model: Model, context: Context, name: string): readonly FactSheet[] {
  const list = own(model.file.lists, name);
  const items = itemsOf(context, name);
  if (!list || items.length === 0) return [];
  const settled = items.filter(({ stage }) => list.settled.includes(stage)).length;
  const [done, all, share] = [settled, items.length, Math.floor((100 * settled) / items.length)].map(String);
  const title: Text = {
    zh: `${list.label.zh}（已办结 ${done ?? ""}/${all ?? ""}，${share ?? ""}%）`,
    en: `${list.label.en} (${done ?? ""} of ${all ?? ""} settled, ${share ?? ""}%)`,
  };
  const rows = items.map((item): Row => ({
    label: own(list.stages, item.stage) ?? both(item.stage),
    value: { kind: "text", text: `${String(item.number)} · ${plain(itemTitle(list, item))}` },
  }));
  return [{ title, rows }];
}

/** Each act that another person has to do than before it: both hands under one key, which the database keeps apart. */
export function signOffsOf(model: Model, before: Moment | null, after: Moment): readonly SignOff[] {
  const was = before === null ? null : contextOf(before);
  const is = contextOf(after);
  const fresh = Object.keys(is.marks).filter((type) => (own(is.marks, type)?.step ?? 0) > (was?.step ?? -1));
  return fresh.flatMap((type) => {
    const event = own(model.events, type);
    if (!event) return [];
    return event.approval?.passes
      ? roundHands(model, was, is, event.approval)
      : twoHands(event["by-other-than"] ?? [], type, was, is);
  });
}

function twoHands(others: readonly string[], type: string, was: Context | null, is: Context): readonly SignOff[] {
  const mine = own(is.marks, type);
  const theirs = others.flatMap((other) => (other === "item" ? movedBefore(was, is) : own(is.marks, other)?.by) ?? []);
  if (!mine || theirs.length === 0) return [];
  const key = `${type} ${String(mine.count)}`;
  return [...new Set(theirs)].map((by) => ({ key, by })).concat({ key, by: mine.by });
}

/** Whoever had moved the item that is moved now. */
function movedBefore(was: Context | null, { last }: Context): string | undefined {
  const { item } = last;
  if (was === null || item === null) return undefined;
  return itemsOf(was, item.list).find(({ number }) => number === item.number)?.moved.by;
}

/** The authors' hands are written once, with the first signature. */
function roundHands(
  model: Model,
  was: Context | null,
  is: Context,
  { path, stage }: { readonly path: string; readonly stage: number },
): readonly SignOff[] {
  const round = own(is.rounds, path);
  const signed = round?.passed.at(-1);
  if (!round || !signed || round.passed.length === (own(was?.rounds ?? {}, path)?.passed.length ?? 0)) return [];
  const key = `approval ${path} ${String(round.number)} ${round.digest}`;
  const authors = stage === 0 ? authorsOf(model, is, path) : [];
  return [...authors, signed.by].map((by) => ({ key, by }));
}
