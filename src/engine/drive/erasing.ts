/** Taking texts away: what may be, and what goes with them. */
import { isTextRef, refsIn } from "../../kernel/text-refs.ts";
import type { LogRow } from "../log.ts";
import type { EngineStorage, StoredText, TextRow } from "../ports.ts";
import type { Refusal } from "../api.ts";
import type { EraseWork } from "./work.ts";

/** Texts that one row takes away. */
const refsMax = 1_000;
const reasons = /^[a-z][a-z-]{0,39}$/;

/** Null when it can be asked of an instance. */
export function whyNotErasure(refs: readonly string[], reason: string): string | null {
  if (refs.length === 0 || refs.length > refsMax) return `name 1 to ${refsMax} texts to be erased`;
  const wrong = refs.find((ref) => typeof ref !== "string" || !isTextRef(ref));
  if (wrong !== undefined) return `${JSON.stringify(wrong).slice(0, 100)} is no reference to a text (t1:…)`;
  return typeof reason === "string" && reasons.test(reason)
    ? null
    : "a reason is a code of small letters and hyphens, of at most 40 characters";
}

/** What is stored around the texts that are to be erased. */
export interface Surroundings {
  readonly texts: readonly StoredText[];
  readonly messages: Awaited<ReturnType<EngineStorage["messages"]>>;
  /** Rows that say what became of a message. */
  readonly outcomes: readonly LogRow[];
}

export const noSurroundings: Surroundings = { texts: [], messages: [], outcomes: [] };

export interface Erasing {
  readonly refs: readonly string[];
  readonly messages: readonly string[];
}

/**
 * With a text goes what a service answered to the notifications that held it: it may repeat what it was sent. What was asked for
 * at one moment may have left in one message.
 */
export function erasing(
  { id, refs }: EraseWork,
  { texts, messages, outcomes }: Surroundings,
  fresh: readonly TextRow[],
  isErased: (ref: string) => boolean,
): Erasing | Refusal {
  const known = new Map(texts.filter(({ instance }) => instance === id).map((row) => [row.ref, row]));
  const isThere = (ref: string) => known.has(ref) || fresh.some((row) => row.instance === id && row.ref === ref);
  const unknown = refs.find((ref) => !isThere(ref));
  if (unknown !== undefined)
    return { code: "unknown-text", sentence: `there is no text ${unknown} in this instance; nothing was erased` };
  const isGone = (ref: string) => isErased(ref) || known.get(ref)?.text === null;
  const gone = refs.find(isGone);
  if (gone !== undefined) return { code: "already-erased", sentence: alreadyErased(gone, known.get(gone)) };
  const named = new Set(refs);
  const moments = new Set(messages.filter(({ params }) => holdsOne(params, named)).map(({ at }) => at));
  const concerned = messages.filter(({ at }) => moments.has(at)).map((message) => message.id);
  const about = new Set<unknown>(concerned);
  const answers = outcomes
    .filter(({ event }) => about.has(event["message"]))
    .flatMap(({ detail }) => [...refsIn(detail)]);
  return {
    refs: [...new Set([...refs, ...answers.filter((ref) => isThere(ref) && !isGone(ref))])],
    messages: concerned,
  };
}

function holdsOne(value: unknown, refs: ReadonlySet<string>): boolean {
  for (const ref of refsIn(value)) if (refs.has(ref)) return true;
  return false;
}

function alreadyErased(ref: string, row: StoredText | undefined): string {
  const erasure = row?.erasure;
  const how = erasure ? ` on ${new Date(erasure.at).toISOString()} by ${erasure.by} (${erasure.reason})` : "";
  return `text ${ref} was erased before${how}; nothing more was erased`;
}

/** Is this row what was asked for? What went with the texts was added to it. */
export function isSameErasure(row: LogRow, { id, refs, reason, command }: EraseWork): boolean {
  if (row.kind !== "erased" || row.instance !== id || row.by !== command.by || row.event["reason"] !== reason)
    return false;
  const erased = new Set(Array.isArray(row.event["refs"]) ? row.event["refs"] : []);
  return refs.every((ref) => erased.has(ref));
}
