/** Forms of a file as every door knows them. */
import { z } from "zod";
import * as kit from "../kit/fields.ts";
import { actorsAtAll, actorsNow } from "./actors.ts";
import type { Context } from "./context.ts";
import { formFaults, isHeldAgainst, timeFaults } from "./misfits.ts";
import type { EventSpec, Fields, FieldSpec } from "./format/index.ts";
import { own } from "./json.ts";
import { itemTitle, movable } from "./lists.ts";
import type { ModelEvent } from "./approval-states.ts";
import type { Model } from "./model.ts";
import { owedPeriods, periodOf } from "./recurring.ts";
import type { EventForm, PersonField } from "../playbook.ts";
import { both } from "./words.ts";

type Options = Parameters<typeof kit.choice>[1];

function schemaOf({ kind, label, help, options, past }: FieldSpec): z.ZodType {
  const words: kit.FieldWords = { label, ...(help && { help }) };
  const choices = Object.entries(options ?? {}).map(([value, option]) => ({
    value,
    label: option,
  })) as unknown as Options;
  switch (kind) {
    case "line":
      return kit.line(words);
    case "text":
      return kit.text(words);
    case "lines":
      return kit.lines(words);
    case "address":
      return kit.address(words);
    case "choice":
      return kit.choice(words, choices);
    case "choices":
      return kit.choices(words, choices);
    case "flag":
      return kit.flag(words);
    case "instant":
      return past ? kit.pastInstant(words) : kit.instant(words);
    case "person":
      return kit.person(words);
    case "unit":
      return kit.unit(words);
  }
}

function formOf(fields: Fields, carried: Readonly<Record<string, z.ZodType>> = {}): z.ZodObject {
  const asked = Object.entries(fields).map(([name, field]): [string, z.ZodType] => {
    const schema = schemaOf(field);
    return [name, field.optional || field.needed ? kit.optional(schema) : schema];
  });
  const form = z.object({ ...carried, ...Object.fromEntries(asked) });
  const isRefined = Object.values(fields).some(({ needed, must }) => needed !== undefined || must);
  return isRefined ? form.superRefine((values, check) => addFaults(fields, values, check)) : form;
}

/** In both languages, as the kit's own fields say theirs. */
function addFaults(fields: Fields, values: object, check: z.RefinementCtx): void {
  for (const [name, text] of Object.entries(formFaults(fields, values as Values)))
    check.addIssue({ code: "custom", path: [name], message: text.en, params: { text } });
}

type Values = Parameters<typeof formFaults>[1];

/** Null: nothing. */
function misfit(fields: Fields, context: unknown, values: unknown) {
  const faults = timeFaults(fields, (context as Context).facts, values as Values);
  return Object.keys(faults).length === 0 ? null : faults;
}

type Named = Pick<EventForm, "personField" | "unit" | "asks">;

/** What the desk has to know of single fields. */
function namedFields(fields: Fields): Named {
  const [person] = Object.entries(fields).filter(([, { kind }]) => kind === "person");
  const [unit] = Object.entries(fields).filter(([, { kind }]) => kind === "unit");
  const asks = askedByChoice(fields);
  const personField: PersonField | undefined = person && {
    field: person[0],
    among: [person[1].role ?? "unit-contact"],
  };
  return { ...(personField && { personField }), ...(unit && { unit: unit[0] }), ...(asks && { asks }) };
}

/** Fields that one choice of the form decides on are shown with it. */
function askedByChoice(fields: Fields): EventForm["asks"] {
  const [choice] = Object.entries(fields).filter(
    ([name, { kind }]) => kind === "choice" && decidesOn(fields, name).length > 0,
  );
  if (!choice) return undefined;
  const [field, { options = {} }] = choice;
  const by = Object.keys(options).map((value) => [
    value,
    decidesOn(fields, field)
      .filter(([, { needed }]) => (needed?.[field] as readonly unknown[]).includes(value))
      .map(([name]) => name),
  ]);
  return { field, by: Object.fromEntries(by) as Readonly<Record<string, readonly string[]>> };
}

