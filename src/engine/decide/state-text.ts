/** The text of a state, as it is stored and as its digest is taken of. */
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { InstanceState } from "../types.ts";
import { isKnownContext, isKnownPart } from "./plain-json.ts";

/** Made once for each part that is remembered: a step leaves most of a context as it is. */
const partTexts = new WeakMap<object, string>();

/** Keys are few, and the same in all states of a machine. */
const keyTexts = new Map<string, string>();
const keyTextsMax = 10_000;

/** What `JSON.stringify` gives, faster for a context whose parts are remembered. */
export function textOfState(state: InstanceState): string {
  const { context, timers } = state;
  if (!isObject(context) || !isKnownContext(context)) return JSON.stringify(state);
  return objectText(state, (part) => {
    if (part === context) return objectText(context, partText);
    return part === (timers as unknown) ? rememberedText(timers) : JSON.stringify(part);
  });
}

/** What stands in a file that somebody has changed may be anything. */
function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectText(object: object, textOf: (part: Json) => string): string {
  let text = "";
  for (const key of Object.keys(object))
    text += (text === "" ? "{" : ",") + keyText(key) + textOf((object as JsonObject)[key] as Json);
  return text === "" ? "{}" : `${text}}`;
}

function keyText(key: string): string {
  const present = keyTexts.get(key);
  if (present !== undefined) return present;
  const made = `${JSON.stringify(key)}:`;
  if (keyTexts.size < keyTextsMax) keyTexts.set(key, made);
  return made;
}

function partText(part: Json): string {
  if (part === null) return "null";
  return typeof part === "object" && isKnownPart(part) ? rememberedText(part) : JSON.stringify(part);
}

function rememberedText(part: object): string {
  const present = partTexts.get(part);
  if (present !== undefined) return present;
  const made = JSON.stringify(part);
  partTexts.set(part, made);
  return made;
}
