/** The text of a state, as it is stored and as its digest is taken of. */
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { InstanceState } from "../types.ts";
import { isKnownPart } from "./plain-json.ts";

/** Made once for each part that is remembered: a step leaves most of a context as it is. */
const partTexts = new WeakMap<object, string>();

/** What `JSON.stringify` gives, faster for a context with parts that are remembered. */
export function textOfState(state: InstanceState): string {
  const { context } = state;
  if (!isObject(context) || !Object.values(context).some(isKnownPart)) return JSON.stringify(state);
  return objectText(state, (key, part) =>
    key === "context" ? objectText(context, (_, own) => partText(own)) : JSON.stringify(part),
  );
}

/** What stands in a file that somebody has changed may be anything. */
function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectText(object: object, textOf: (key: string, part: Json) => string): string {
  let text = "";
  for (const [key, part] of Object.entries(object))
    text += `${text === "" ? "{" : ","}${JSON.stringify(key)}:${textOf(key, part as Json)}`;
  return text === "" ? "{}" : `${text}}`;
}

function partText(part: Json): string {
  if (!isKnownPart(part)) return JSON.stringify(part);
  const text = partTexts.get(part) ?? JSON.stringify(part);
  partTexts.set(part, text);
  return text;
}
