/** Opens references again, and says what has to be the same with references in place of texts as without. */
import { createHash } from "node:crypto";
import type { Json } from "../../../src/kernel/json.ts";

export class Texts {
  readonly #texts = new Map<string, string>();

  /** A reference as the engine makes one, of a number in place of chance: the same words twice are two entries. */
  readonly put = (text: string): string => {
    const number = String(this.#texts.size);
    const ref = `t1:${createHash("sha256").update(`${number}\0${text}`).digest("base64url")}`;
    this.#texts.set(ref, text);
    return ref;
  };

  get count(): number {
    return this.#texts.size;
  }

  /** All of it as JSON, with the texts in their places. */
  open(value: unknown): Json {
    const opened = JSON.stringify(value).replace(/t1:[A-Za-z0-9_-]{43}/g, (ref) => {
      const text = this.#texts.get(ref);
      if (text === undefined) throw new Error(`nobody put ${ref}`);
      return JSON.stringify(text).slice(1, -1);
    });
    return JSON.parse(opened) as Json;
  }
}

/** The one thing that is computed of what a text is: it binds an approval to the very entry. */
const digestFields: readonly string[] = ["digest"];

/** The same without what is computed of the entries. */
export const withoutDigests = (value: unknown): Json =>
  JSON.parse(
    JSON.stringify(value, (key, one: unknown) => (digestFields.includes(key) && typeof one === "string" ? "…" : one)),
  ) as Json;

interface Versions {
  readonly versions?: readonly { readonly version: number; readonly digest: string }[];
}

/** An event of one, for the other: an exact wording is named by its digest, which is another there. */
export function withOwnDigest<Event extends Readonly<Record<string, unknown>>>(
  event: Event,
  from: unknown,
  to: unknown,
): Event {
  const { version, digest } = event;
  const [own, others] = [(from as Versions).versions ?? [], (to as Versions).versions ?? []];
  const place = own.findIndex((one) => String(one.version) === version && one.digest === digest);
  return place < 0 ? event : { ...event, digest: others[place]?.digest };
}
