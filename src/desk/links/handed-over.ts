/** What one incident hands over to another, as the other's form takes it: looked at as if a person had filled it in. */
import { unitNamesField } from "../../../machines/kit/unit.ts";
import { linkActor } from "../../../machines/organisation/people.ts";
import type { EventForm, OpenRequest, Parent, Playbook, Text } from "../../../machines/playbook.ts";
import { UndeliverableError } from "../../engine/failures.ts";
import type { Engine } from "../../engine/api.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { checkForm } from "../../playbook/check-form.ts";
import { fieldsOf, parentMember, type Field } from "../../playbook/fields.ts";
import type { DeskDependencies } from "../desk-dependencies.ts";
import { withNames } from "../named.ts";
import type { MessageView } from "../views.ts";
import { openingInput } from "../opening.ts";

type Form = Pick<EventForm, "form" | "personField" | "unit">;
type Message = Pick<MessageView["message"], "machine">;
type MachineEvent = Parameters<Engine["send"]>[1];
type Values = Readonly<Record<string, unknown>>;

/** The input of the incident that is opened. Throws `UndeliverableError` with every field that will not do. */
export function openingFor(parts: DeskDependencies, message: Message, request: OpenRequest, parent: Parent): Json {
  const { byKey, clock } = parts;
  const playbook = byKey.get(request.playbook);
  if (!playbook?.parent)
    throw new UndeliverableError(`There is no playbook ${request.playbook} that can be opened so.`);
  const typed = typedFor(parts, message, playbook.opening, request.values);
  const values = checkedFor(parts, playbook.opening, typed, request.playbook);
  const input = openingInput(parts, playbook, values, clock.now(), linkActor) as JsonObject;
  return { ...input, [parentMember]: parent as unknown as Json };
}

/** `carried`: what its facts are called, then what goes as it is. Throws `UndeliverableError`. */
export function eventFor(
  parts: DeskDependencies,
  message: Message,
  { playbook, type }: { readonly playbook: Playbook; readonly type: string },
  [facts, carried = {}]: readonly [facts: Values, carried?: Values],
): MachineEvent {
  const form = playbook.events.find((one) => one.type === type);
  if (!form) throw new UndeliverableError(`The playbook ${playbook.id} has no event ${type}.`);
  const typed = { ...typedFor(parts, message, form, facts), ...carried };
  return { ...checkedFor(parts, form, typed, type), type };
}

function checkedFor(parts: DeskDependencies, form: Form, typed: Values, what: string): Values {
  const checked = checkForm(form, typed, parts.clock.now());
  const found = checked.ok ? withNames(form, checked.values, undefined, parts, nobody) : checked;
  if (found.ok) return found.values;
  throw new UndeliverableError(`${what} does not take what is handed over: ${sentenceOf(found.errors)}`);
}

const nobody = { id: linkActor, name: linkActor, email: "", roles: [], language: "en" } as const;

type FieldErrors = Extract<ReturnType<typeof checkForm>, { readonly ok: false }>["errors"];

const sentenceOf = (errors: FieldErrors): string =>
  Object.entries(errors)
    .map(([name, texts]) => `${name === "" ? "" : `${name}: `}${texts.map(({ en }) => en).join(" ")}`)
    .join(" ");

/** As a person would type it: times in words of a calendar, choices in words where words are asked for. */
function typedFor({ byKey, organisation }: DeskDependencies, { machine }: Message, form: Form, values: Values): Values {
  const [language = "zh"] = organisation.languages;
  const own = byKey.get(machine);
  const known = [...(own?.events ?? []), ...(own ? [own.opening] : [])].flatMap(fieldsOf);
  const said = fieldsOf(form).flatMap((field): (readonly [string, unknown])[] => {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
    if (value === undefined || value === null) return [];
    const names = values[unitNamesField(field.name)];
    if (field.kind !== "unit" && isText(names)) return [[field.name, names[language]]];
    return [[field.name, asked(field, value, known, language)]];
  });
  return Object.fromEntries(said);
}

function asked(field: Field, value: unknown, known: readonly Field[], language: keyof Text): unknown {
  if (field.kind === "instant") return typeof value === "number" ? new Date(value).toISOString() : value;
  if (field.kind === "flag") return typeof value === "string" ? value === "true" : value;
  if (field.kind === "lines") return Array.isArray(value) ? value : [value];
  if (field.options.length > 0) return field.kind === "choices" && !Array.isArray(value) ? [value] : value;
  const options = known.find(({ name, options: some }) => name === field.name && some.length > 0)?.options ?? [];
  const words = (one: unknown) => options.find((option) => option.value === one)?.label[language] ?? String(one);
  return Array.isArray(value) ? value.map(words).join(language === "zh" ? "；" : "; ") : words(value);
}

const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "zh" in value && "en" in value;
