/**
 * The members of an answer, whatever it is written in: JSON, also cut off or as a call of a function, XML, or a form. Names in
 * small letters, without what sets their words apart.
 */
export type Members = ReadonlyMap<string, unknown>;

const beginning = /^[\s\ufeff]+/;

/** Null: plain words. Several answers in one list are several. */
export function membersOf(text: string): readonly Members[] | null {
  const trimmed = text.replace(beginning, "").trimEnd();
  const json = /^[\w$.]{1,80}\(([\s\S]*)\);?$/.exec(trimmed)?.[1] ?? trimmed;
  if (json.startsWith("{") || json.startsWith("[")) {
    const parsed = parsedOrNull(json);
    return parsed === null ? [beginningOf(json)] : listOf(parsed);
  }
  if (/^<(?!!doctype|html)/i.test(trimmed)) return [ofXml(trimmed)];
  return /^\w{1,40}=[^&\s]*(?:&\w{1,40}=[^&\s]*)*$/.test(trimmed) ? [named([...new URLSearchParams(trimmed)])] : null;
}

export function membersIn(value: unknown): readonly Members[] {
  return typeof value === "object" && value !== null ? listOf(value) : [];
}

function listOf(value: object): readonly Members[] {
  const all: readonly unknown[] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return all.flatMap((one) => (typeof one === "object" && one !== null ? [named(Object.entries(one))] : []));
}

function named(entries: readonly (readonly [string, unknown])[]): Members {
  return new Map(entries.map(([name, value]) => [name.toLowerCase().replace(/[_-]/g, ""), value]));
}

function parsedOrNull(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" ? parsed : null;
  } catch {
    return null;
  }
}

function ofXml(text: string): Members {
  const found = [
    ...text.matchAll(/<([\w:.-]{1,60})(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?([^<>]{0,200}?)(?:\]\]>)?\s*<\/\1>/g),
  ];
  return named(found.map(([, name = "", value = ""]) => [name.replace(/^.*:/, ""), value]));
}

const token = /"((?:[^"\\]|\\.)*)(?:"|$)|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Of JSON that is cut off or broken: what stands plainly in its outermost object. */
function beginningOf(text: string): Members {
  const found: [string, unknown][] = [];
  let depth = 0;
  let name: string | null = null;
  let isValue = false;
  for (const [sign, quoted] of text.matchAll(token)) {
    const isOuter = depth === 1;
    if (isOuter && isValue && name !== null && sign !== ",") {
      found.push([name, quoted ?? plainValue(sign)]);
      name = null;
    }
    if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
    if (isOuter && quoted !== undefined && !isValue) name = quoted;
    if (depth === 1) isValue = sign === ":" || (isValue && name !== null);
    if (depth < 1) break;
  }
  return named(found);
}

/** `{` and `[`: something stands there. */
function plainValue(sign: string): unknown {
  if (sign === "{" || sign === "[") return { there: true };
  if (/^-?\d+(?:\.\d+)?$/.test(sign)) return Number(sign);
  return { true: true, false: false, null: null }[sign] ?? sign;
}
