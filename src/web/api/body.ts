/** Takes a JSON body of bounded size and depth, and nothing else. What is wrong with it becomes a problem, not an exception. */
import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import type { Problem } from "./problems.ts";

export const bodyBytesMax = 100 * 1024;
export const jsonDepthMax = 20;

/** Thrown into Express's error path and unpacked by the error handler: middleware has no other way to answer. */
export class BodyProblem extends Error {
  override name = "BodyProblem";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.problem);
    this.problem = problem;
  }
}

const parse = express.json({ limit: bodyBytesMax, strict: false, inflate: false, type: () => true });

const onlyJson: RequestHandler = (request, _response, next) => {
  next(/^application\/json\s*(;|$)/i.test(request.get("content-type") ?? "") ? undefined : new BodyProblem(notJson));
};

const notTooDeep: RequestHandler = (request, _response, next) => {
  next(isTooDeep(request.body) ? new BodyProblem(tooDeep) : undefined);
};

const asProblem: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  next(problemOf(error) ?? error);
};

/** In this order: the right type, the right size, JSON, not too deep. */
export const jsonBody: readonly (RequestHandler | ErrorRequestHandler)[] = [onlyJson, parse, notTooDeep, asProblem];

const notJson: Problem = {
  problem: "not-json",
  detail: {
    zh: "请用 Content-Type: application/json 发送 JSON,不要压缩。",
    en: "Send JSON with Content-Type: application/json, not compressed.",
  },
};

const tooDeep: Problem = {
  problem: "malformed-json",
  detail: {
    zh: `JSON 嵌套不得超过 ${String(jsonDepthMax)} 层。`,
    en: `The JSON is nested more than ${String(jsonDepthMax)} levels deep.`,
  },
};

const tooLarge: Problem = {
  problem: "body-too-large",
  detail: {
    zh: `请求内容最多 ${String(bodyBytesMax)} 字节。`,
    en: `The body may have at most ${String(bodyBytesMax)} bytes.`,
  },
};

/** What Express's parser says, by the status that it suggests. */
function problemOf(error: unknown): BodyProblem | null {
  if (error instanceof BodyProblem) return error;
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : null;
  if (status === 413) return new BodyProblem(tooLarge);
  if (status === 415) return new BodyProblem(notJson);
  return status === 400 ? new BodyProblem({ problem: "malformed-json" }) : null;
}

/** Level by level, so that a deep value costs no stack. */
function isTooDeep(body: unknown): boolean {
  let level: readonly unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > jsonDepthMax) return true;
    level = level.flatMap((one): readonly unknown[] =>
      typeof one === "object" && one !== null ? Object.values(one) : [],
    );
  }
  return false;
}