/** Fields that are needed for values of this one, and for nothing else. */
const decidesOn = (fields: Fields, choice: string) =>
  Object.entries(fields).filter(
    ([, { needed }]) => needed !== undefined && Object.keys(needed).length === 1 && Array.isArray(needed[choice]),
  );

const helpOf = ({ help }: Pick<EventSpec, "help">) => help ?? { zh: "按实际情况填写。", en: "Fill in what happened." };

export function openingForm({ file }: Model): Omit<EventForm, "type"> {
  const { opening } = file;
  return {
    label: opening.label,
    done: opening.done ?? opening.label,
    help: helpOf(opening),
    form: formOf(opening.fields),
    by: opening.by,
    needsConfirmation: false,
    ...namedFields(opening.fields),
  };
}

/** The form of an event, without what the machine does with it. */
export function eventForm(model: Model, type: string, event: ModelEvent): EventForm {
  const duties = model.fulfils.get(type) ?? [];
  const specific = event.by.some((actor) => typeof actor !== "string");
  return {
    type,
    label: event.label,
    done: event.done ?? event.label,
    help: helpOf(event),
    form: formOf(event.fields, carriedBy(model, event, duties)),
    by: actorsAtAll(model.file, event.by),
    needsConfirmation: event.confirm !== undefined,
    ...(event.confirm && { confirm: event.confirm }),
    ...(specific && { byNow: (context: unknown) => actorsNow(model.file, (context as Context).facts, event.by) }),
    ...(isHeldAgainst(event.fields) && { misfit: (context, values) => misfit(event.fields, context, values) }),
    ...namedFields(event.fields),
    ...filledIn(model, type, event, duties),
  };
}

const period = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "Enter the day, for example 2026-11-25. · 请填写日期，例如 2026-11-25。" })
  .meta({ field: "code", label: { zh: "所属日期", en: "Period" } });

function carriedBy(model: Model, { moves, approval }: ModelEvent, duties: readonly string[]) {
  const list = moves && own(model.file.lists, moves.list);
  return {
    ...(list && { item: kit.itemNumber({ label: list.label }) }),
    ...(duties.length > 0 && { period: kit.optional(period) }),
    ...(approval && { digest: kit.hidden({ zh: "校验码", en: "Fingerprint" }) }),
  };
}

/** What stands in the form before anybody types, and what it offers. */
function filledIn(model: Model, type: string, event: ModelEvent, duties: readonly string[]) {
  const { moves, approval } = event;
  const edited = editedFields(model, event);
  const list = moves && own(model.file.lists, moves.list);
  const prefill = (context: unknown) => {
    const { facts, rounds, clocks, lists } = context as Context;
    const known = edited.filter((name) => own(facts, name) !== undefined && own(facts, name) !== null);
    const [item] = moves ? movable(model, { lists }, type) : [];
    const [oldest] = owedPeriods({ clocks }, duties);
    return {
      ...Object.fromEntries(known.map((name) => [name, own(facts, name)])),
      ...(item && { item: String(item.number) }),
      ...(oldest && { period: periodOf(oldest) }),
      ...(approval && { digest: own(rounds, approval.path)?.digest ?? "" }),
    };
  };
  const options = (context: unknown) => {
    const { clocks, lists } = context as Context;
    const items = movable(model, { lists }, type).map((one) => ({
      value: String(one.number),
      label: both(`${String(one.number)} · ${list ? itemTitle(list, one) : ""}`),
    }));
    const periods = owedPeriods({ clocks }, duties).map((clock) => ({
      value: periodOf(clock),
      label: both(periodOf(clock)),
    }));
    return { ...(moves && { item: items }), ...(duties.length > 0 && { period: periods }) };
  };
  const offers = moves !== undefined || duties.length > 0;
  return { ...((offers || approval || edited.length > 0) && { prefill }), ...(offers && { options }) };
}

/** A wording under approval is offered again for editing; what decides is never filled in. */
const editedFields = ({ approvals }: Model, { fields, adds, moves, approval }: ModelEvent): readonly string[] =>
  adds !== undefined || moves || approval
    ? []
    : Object.keys(fields).filter((name) => [...approvals.values()].some(({ of }) => of.includes(name)));
