/** Takes a JSON body of bounded size and depth, and nothing else. What is wrong with it becomes a problem, not an exception. */
import type { Request, RequestHandler } from "express";
import type { Problem } from "./problems.ts";

const bodyBytesMax = 100 * 1024;
const jsonDepthMax = 20;

/** A client in the middle of a large body hears the answer better at its end; but its patience is not ours. */
const drainedBytesMax = 1024 * 1024;

/** Thrown into Express's error path and unpacked by the error handler: middleware has no other way to answer. */
export class BodyProblem extends Error {
  override name = "BodyProblem";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.problem);
    this.problem = problem;
  }
}

/** Puts the parsed JSON into `request.body`, or a `BodyProblem` into the error path. */
export const jsonBody: RequestHandler = async (request, _response, next) => {
  try {
    request.body = await readJson(request);
  } catch (problem) {
    next(problem);
    return;
  }
  next();
};

/** Throws a `BodyProblem`. */
export async function readJson(request: Request, bytesMax = bodyBytesMax): Promise<unknown> {
  if (!isPlainJson(request)) throw new BodyProblem(notJson);
  const { bytes, chunks } = await readUpTo(bytesMax, request);
  const wrong = tooLarge(bytesMax);
  if (bytes > bytesMax)
    throw new BodyProblem(bytes > drainedBytesMax ? { ...wrong, headers: { Connection: "close" } } : wrong);
  const parsed = parse(Buffer.concat(chunks));
  if ("problem" in parsed) throw new BodyProblem(parsed);
  return parsed.json;
}

const plainJson = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

function isPlainJson(request: Request): boolean {
  const encoding = request.get("content-encoding") ?? "identity";
  return plainJson.test(request.get("content-type") ?? "") && encoding.toLowerCase() === "identity";
}

/** Keeps at most `bytesMax` bytes, and reads on a while without keeping. */
async function readUpTo(bytesMax: number, request: Request): Promise<{ bytes: number; chunks: readonly Buffer[] }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Destroying the stream would destroy the socket, and with it the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bytesMax) chunks.push(chunk);
    if (bytes > drainedBytesMax) break;
  }
  return { bytes, chunks };
}

function parse(body: Buffer): { readonly json: unknown } | Problem {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return { problem: "malformed-json" };
  }
  return isTooDeep(json) ? tooDeep : { json };
}

const notJson: Problem = {
  problem: "not-json",
  detail: {
    zh: "请用 Content-Type: application/json 发送 JSON（UTF-8），不要压缩。",
    en: "Send JSON in UTF-8 with Content-Type: application/json, not compressed.",
  },
};

const tooDeep: Problem = {
  problem: "malformed-json",
  detail: {
    zh: `JSON 嵌套不得超过 ${String(jsonDepthMax)} 层。`,
    en: `The JSON is nested more than ${String(jsonDepthMax)} levels deep.`,
  },
};

const tooLarge = (bytesMax: number): Problem => ({
  problem: "body-too-large",
  detail: {
    zh: `请求内容最多 ${String(bytesMax)} 字节。`,
    en: `The body may have at most ${String(bytesMax)} bytes.`,
  },
});

/** Level by level, so that a deep value costs no stack. */
function isTooDeep(json: unknown): boolean {
  let level: readonly unknown[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > jsonDepthMax) return true;
    level = level.flatMap((one): readonly unknown[] =>
      typeof one === "object" && one !== null ? Object.values(one) : [],
    );
  }
  return false;
}
