/**
 * What people wrote stands apart: the log, the state and the messages hold a reference, and the text lies beside them with its
 * salt. A reference commits to the text without giving it away, so a text can be taken away and everything hashed stays valid.
 */
import { randomFillSync } from "node:crypto";
import type { Json } from "../kernel/json.ts";
import { isTextRef, textRef } from "../kernel/text-refs.ts";
import type { StoredText, TextRow } from "./ports.ts";

/** Puts texts aside one by one, each under a salt of its own, and leaves references. */
export class TextsApart {
  readonly rows: TextRow[] = [];
  readonly #instance: string;

  constructor(instance: string) {
    this.#instance = instance;
  }

  readonly put = (text: string, more: Pick<TextRow, "isSearched"> = {}): string => {
    const salt = newSalt();
    const ref = textRef(salt, text);
    this.rows.push({ instance: this.#instance, ref, salt: salt.toString("base64url"), text, ...more });
    return ref;
  };
}

const saltBytes = 16;

/** Asking the system for each salt would cost as much as its hash. */
const pool = Buffer.alloc(4096);
let taken = pool.length;

function newSalt(): Buffer {
  if (taken === pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += saltBytes;
  return Buffer.from(pool.subarray(taken - saltBytes, taken));
}

/**
 * Whether an event that was stored is the one that came again: its salts differ, so the stored texts are compared with the
 * new ones. A text that was taken away counts as equal.
 */
export function isSameApart(
  stored: Json | undefined,
  fresh: Json | undefined,
  texts: { readonly stored: readonly StoredText[]; readonly fresh: readonly TextRow[] },
): boolean {
  const before = new Map(texts.stored.map((row) => [row.ref, row]));
  const after = new Map(texts.fresh.map((row) => [row.ref, row.text]));
  const isSame = (one: Json | undefined, other: Json | undefined): boolean => {
    if (typeof one === "string" && typeof other === "string") {
      const text = isTextRef(other) ? after.get(other) : undefined;
      const row = text === undefined ? undefined : before.get(one);
      return row === undefined ? one === other : row.text === null || row.text === text;
    }
    if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return one === other;
    if (Array.isArray(one) !== Array.isArray(other)) return false;
    const parts = new Map<string, Json>(Object.entries(other));
    const entries = Object.entries(one);
    return entries.length === parts.size && entries.every(([key, part]) => isSame(part, parts.get(key)));
  };
  return isSame(stored, fresh);
}
