/** Reads which entry of somebody's list is to end; the pages that have the list answer. */
import type { Request } from "express";
import type { EndableKind, EndedOne, Ways } from "../../accounts/ways.ts";
import { bodyOf, wordOf } from "../body.ts";
import type { Words } from "../words/index.ts";

const endable: readonly EndableKind[] = [
  "password",
  "codes",
  "passkey",
  "provider",
  "session",
  "device",
  "token",
  "link",
  "calendar",
  "acknowledge",
  "webhook",
];

interface Ending {
  readonly ways: Ways;
  readonly person: string;
  readonly by: string;
  readonly keepSession: string | null;
}

/** Null: nothing that can end. */
export async function endAsked(request: Request, { ways, person, ...options }: Ending): Promise<EndedOne | null> {
  const body = bodyOf(request);
  const kind = endable.find((one) => one === wordOf(body, "kind"));
  return kind === undefined ? null : ways.endOne(person, kind, wordOf(body, "id"), options);
}

export function formatEnded({ outcome }: EndedOne, words: Words["accessList"]): string {
  return { ended: words.ended, "not-there": words.notThere, "last-way-in": words.lastWayIn }[outcome];
}
