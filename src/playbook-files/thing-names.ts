/** What stands at a path of the file, in words: "the clock check", "the state handling.examination". */
import type { KeyPath } from "./fault.ts";

export interface Named {
  /** The nearest thing that has a name. */
  readonly thing: string;
  /** Keys below it. */
  readonly rest: KeyPath;
}

export function thingAt(at: KeyPath): Named {
  const [section, name, ...rest] = at;
  if (section === "states" && name !== undefined) return stateAt([], at);
  if (section === "opening") return formAt("the opening", at.slice(1));
  if (section === "scenarios" && typeof name === "number") return nightAt(name, rest);
  if (name !== undefined && section === "events") return formAt(`the event ${name}`, rest);
  if (name !== undefined && section === "on") return { thing: `${name} under "on"`, rest };
  const word = sectionWords[String(section)];
  if (word === undefined || name === undefined) return { thing: "the file", rest: at };
  if (section === "lists" && rest[0] === "clock")
    return { thing: `the clock of the list ${name}`, rest: rest.slice(1) };
  return { thing: `the ${word} ${name}`, rest };
}

const sectionWords: Readonly<Record<string, string>> = {
  clocks: "clock",
  recurring: "recurring duty",
  lists: "list",
  checklists: "checklist",
  delays: "delay",
  notifications: "notification",
  links: "link",
  posts: "post",
};

function formAt(form: string, rest: KeyPath): Named {
  const [key, name, ...further] = rest;
  if (key === "fields" && name !== undefined) return { thing: `the field ${name} of ${form}`, rest: further };
  return { thing: form, rest };
}

function nightAt(index: number, rest: KeyPath): Named {
  const [key, step, ...further] = rest;
  const night = `night ${index + 1}`;
  if (key === "steps" && typeof step === "number") return { thing: `step ${step + 1} of ${night}`, rest: further };
  return { thing: night, rest };
}

function stateAt(above: readonly string[], at: KeyPath): Named {
  const [key, name, ...rest] = at;
  const state = above.join(".");
  if (key === "states" && name !== undefined) return stateAt([...above, String(name)], rest);
  if ((key === "on" || key === "after") && name !== undefined) return { thing: `${name} in the state ${state}`, rest };
  if (key === "approval") {
    const [inner, stage, ...further] = at.slice(1);
    if (inner === "stages" && stage !== undefined) return formAt(`the stage ${stage} of the state ${state}`, further);
    return { thing: `the approval of the state ${state}`, rest: at.slice(1) };
  }
  return { thing: `the state ${state}`, rest: at };
}

/** `limit of the clock check`, `the clock check`. */
export function nameAt(at: KeyPath): string {
  const { thing, rest } = thingAt(at);
  const keys = rest.filter((key) => typeof key === "string" || rest.length === 1);
  if (keys.length === 0) return thing;
  const inner = keys.map((key) => (typeof key === "number" ? `entry ${key + 1}` : key)).join(".");
  return thing === "the file" ? inner : `${inner} of ${thing}`;
}
