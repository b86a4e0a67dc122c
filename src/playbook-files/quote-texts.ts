/**
 * Puts quotes around texts that YAML would read as something else: a comma or a colon inside { }, a #, a number, yes and no.
 * Nothing else of a file is touched: comments, order and line breaks stay as they are.
 */

/** Keys whose values are always words. */
const textKeys = new Set(
  "title purpose label done help confirm why rule source when subject happened asked what name zh en".split(" "),
);
const keyPattern = /([A-Za-z][A-Za-z0-9-]{0,60}): +/y;
/** Where the next key of the same { } begins. */
const nextKey = /, +[A-Za-z0-9_-]{1,60}:(?=[ }\n]|$)/y;
const templatePart = /\{[A-Za-z0-9]{1,60}\}/y;
/** A comma at the end of a line, and spaces behind it. */
const endMax = 20;
const misread = /^(true|false|null|~|[-+.]?[0-9][0-9a-fA-FxXoO_.eE+-]{0,40}|[-+]?\.(inf|nan))$/i;

export function quoteTexts(text: string): string {
  let depth = 0;
  let blockIndent: number | null = null;
  return text
    .split("\n")
    .map((line) => {
      const indent = line.search(/\S/);
      if (blockIndent !== null && (indent < 0 || indent > blockIndent)) return line;
      blockIndent = null;
      const quoted = quoteLine(line, depth);
      depth = quoted.depth;
      if (depth === 0 && /: [|>][-+]?\s*$/.test(line)) blockIndent = indent;
      return quoted.line;
    })
    .join("\n");
}

interface Quoted {
  readonly line: string;
  /** How many { and [ are open behind it. */
  readonly depth: number;
}

function quoteLine(line: string, before: number): Quoted {
  let out = "";
  let depth = before;
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === "#" && (at === 0 || /\s/.test(line.charAt(at - 1)))) break;
    if (char === '"' || char === "'") {
      const end = endOfQuotes(line, at);
      out += line.slice(at, end);
      at = end;
      continue;
    }
    const key = keyAt(line, at);
    if (key !== null && textKeys.has(key.name)) {
      const end = endOfText(line, key.end, depth > 0);
      out += line.slice(at, key.end) + quotedIfNeeded(key.name, line.slice(key.end, end), depth > 0);
      at = end;
      continue;
    }
    if (char === "{" || char === "[") depth += 1;
    if (char === "}" || char === "]") depth = Math.max(0, depth - 1);
    out += char;
    at += 1;
  }
  return { line: out + line.slice(at), depth };
}

/** A key stands at the beginning of a line, behind a dash, a brace or a comma. */
function keyAt(line: string, at: number): { readonly name: string; readonly end: number } | null {
  if (at > 0 && !/[\s{,]/.test(line.charAt(at - 1))) return null;
  keyPattern.lastIndex = at;
  const [found, name = ""] = keyPattern.exec(line) ?? [];
  return found === undefined ? null : { name, end: at + found.length };
}

function endOfQuotes(line: string, start: number): number {
  const quote = line.charAt(start);
  for (let at = start + 1; at < line.length; at += 1) {
    if (quote === '"' && line.charAt(at) === "\\") at += 1;
    else if (line.charAt(at) === quote) return at + 1;
  }
  return line.length;
}

/** Of a text that stands there without quotes. One that is none, such as a map, ends where it begins. */
function endOfText(line: string, start: number, isInside: boolean): number {
  if (/["'[{|>&*!]/.test(line.charAt(start)) && !isTemplate(line, start)) return start;
  if (!isInside) return commentIn(line, start);
  for (let at = start; at < line.length; at += 1) {
    templatePart.lastIndex = at;
    const part = templatePart.exec(line);
    if (part) {
      at += part[0].length - 1;
      continue;
    }
    nextKey.lastIndex = at;
    if (line.charAt(at) === "}" || nextKey.test(line) || /^, *$/.test(line.slice(at, at + endMax))) return at;
  }
  return line.length;
}

/** A # with a space on both sides begins a comment; `#3` is meant as a text. */
function commentIn(line: string, start: number): number {
  const at = line.indexOf(" # ", start);
  return at < 0 ? line.length : at;
}

function isTemplate(line: string, at: number): boolean {
  templatePart.lastIndex = at;
  return templatePart.test(line);
}

function quotedIfNeeded(key: string, written: string, isInside: boolean): string {
  const text = written.trimEnd();
  const rest = written.slice(text.length);
  // A night expects `done: true`.
  if (text === "" || (key === "done" && /^(true|false)$/.test(text))) return written;
  const isCut = isInside ? /[,[\]{}]|: | #|:$/.test(text) : /: | #|:$/.test(text) || text.startsWith("{");
  if (!isCut && !misread.test(text) && !/^[%@`]/.test(text)) return written;
  return `${JSON.stringify(text)}${rest}`;
}
