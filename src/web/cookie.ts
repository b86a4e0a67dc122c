import type { Request } from "express";

/** Secrets, ids and languages are shorter. */
const valueLengthMax = 500;

/** A stranger may send thousands, and each page asks for several: they are told apart once a request. */
const readBefore = new WeakMap<object, ReadonlyMap<string, string>>();

/** Null: there is none, or none that could be ours. */
export function cookieOf({ headers }: Pick<Request, "headers">, name: string): string | null {
  let cookies = readBefore.get(headers);
  if (cookies === undefined) readBefore.set(headers, (cookies = cookiesIn(headers.cookie ?? "")));
  const value = cookies.get(name);
  return value === undefined || value.length > valueLengthMax ? null : decoded(value);
}

/** The first of each name. */
function cookiesIn(header: string): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(";")) {
    const sign = part.indexOf("=");
    const name = part.slice(0, Math.max(sign, 0)).trim();
    if (sign > 0 && !cookies.has(name)) cookies.set(name, part.slice(sign + 1).trim());
  }
  return cookies;
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
