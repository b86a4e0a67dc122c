/**
 * One record holds every change of people, roster and settings, so most of what happened since somebody opened a form has
 * nothing to do with it. Only a change of the same person, layer or setting is worth stopping for.
 */
import { changeOf } from "../../machines/organisation/changes.ts";

type Change = Readonly<Record<string, unknown>> & { readonly type: string };

/** Fields that name what a change is about, with what kind of thing they name. */
const subjects: Readonly<Record<string, string>> = {
  person: "person",
  to: "person",
  deputy: "person",
  layer: "layer",
  rotation: "rotation",
  shift: "shift",
  override: "override",
  swap: "swap",
  absence: "absence",
  post: "post",
  playbook: "playbook",
  date: "day",
};

export function concernsSameEntity(one: Change, other: Change): boolean {
  if (changeOf(one.type)?.concernsNobodyElse || changeOf(other.type)?.concernsNobodyElse) return false;
  const [own, others] = [subjectsOf(one), subjectsOf(other)];
  if (own.length === 0) return one.type === other.type;
  return own.some((subject) => others.includes(subject));
}

function subjectsOf(change: Change): readonly string[] {
  const named = Object.entries(subjects).flatMap(([field, kind]) => {
    const value = Object.hasOwn(change, field) ? change[field] : undefined;
    return typeof value === "string" ? [`${kind} ${value}`] : [];
  });
  // A rotation counts in a `unit` of days; there the word names no department.
  const { unit, type } = change;
  return typeof unit === "string" && !type.startsWith("ROTATION_") ? [...named, `unit ${unit}`] : named;
}
