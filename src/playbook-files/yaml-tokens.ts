/**
 * The first look at a file's text: word by word, with a limit for everything that a later look does per word. What YAML can do
 * beyond plain values (aliases, anchors, tags, directives) is refused here, each at its place.
 */
import { CST, Lexer, Parser } from "yaml";

/** The largest shipped file has 14 KB and 4,700 words. */
export const bytesMax = 256 * 1024;
const wordsMax = 30_000;
const depthMax = 40;
const faultsMax = 20;

export interface TextFault {
  /** In characters from the beginning of the text. */
  readonly offset: number;
  readonly message: string;
}

export interface Tokens {
  readonly tokens: readonly CST.Token[];
  /** With any of these the tokens may be incomplete. */
  readonly faults: readonly TextFault[];
}

export function tokensOf(text: string): Tokens {
  const faults: TextFault[] = [];
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let offset = 0;
  let words = 0;
  let isScalar = false;
  for (const word of new Lexer().lex(text)) {
    const type = isScalar ? "scalar" : CST.tokenType(word);
    isScalar = word === CST.SCALAR;
    const message = type === null ? null : (refused[type]?.(word) ?? null);
    if (message !== null) faults.push({ offset, message });
    words += 1;
    if (words > wordsMax) faults.push({ offset, message: "this file is too long for one playbook: divide it in two" });
    tokens.push(...parser.next(word));
    if (parser.stack.length > depthMax) faults.push({ offset, message: "this stands too deep: a playbook needs less" });
    if (words > wordsMax || parser.stack.length > depthMax || faults.length >= faultsMax) return { tokens: [], faults };
    if (!marks.has(word)) offset += word.length;
  }
  tokens.push(...parser.end());
  return { tokens, faults };
}

/** The lexer's own marks, which stand for no character of the text. */
const marks: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

const refused: Readonly<Record<string, (word: string) => string>> = {
  alias: () => "aliases (*name) are not allowed: write it out",
  anchor: () => "anchors (&name) are not allowed: write it out where it is needed",
  tag: () => "tags (!name) are not allowed: a file holds plain values only",
  "directive-line": () => "directives (% at the beginning of a line) are not allowed",
};
