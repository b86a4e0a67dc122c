/** The events of a playbook as one person finds them at one moment: what they may do, and why not the rest. */
import type { EventForm, Moment, Playbook, Text } from "../../machines/playbook.ts";
import type { InstanceView } from "../engine/types.ts";
import { forbiddenWords, may, whoMay } from "./permissions.ts";
import { stateWords } from "./states.ts";
import type { OfferedEvent, Person } from "./types.ts";

/** `at` (ms) is the moment for which the forms are filled. */
export function offersFor(
  playbook: Playbook,
  instance: InstanceView,
  viewer: Person,
  people: readonly Person[],
  at: number,
): readonly OfferedEvent[] {
  return playbook.events.map((form) => {
    const acceptable = instance.can.includes(form.type);
    const permitted = may(viewer, form);
    return {
      form,
      acceptable,
      permitted,
      whyNot: whyNot(playbook, instance, form, viewer, people, acceptable),
      who: whoMay(people, form).filter((person) => person.id !== viewer.id),
      prefill: prefillOf(form, instance, at),
    };
  });
}

function whyNot(
  playbook: Playbook,
  instance: InstanceView,
  form: EventForm,
  viewer: Person,
  people: readonly Person[],
  acceptable: boolean,
): Text | null {
  if (!acceptable) return notAcceptableWords(playbook, instance, form.type, viewer.id);
  return may(viewer, form) ? null : forbiddenWords(form, whoMay(people, form));
}

/** The playbook's own reason, or the present states in words. */
export function notAcceptableWords(playbook: Playbook, moment: Moment, type: string, by: string): Text {
  const own = playbook.whyNot(moment, type, by);
  if (own) return own;
  if (moment.status === "done")
    return { zh: "事件已经办结,不再接受任何操作。", en: "This incident is finished and takes nothing more." };
  const words = stateWords(playbook, moment);
  return {
    zh: `现在不能进行此操作。当前状态:${words.map((word) => word.zh).join("、")}。`,
    en: `This cannot be done now. Present state: ${words.map((word) => word.en).join(", ")}.`,
  };
}

/** The event is acceptable as such, and what was filled in does not fit any more: another version, a number that is settled. */
export const staleValuesWords: Text = {
  zh: "所填内容与事件现在的情况不符(例如版本或编号已有变化),请看过最新情况后再提交。",
  en: "What was filled in does not fit the incident as it is now (a version or a number has changed, for instance). Look at it again, then send anew.",
};

/** Values to start a form with, for a moment of its instance. */
export function prefillOf(
  form: EventForm,
  moment: Pick<Moment, "context">,
  at: number,
): Readonly<Record<string, unknown>> {
  return form.prefill?.(moment.context as never, at) ?? {};
}
