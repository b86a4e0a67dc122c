/** Reads single values out of the environment; a wrong one becomes a sentence and reading goes on. */
import { suggestion } from "./problems.ts";

/** An empty variable counts as not set, as shells and container files leave them behind. */
export type Source = Readonly<Record<string, string | undefined>>;
export type Problems = string[];

interface Range {
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
}

/** A whole number within the range. */
export function readNumber(source: Source, name: string, range: Range, problems: Problems): number {
  const given = source[name];
  if (!given) return range.otherwise;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : NaN;
  if (value >= range.least && value <= range.most) return value;
  problems.push(`${name} is ${JSON.stringify(given)}; allowed are whole numbers from ${range.least} to ${range.most}.`);
  return range.otherwise;
}

export function readWord<Word extends string>(
  source: Source,
  name: string,
  words: readonly Word[],
  otherwise: Word,
  problems: Problems,
): Word {
  const given = source[name];
  if (!given) return otherwise;
  const word = words.find((known) => known === given);
  if (word !== undefined) return word;
  problems.push(`${name} is ${JSON.stringify(given)}; allowed are ${words.join(", ")}.${suggestion(given, words)}`);
  return otherwise;
}

/** An address without query, fragment or sign-in, and without a slash at its end. */
export function readAddress(source: Source, name: string, problems: Problems): string | null {
  const given = source[name];
  if (!given) return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "";
  if (!plain || url.username !== "" || url.password !== "") {
    problems.push(
      `${name} is ${JSON.stringify(given)}; write an address like https://desk.example.test, without ? or #.`,
    );
    return null;
  }
  if (url.protocol === "http:" && !isThisMachine(url.hostname)) {
    problems.push(`${name} is ${JSON.stringify(given)}; http is for this machine only. Write https://${url.host}.`);
  }
  return url.href.replace(/\/+$/, "");
}

export function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
