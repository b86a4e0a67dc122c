/**
 * Errors of the API as problem documents (RFC 9457). Codes and their status stand in `src/playbook/codes.ts`.
 */
import type { Language, Text } from "../../../machines/playbook.ts";
import { knownCode, rowOf, type Code } from "../../playbook/codes.ts";
import { refusalWords, type RefusalCode } from "../../playbook/refusals.ts";
import type { FieldErrors } from "../../playbook/types.ts";

/** `foreign…`: such a request is answered before the API hears of it. */
export type ProblemCode = Exclude<Code, "foreign-origin" | "foreign-host">;

/** What nobody refuses but the API itself, or what befalls it; the others are said as they are everywhere. */
const ownTitles: Readonly<Record<Exclude<ProblemCode, RefusalCode>, Text>> = {
  "malformed-json": { zh: "请求内容不是有效的 JSON。", en: "The body is not valid JSON." },
  "malformed-query": { zh: "查询参数有误。", en: "Invalid query parameter." },
  "malformed-header": { zh: "请求头有误。", en: "Invalid header." },
  "nobody-acts": { zh: "未提供身份信息。", en: "Authentication required." },
  "unknown-person": { zh: "没有该人员。", en: "Unknown person." },
  "scope-missing": { zh: "令牌的权限范围不够。", en: "The token's scopes do not allow this." },
  forbidden: { zh: "您的角色无此权限。", en: "Your roles do not allow this." },
  "not-found": { zh: "未找到。", en: "Not found." },
  "method-not-allowed": { zh: "不支持该请求方法。", en: "Method not allowed." },
  conflict: { zh: "事件已有变化。", en: "The incident has changed." },
  "to-confirm": { zh: "填写的内容不常见，需要确认。", en: "Something here is unusual and has to be confirmed." },
  "precondition-failed": { zh: "事件已有变化。", en: "The incident has changed." },
  "body-too-large": { zh: "请求内容过大。", en: "The body is too large." },
  "not-json": { zh: "仅接受 application/json。", en: "Content-Type must be application/json." },
  "too-many-entries": {
    zh: "短时间内提交过多，未作记录，请按 Retry-After 稍后再试。",
    en: "Too many entries in a short time; nothing was recorded. Try again after the seconds in Retry-After.",
  },
  invalid: { zh: "填写有误。", en: "Some values are not valid." },
  unavailable: { zh: "存储暂不可用，请稍后重试。", en: "Storage is unavailable. Try again later." },
  "unreadable-row": {
    zh: "这个事件在数据库中有一行无法读取，已隔离；未作记录。",
    en: "A stored row of this incident cannot be read and is quarantined; nothing was recorded.",
  },
  "not-exportable": {
    zh: "无法生成这个事件的签名记录：记录与已签名的不符，或变化过快。请稍后重试；仍不行时，请服务器管理员运行 answerable verify。",
    en: "The signed record of this incident cannot be made: it is not what was signed, or changes too quickly. Try again; if it stays, the server administrator runs answerable verify.",
  },
  "read-only": {
    zh: "值班台目前为只读，未作记录；数据恢复后才能办理。",
    en: "The desk is read-only: nothing was recorded. Its data must be restored first.",
  },
  overloaded: {
    zh: "请求过多，未作记录，请稍后重试。",
    en: "Too many requests. Nothing was recorded; try again shortly.",
  },
  internal: {
    zh: "系统内部错误，操作未确认。请先核对事件，再用同一 Idempotency-Key 重新提交。",
    en: "Internal error. The request was not confirmed: check the incident, then send it again with the same Idempotency-Key.",
  },
};

const titles: Readonly<Record<ProblemCode, Text>> = { ...ownTitles, ...refusalWords };

/** Every code with its status, for the description and for `GET /api/problems`. */
export const problemRows: readonly { readonly code: string; readonly status: number; readonly title: Text }[] =
  Object.entries(titles).map(([code, title]) => ({ code, status: rowOf(knownCode(code)).status, title }));

/** A problem before it is put into one language. */
export type Problem = {
  readonly problem: ProblemCode;
  /** What happened this time and how to mend it; the title's words when left out. */
  readonly detail?: Text;
  readonly errors?: FieldErrors;
  /** Further members, for programs. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** For our own eyes: goes to the log, never to the client. */
  readonly reason?: string;
};

export type ProblemReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
};

export function problemReply(problem: Problem, language: Language, base: string): ProblemReply {
  const { status } = rowOf(problem.problem);
  const title = titles[problem.problem];
  const detail = problem.detail ?? title;
  const body = {
    type: `${base}/problems#${problem.problem}`,
    title: title[language],
    status,
    detail: detail[language],
    code: problem.problem,
    ...(problem.errors ? { errors: inLanguage(problem.errors, language) } : {}),
    ...problem.more,
  };
  const headers = { "Content-Type": "application/problem+json; charset=utf-8", "Content-Language": language };
  return { status, headers: { ...headers, ...problem.headers }, body };
}

export function isOurFault({ problem }: Problem): boolean {
  return rowOf(problem).status >= 500;
}

/** Of a refusal; one that is not in the table is our own fault. */
export function problemOfRefusal(code: string): ProblemCode {
  const known = knownCode(code);
  return Object.hasOwn(titles, known) ? (known as ProblemCode) : "internal";
}

function inLanguage(errors: FieldErrors, language: Language): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(errors).map(([field, said]) => [field, said.map((text) => text[language])]));
}
