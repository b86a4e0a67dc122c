/**
 * Did the receiver take it? Chat robots, text-message services and gateways answer 200 whatever has happened and say the rest
 * in what they answer. What says nothing of the kind counts as taken.
 */
import { membersIn, membersOf, type Members } from "../channels/answer-members.ts";

export type Verdict = "taken" | "refused" | "not-now";

export function verdictOf(text: string): Verdict {
  const all = membersOf(text);
  const isRefused = all === null ? isRefusingText(text) : all.some((members) => isRefusing(members, 0));
  if (!isRefused) return "taken";
  const mayPass = all === null ? passing.test(text) : all.some((members) => isPassing(members));
  return mayPass ? "not-now" : "refused";
}

const flags = ["ok", "success", "succeeded", "successful", "issuccess", "sent", "delivered", "accepted"];
/** Zero when all is well, and nothing else. */
const errorCodes = ["errcode", "errorcode", "errno", "errornumber"];
/** Zero or a status of HTTP when all is well, or a word. */
const codes = [
  "code",
  "statuscode",
  "resultcode",
  "returncode",
  "respcode",
  "retcode",
  "ret",
  "rc",
  "httpcode",
  "http",
];
/** A word; a number only when it is plainly a failure, because 0 and 1 both mean either. */
const states = ["status", "state", "result", "returnstatus", "outcome"];
const errors = [
  "error",
  "errors",
  "err",
  "exception",
  "fault",
  "failed",
  "faultstring",
  "errormessage",
  "errortext",
  "errorresponse",
];
const messages = ["msg", "message", "errmsg", "statusmessage", "description", "error", "errormessage", "submsg"];
/** Where answers are wrapped in another. */
const wrappers = [
  "response",
  "result",
  "results",
  "body",
  "status",
  "meta",
  "head",
  "header",
  "baseresp",
  "sendstatusset",
  "messages",
];
const depthMax = 3;

function isRefusing(members: Members, depth: number): boolean {
  const has = (names: readonly string[], is: (value: unknown) => boolean) =>
    names.some((name) => is(members.get(name)));
  if (saysNoPlainly(members)) return true;
  if (
    depth < depthMax &&
    wrappers.some((name) => membersIn(members.get(name)).some((one) => isRefusing(one, depth + 1)))
  )
    return true;
  if (has(flags, isYes)) return false;
  if (has(codes, (code) => isCode(code) && !isFine(code)) && !has(messages, saysFine)) return true;
  if (has(states, isBadState) || has(errors, isThere)) return true;
  const saysItself = [...flags, ...errorCodes, ...codes].some((name) => members.has(name));
  return !saysItself && membersIn(members.get(payload)).some(saysNoPlainly);
}

/** Of what is carried inside only this counts, and only where the outside says nothing: a code in there may be anything. */
const payload = "data";

function saysNoPlainly(members: Members): boolean {
  const isError = (code: unknown) => isCode(code) && !isZero(code);
  return flags.some((name) => isNo(members.get(name))) || errorCodes.some((name) => isError(members.get(name)));
}

const isNo = (value: unknown) => value === false || value === 0 || /^(?:false|no|0)$/i.test(wordOf(value));
const isYes = (value: unknown) => value === true || value === 1 || /^(?:true|yes|ok|success|1)$/i.test(wordOf(value));
const isCode = (value: unknown) => typeof value === "number" || (typeof value === "string" && value.trim() !== "");

function isZero(value: unknown): boolean {
  return fineWord.test(wordOf(value)) || Number(value) === 0;
}

function isFine(value: unknown): boolean {
  const number = Number(value);
  return fineWord.test(wordOf(value)) || number === 0 || (number >= 200 && number < 300);
}

const fineWord = /^(?:ok|success|successful|succeed(?:ed)?|sent|queued|accepted|delivered|done|none|null|0+|20\d)\W*$/i;
const badWord =
  /^(?:err(?:or)?s?|fail(?:ed|ure|d)?|faild|reject(?:ed)?|refused|denied|invalid|unauthori[sz]ed|forbidden|blocked|ng|nok|ko|not[ _-]?ok|undelivered|undeliverable|expired|bad)\b|失败|错误/i;

const saysFine = (value: unknown) => fineWord.test(wordOf(value)) || wordOf(value).endsWith("成功");

function isBadState(value: unknown): boolean {
  if (value === false) return true;
  const word = wordOf(value);
  const number = typeof value === "number" || /^-?\d+$/.test(word) ? Number(value) : 0;
  return number < 0 || number >= 300 || badWord.test(word);
}

/** An error is named. */
function isThere(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  if (typeof value === "number") return value !== 0;
  const word = wordOf(value);
  return value === true || (word !== "" && !/^(?:false|no(?: error)?)$/i.test(word) && !fineWord.test(word));
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

/** Of Slack's and its likes' words, the older Teams connectors, and gateways that answer with one number or one sentence. */
const refusingText =
  /^(?:no_service|no_team|no_text|no_active_hooks|team_disabled|user_not_found|action_prohibited|posting_to_\w+_denied|rollup_error|missing_\w+|too_many_\w+|rate_?limited|access_denied|method_deprecated|\w+_not_found|\w+_is_archived|\w+_archived|invalid_\w+|token_\w+|not_\w+|false|-\d+)$|^webhook message delivery failed|teams endpoint returned HTTP error|^bad (?:payload|request)/i;

function isRefusingText(text: string): boolean {
  const words = text.trim();
  return refusingText.test(words) || (!words.startsWith("<") && badWord.test(words));
}

const passing =
  /rate.?limit|too.?(?:many|fast|frequent)|frequen|busy|try again|retry|time.?out|temporar|flow.?control|overload|unavailable|limit_control|system_error|HTTP error (?:429|5\d\d)|限流|频繁|繁忙|稍后|超时/i;
/** Busy, or too fast: WeCom, DingTalk, Feishu, ntfy. */
const passingCodes = new Set([
  -1, 429, 45009, 130101, 130102, 11232, 9499, 99991400, 42901, 42902, 42903, 42904, 42908,
]);

function isPassing(members: Members): boolean {
  const values = [...members.values()];
  const inside = values.flatMap((value) => membersIn(value)).flatMap((one) => [...one]);
  return [...members, ...inside].some(([name, value]) => {
    if (name === "retryafter") return true;
    if (typeof value === "string" && passing.test(value)) return true;
    const number = [...errorCodes, ...codes].includes(name) ? Number(value) : NaN;
    return passingCodes.has(number) || (number >= 500 && number < 600);
  });
}
