import type { Request } from "express";

/** Secrets, ids and languages are shorter. */
const valueLengthMax = 500;

/** Null: there is none, or none that could be ours. */
export function cookieOf(request: Pick<Request, "headers">, name: string): string | null {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = part.trim().split("=");
    if (key === name && value !== undefined) return value.length > valueLengthMax ? null : decoded(value);
  }
  return null;
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
