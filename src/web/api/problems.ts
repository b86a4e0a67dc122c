/**
 * Errors of the API as problem documents (RFC 9457), and the one table that maps codes to a status. Codes are the desk's
 * and the engine's own, plus those of a request that never reached the desk.
 */
import type { Language, Text } from "../../../machines/playbook.ts";
import { refusalWords, type RefusalCode } from "../../playbook/refusals.ts";
import type { FieldErrors } from "../../playbook/types.ts";

export type ProblemCode = RefusalCode | keyof typeof requestProblems;

type Row = { readonly status: number; readonly title: Text };

const requestProblems = {
  "malformed-json": { status: 400, title: { zh: "请求内容不是有效的 JSON。", en: "The body is not valid JSON." } },
  "malformed-query": { status: 400, title: { zh: "查询参数有误。", en: "The query does not fit." } },
  "malformed-header": { status: 400, title: { zh: "请求头有误。", en: "A header does not fit." } },
  "nobody-acts": { status: 401, title: { zh: "没有说明由谁操作。", en: "Nobody is named as acting." } },
  "unknown-person": { status: 403, title: { zh: "没有这个人员。", en: "There is no such person." } },
  "scope-missing": { status: 403, title: { zh: "令牌的权限范围不够。", en: "The token's scopes do not allow this." } },
  forbidden: { status: 403, title: { zh: "您的角色不能进行此操作。", en: "Your roles do not allow this." } },
  "not-found": { status: 404, title: { zh: "没有找到。", en: "There is nothing here." } },
  "method-not-allowed": {
    status: 405,
    title: { zh: "这个地址不支持此方法。", en: "This address does not take that method." },
  },
  conflict: { status: 409, title: { zh: "事件在此期间已有变化。", en: "The incident has changed meanwhile." } },
  "to-confirm": {
    status: 409,
    title: { zh: "填写的内容不常见，需要确认。", en: "Something here is unusual and has to be confirmed." },
  },
  "precondition-failed": {
    status: 412,
    title: { zh: "事件在此期间已有变化。", en: "The incident has changed meanwhile." },
  },
  "body-too-large": { status: 413, title: { zh: "请求内容过大。", en: "The body is too large." } },
  "not-json": { status: 415, title: { zh: "只接受 application/json。", en: "Only application/json is taken." } },
  "too-many-entries": {
    status: 429,
    title: {
      zh: "短时间内提交过多，没有记录任何内容，请按 Retry-After 稍后再试。",
      en: "Too many entries in a short time; nothing was recorded. Try again after the seconds in Retry-After.",
    },
  },
  invalid: { status: 422, title: { zh: "填写有误。", en: "Some values will not do." } },
  unavailable: {
    status: 503,
    title: { zh: "暂时无法保存或读取。", en: "Nothing can be recorded or read at the moment." },
  },
  "unreadable-row": {
    status: 500,
    title: {
      zh: "这个事件在数据库中有一行无法读取，已隔离；没有记录任何内容。",
      en: "A stored row of this incident cannot be read and is quarantined; nothing was recorded.",
    },
  },
  "read-only": {
    status: 503,
    title: {
      zh: "值班台目前为只读，没有记录任何内容；数据恢复后才能办理。",
      en: "The desk is read-only: nothing was recorded. Its data must be restored first.",
    },
  },
  overloaded: {
    status: 503,
    title: {
      zh: "请求过多,没有记录任何内容,请稍后再试。",
      en: "Too much at once; nothing was recorded, try again soon.",
    },
  },
  internal: {
    status: 500,
    title: { zh: "系统出错，没有确认任何操作。", en: "We made a mistake; nothing was acknowledged." },
  },
} as const satisfies Record<string, Row>;

/** What the engine and the desk refuse. 409: not in this state; 422: not like this; 500: our own fault. */
const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  "unknown-playbook": 422,
  "unknown-event": 422,
  "unknown-machine": 500,
  "unknown-instance": 404,
  "not-acceptable": 409,
  finished: 409,
  "reserved-type": 422,
  "invalid-event": 422,
  "machine-error": 500,
  "command-id-reused": 422,
  "same-person": 409,
  "definition-changed": 500,
};

const table: ReadonlyMap<string, Row> = new Map<string, Row>([
  ...Object.entries(requestProblems),
  ...Object.entries(refusalStatus).map(([code, status]): [string, Row] => [
    code,
    { status, title: refusalWords[code as RefusalCode] },
  ]),
]);

/** Every code with its status, for the description and for `GET /api/problems`. */
export const problemRows: readonly { readonly code: string; readonly status: number; readonly title: Text }[] = [
  ...table,
].map(([code, row]) => ({ code, ...row }));

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
  const row = rowOf(problem.problem);
  const detail = problem.detail ?? row.title;
  const body = {
    type: `${base}/problems#${problem.problem}`,
    title: row.title[language],
    status: row.status,
    detail: detail[language],
    code: problem.problem,
    ...(problem.errors ? { errors: inLanguage(problem.errors, language) } : {}),
    ...problem.more,
  };
  const headers = { "Content-Type": "application/problem+json; charset=utf-8", "Content-Language": language };
  return { status: row.status, headers: { ...headers, ...problem.headers }, body };
}

function rowOf(code: ProblemCode): Row {
  return table.get(code) ?? requestProblems.internal;
}

export function isOurFault({ problem }: Problem): boolean {
  return rowOf(problem).status >= 500;
}

/** The engine's codes come as plain strings through the desk. One that is not in the table is our own fault. */
export function knownCode(code: string): ProblemCode {
  return table.has(code) ? (code as ProblemCode) : "internal";
}

function inLanguage(errors: FieldErrors, language: Language): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(errors).map(([field, said]) => [field, said.map((text) => text[language])]));
}
