/** The events of a playbook as one person finds them at one moment: what they may do, and why not the rest. */
import type { EventForm, Moment, Playbook, Text } from "../../machines/playbook.ts";
import type { InstanceView } from "../engine/api.ts";
import { fieldsOf } from "../playbook/fields.ts";
import { actorsNow } from "./actors-now.ts";
import { forbiddenWords, holds, may, whoMay } from "./permissions.ts";
import { refusalWords } from "../playbook/refusals.ts";
import { personOptions, type Choice } from "./person-field.ts";
import { unitOptions } from "./units.ts";
import { stateLabel } from "../playbook/states.ts";
import type { OfferedEvent } from "./views.ts";
import type { Person } from "../directory/person.ts";

/** `at` (ms) is the moment for which the forms are filled. */
export function offersFor(
  playbook: Playbook,
  instance: InstanceView,
  viewer: Person,
  choice: Choice,
  at: number,
): readonly OfferedEvent[] {
  // What the system records by itself is nobody's to send.
  return playbook.events
    .filter(({ by }) => by.length > 0)
    .map((form) => offerOf(playbook, form, instance, viewer, choice, at));
}

export function offerOf(
  playbook: Playbook,
  form: EventForm,
  instance: InstanceView,
  viewer: Person,
  choice: Choice,
  at: number,
): OfferedEvent {
  const { people, organised } = choice;
  const acceptable = instance.can.includes(form.type);
  const by = actorsNow(form, instance.context);
  return {
    form,
    acceptable,
    permitted: may(viewer, { by }, organised),
    by,
    whyNot: whyNot(playbook, instance, { type: form.type, by }, viewer, choice, acceptable),
    who: whoMay(people, { by }, organised).filter((person) => person.id !== viewer.id),
    ...startOf(form, instance, viewer, choice, at),
  };
}

function whyNot(
  playbook: Playbook,
  instance: InstanceView,
  form: Pick<EventForm, "type" | "by">,
  viewer: Person,
  { people, organised }: Choice,
  acceptable: boolean,
): Text | null {
  if (!acceptable) return notAcceptableWords(playbook, instance, form.type, viewer.id);
  return may(viewer, form, organised) ? null : forbiddenWords(form, whoMay(people, form, organised), organised);
}

/** The playbook's own reason; otherwise that what was filled in does not fit, or where the incident stands. */
export function notAcceptableWords(
  playbook: Playbook,
  instance: InstanceView,
  type: string,
  by: string,
  typed?: object,
): Text {
  const own = playbook.whyNot(instance, type, by, typed);
  if (own) return own;
  if (instance.status === "done") return refusalWords.finished;
  if (instance.can.includes(type)) return staleValuesWords;
  const word = stateLabel(playbook, playbook.headline(instance).phase);
  return {
    zh: `现在不能进行此操作。当前状态：${word.zh}。`,
    en: `This action is not available now. Current state: ${word.en}.`,
  };
}

/** The event is acceptable as such, and what was filled in does not fit any more: another version, a number that is settled. */
const staleValuesWords: Text = {
  zh: "所填内容与事件现状不符（如版本或编号有变），请查看后重新提交。",
  en: "Your entries no longer match the incident (for example, a version or number has changed). Review it and submit again.",
};

type Start = Pick<OfferedEvent, "prefill" | "options">;

/** What the form starts with for this person: of the roles to act in, only theirs. */
function startOf(form: EventForm, instance: InstanceView, viewer: Person, choice: Choice, at: number): Start {
  const prefill = prefillOf(form, instance, at);
  const options = optionsOf(form, instance.context, viewer, choice);
  const field = fieldsOf(form).find((one) => one.name === form.actsAs);
  if (!field) return { prefill, options };
  const held = field.options.filter((option) => holds(viewer, option.value));
  const first = held.find((option) => option.value === prefill[field.name]) ?? held[0];
  return {
    prefill: first ? { ...prefill, [field.name]: first.value } : prefill,
    options: { ...options, [field.name]: held },
  };
}

/** `context`: undefined for an opening. */
export function optionsOf(
  form: Pick<EventForm, "options" | "personField" | "unit">,
  context: unknown,
  viewer: Person,
  choice: Choice,
): Start["options"] {
  const own = form.options?.(context) ?? {};
  const { personField, unit } = form;
  return {
    ...own,
    ...(personField && { [personField.field]: personOptions(personField, context, choice, viewer) }),
    ...(unit !== undefined && { [unit]: unitOptions(choice.organised) }),
  };
}

/** Values to start a form with, for a moment of its instance. */
export function prefillOf(
  form: EventForm,
  moment: Pick<Moment, "context">,
  at: number,
): Readonly<Record<string, unknown>> {
  return form.prefill?.(moment.context, at) ?? {};
}
