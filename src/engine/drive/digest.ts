import { hash } from "node:crypto";
import { textOfState } from "../decide/state-text.ts";
import type { InstanceState } from "../types.ts";

/** SHA-256 of the state's JSON text, in hex. The order of keys is part of it, and the same fold writes the same order. */
export function stateDigest(state: InstanceState): string {
  return textDigest(textOfState(state));
}

export function textDigest(text: string): string {
  return hash("sha256", text, "hex");
}
