/**
 * References to what people wrote: `t1:` and the commitment to a salt and the text. It gives nothing of the text away, and the
 * text can be taken away without it.
 */
import { hash } from "node:crypto";

const prefix = Buffer.from("answerable/text/1\0");

/** A reference, wherever it stands in a text: `t1:` and 32 bytes in base64url. */
const references = /t1:[A-Za-z0-9_-]{43}/g;
const reference = /^t1:[A-Za-z0-9_-]{43}$/;

export function isTextRef(text: string): boolean {
  return reference.test(text);
}

/** The commitment to a text under a salt of 16 bytes. */
export function textRef(salt: Buffer, text: string): string {
  return `t1:${hash("sha256", Buffer.concat([prefix, salt, Buffer.from(text, "utf8")]), "base64url")}`;
}

/** Every reference in a value, each once, also inside longer texts. */
export function refsIn(value: unknown): ReadonlySet<string> {
  const refs = new Set<string>();
  collect(value, refs);
  return refs;
}

function collect(value: unknown, refs: Set<string>): void {
  if (typeof value === "string") {
    if (value.includes("t1:")) for (const [ref] of value.matchAll(references)) refs.add(ref);
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) collect(part, refs);
  }
}

/**
 * The same value with each reference replaced by its text: once, so that a text that looks like a reference stays as it is.
 * What has no reference in it is not copied.
 */
export function withTexts<Value>(value: Value, textOf: (ref: string) => string): Value {
  return replaced(value, textOf) as Value;
}

function replaced(value: unknown, textOf: (ref: string) => string): unknown {
  if (typeof value === "string") return value.includes("t1:") ? value.replace(references, textOf) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => replaced(part, textOf));
    return parts.some((part, index) => part !== value[index]) ? parts : value;
  }
  if (isErasedEvent(value)) return value;
  let copy: Record<string, unknown> | null = null;
  for (const [key, part] of Object.entries(value)) {
    const shown = replaced(part, textOf);
    if (shown !== part) (copy ??= { ...value })[key] = shown;
  }
  return copy ?? value;
}

/** The event of a log row that erased texts names them, and means the names. */
function isErasedEvent(value: object): boolean {
  return "type" in value && value.type === "erased" && "refs" in value && Array.isArray(value.refs);
}

/** How a text came to be erased: by which row of the log, when (ms), by whom and why. */
export interface Erasure {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** Stands where a text was erased and no more is known of it. */
export const erasedText = "▭ 文字已删除 · Text erased";

/** Stands where a text was erased; a page says it in one language (`withErasures`). */
export function erasedWords({ at, by, reason }: Omit<Erasure, "seq">): string {
  return `${erasedText} (${new Date(at).toISOString()}, ${by}, ${reason})`;
}

const erasedMarks = /▭ 文字已删除 · Text erased \((\d{4}-\d\d-\d\dT[\d:.]{12}Z), ([^(),]{1,200}), ([a-z-]{1,40})\)/g;

/** The same text with each mark of `erasedWords` said in other words. */
export function withErasures(text: string, say: (erasure: Omit<Erasure, "seq">) => string): string {
  if (!text.includes(erasedText)) return text;
  return text.replace(erasedMarks, (_, at: string, by: string, reason: string) =>
    say({ at: Date.parse(at), by, reason }),
  );
}

/** Nobody writes the mark themselves: what looks like one in a text that is there is shown with another sign. */
function asWritten(text: string): string {
  return text.includes(erasedText) ? text.replaceAll(erasedText, erasedText.replace("▭", "□")) : text;
}

/** Stands where the database has lost a text. */
export const missingText = "▭ 文字缺失 · Text missing";

/** A text as it was found; null: erased. */
interface Found {
  readonly ref: string;
  readonly text: string | null;
  readonly erasure?: Erasure | null;
}

/** What to show for a reference, of the texts that were found. */
export function shownText(found: readonly Found[]): (ref: string) => string {
  const byRef = new Map(found.map((row) => [row.ref, row]));
  return (ref) => {
    const row = byRef.get(ref);
    if (row === undefined) return missingText;
    if (row.text !== null) return asWritten(row.text);
    return row.erasure ? erasedWords(row.erasure) : erasedText;
  };
}

/** A text is found by its instance and its reference. */
interface Name {
  readonly instance: string;
  readonly ref: string;
}

type Find = (names: readonly Name[]) => Promise<readonly Found[]>;

/** Names of all references in a value of one instance. */
export function namesIn(instance: string, value: unknown): readonly Name[] {
  return [...refsIn(value)].map((ref) => ({ instance, ref }));
}

/** A value of one instance with its texts, which are asked for together. */
export async function opened<Value>(find: Find, instance: string, value: Value): Promise<Value> {
  const names = namesIn(instance, value);
  return names.length === 0 ? value : withTexts(value, shownText(await find(names)));
}
