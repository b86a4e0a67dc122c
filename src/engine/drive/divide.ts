/** What somebody sends, as it is decided on: its texts put apart, its keys in the order in which it will be read again. */
import { inCanonicalOrder } from "../../kernel/canonical-json.ts";
import { whyNotEvent } from "../decide/decide.ts";
import { whyNotJson } from "../decide/plain-json.ts";
import type { Json } from "../../kernel/json.ts";
import { refsIn } from "../../kernel/text-refs.ts";
import type { Apart, TextRow } from "../ports.ts";
import { TextsApart } from "../texts.ts";
import type { Divided, SendWork, SettleWork, StartWork } from "./work.ts";

type MachineName = Parameters<Apart>[0];
type MachineEvent = Parameters<Apart>[1];

/** `hash` is the digest of the machine's definition. A sentence when it is no event: nothing can be put apart then. */
export function divide(
  apart: Apart | null,
  work: StartWork | SendWork,
  { name, hash }: { readonly name: MachineName; readonly hash: string },
): Divided | string {
  const why = work.kind === "start" ? whyNotJson(work.input, "input") : whyNotEvent(work.event);
  if (why !== null) return why;
  const event: MachineEvent =
    work.kind === "send" ? work.event : { type: "start", machine: work.machine, hash, input: work.input };
  const texts = new TextsApart(work.id);
  const left = apart === null ? event : apart(name, event, texts.put);
  const put = new Set(texts.rows.map(({ ref }) => ref));
  // Somebody else's text would be shown in its place.
  if (apart !== null && [...refsIn(left)].some((ref) => !put.has(ref)))
    return "a value has the form of a reference, and no text of this event stands behind it";
  if (texts.rows.some(({ text }) => text.includes("\0"))) return "a text has a NUL character, which no database keeps";
  return { event: inCanonicalOrder(left), texts: texts.rows };
}

/**
 * What a delivery answered may repeat what was sent, and name people. Of a message with an erased text nothing that was answered
 * is kept: it was on its way when the text was erased.
 */
export function divideAnswer(
  apart: Apart | null,
  { kind, detail }: NonNullable<SettleWork["recorded"]>,
  { machine, id, isErased }: { readonly machine: MachineName; readonly id: string; readonly isErased: boolean },
): { readonly detail: Json; readonly texts: readonly TextRow[] } {
  if (apart === null) return { detail, texts: [] };
  const texts = new TextsApart(id);
  const { detail: left = null } = apart(machine, { type: kind, detail }, isErased ? () => "" : texts.put);
  return { detail: left, texts: texts.rows };
}
