/** A browser without JavaScript, as far as forms and links need one. */
import type { NightDesk } from "./night-desk.ts";

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string | null;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export class Visitor {
  readonly #desk: Pick<NightDesk, "origin">;
  readonly #cookies: string;

  constructor(desk: Pick<NightDesk, "origin">, person: string | null, language: "zh" | "en" = "en") {
    this.#desk = desk;
    this.#cookies = [person === null ? "" : `answerable_person=${person}`, `answerable_language=${language}`]
      .filter(Boolean)
      .join("; ");
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.#ask(path, { headers });
  }

  post(path: string, fields: Fields, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.#ask(path, { method: "POST", body, headers });
  }

  /** Opens a page, fills in its form, keeps what stands in it already, and sends it. */
  async fill(path: string, fields: Fields, action = path): Promise<Page> {
    const page = await this.get(path);
    return this.post(action, { ...formFields(page.text, action), ...fields });
  }

  async #ask(path: string, init: RequestInit): Promise<Page> {
    const response = await fetch(`${this.#desk.origin}${path}`, {
      redirect: "manual",
      ...init,
      headers: { cookie: this.#cookies, ...(init.headers as Record<string, string>) },
    });
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: response.headers.get("location"),
    };
  }
}

/** What the form with this action, or with a button for it, would send untouched: inputs, texts and chosen options. */
export function formFields(html: string, action: string): Record<string, string[]> {
  const place = html.indexOf(`action="${action}"`);
  if (place < 0) throw new Error(`no form posts to ${action}`);
  const start = html.lastIndexOf("<form", place);
  const form = html.slice(start, html.indexOf("</form>", start));
  const fields: Record<string, string[]> = {};
  for (const [tag] of form.matchAll(/<input(?:"[^"]*"|[^">])*>/g)) {
    const type = attribute(tag, "type");
    const isLeftOut = (type === "radio" || type === "checkbox") && !/\schecked/.test(tag);
    if (!isLeftOut) (fields[attribute(tag, "name")] ??= []).push(attribute(tag, "value"));
  }
  for (const [, tag = "", text = ""] of form.matchAll(/(<textarea(?:"[^"]*"|[^">])*>)([^<]*)<\/textarea>/g))
    fields[attribute(tag, "name")] = [unescaped(text)];
  return fields;
}

function attribute(tag: string, name: string): string {
  return unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
}

function unescaped(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}

/** Which of these words a page does not have: an answer that can be read when a test fails, unlike the whole page. */
export function missing(text: string, ...words: readonly string[]): string[] {
  return words.filter((one) => !text.includes(one));
}
