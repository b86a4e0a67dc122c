/** What a service's answer means. It was taken when the service says so in its own way, whatever the status. Pure. */
import { membersIn, membersOf, type Members } from "./answer-members.ts";
import type { Match, Outcome, Preset, ServiceAnswer } from "./preset.ts";

const tooMany = 429;
const timedOut = 408;
/** A move, no right, nothing there (any more): the address is not that of something that takes notifications. */
const isAddressWrong = (status: number) => (status >= 300 && status < 400) || [401, 403, 404, 410].includes(status);
/** Whatever the code: it is this one, and not the settings. */
const tooLong =
  /exceed|too (?:long|large|big)|max(?:imum)? (?:length|size)|size limit|超长|过长|超过.{0,8}(?:长度|限制)/i;

export function classify({ answer: rules }: Preset, answer: ServiceAnswer): Outcome {
  const { status, text, retryAfterMs } = answer;
  const read = reading(text);
  const is = (match: Match | undefined) => match !== undefined && matches(match, read(match.at));
  const words = rules.words === undefined ? null : read([rules.words]);
  const named = [codeOf(rules, read), words].map(asWord).filter((word) => word !== null && word !== "");
  const said = `${status} ${named.length === 0 ? text : named.join(" ")}`.trim();
  const again = (isRefused: boolean, afterMs = retryAfterMs): Outcome => ({ what: "again", said, afterMs, isRefused });
  const secondsAt = rules.again?.secondsAt;
  const askedMs = retryAfterMs ?? millisecondsOf(secondsAt === undefined ? null : read([secondsAt]));
  if (is(rules.again)) return again(true, askedMs ?? rules.again?.afterMs ?? null);
  if (is(rules.broken)) return { what: tooLong.test(asWord(words) ?? "") ? "never" : "broken", said };
  if (status === tooMany) return again(true, askedMs ?? rules.again?.afterMs ?? null);
  if (status >= 500 || status === timedOut) return again(false);
  if (isAddressWrong(status)) return { what: "broken", said };
  if (status < 200 || status > 299) return { what: "never", said };
  if (rules.taken === undefined || is(rules.taken)) return { what: "taken", said: [status, ...named].join(" ") };
  // A page of somebody in between: the service itself has not been heard.
  return read(rules.taken.at) === undefined ? again(true) : { what: "never", said };
}

type Read = (paths: readonly string[] | undefined) => unknown;

/** Names are those of the service's manual; how they are written in the answer decides nothing. */
function reading(text: string): Read {
  const members = membersOf(text);
  const plain = members === null && !/^\s*(?:<|$)/.test(text) ? text.trim() : undefined;
  return (paths) => {
    if (paths === undefined) return plain;
    const found = paths.map((path) => at(members ?? [], path.toLowerCase().split(".")));
    return found.find((value) => value !== undefined);
  };
}

function at(all: readonly Members[], [name = "", ...inside]: readonly string[]): unknown {
  const key = name.replace(/[_-]/g, "");
  const value = all.map((members) => members.get(key)).find((one) => one !== undefined);
  return inside.length === 0 ? value : at(membersIn(value), inside);
}

function matches(match: Match, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  return match.in?.some((one) => asWord(value) === String(one)) ?? true;
}

/** What decided, when it is a word or a number. */
function codeOf({ taken, again, broken }: Preset["answer"], read: Read): unknown {
  return [broken, again, taken].map((match) => (match?.in ? read(match.at) : undefined)).find((code) => asWord(code));
}

function millisecondsOf(seconds: unknown): number | null {
  return typeof seconds === "number" && seconds > 0 && Number.isFinite(seconds) ? seconds * 1000 : null;
}

function asWord(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
