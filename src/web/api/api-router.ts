/**
 * The API: `app.use("/api", apiRouter({ desk }))`. Answers every request below its mount point itself, errors included;
 * `apiErrors` is the last of its handlers and may also be mounted alone.
 */
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from "express";
import type { Language } from "../../../machines/playbook.ts";
import { retryAfterOf, troubleOf } from "../trouble.ts";
import type { ReadOnly } from "../../desk/read-only.ts";
import { codeOfError, rowOf } from "../../playbook/codes.ts";
import { admits } from "../../desk/audience.ts";
import { systemNewId, type NewId } from "../../kernel/ids.ts";
import type { Auth } from "../../playbook/act-command.ts";
import type { Desk } from "../../desk/types.ts";
import type { Person } from "../../directory/person.ts";
import { actThrough } from "../../kernel/acting.ts";
import { assert } from "../../kernel/assert.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import { BodyProblem, jsonBody } from "./body.ts";
import type { Answer } from "./handlers.ts";
import { openApiDocument } from "./openapi.ts";
import { movedPaths, operations, type Operation } from "./operations.ts";
import { isOurFault, problemReply, problemRows, type Problem } from "./problems.ts";
import type { Pace } from "../../kernel/pace.ts";
import { identifier } from "./identify.ts";
import { personHeader, readLanguage } from "./request.ts";
import { digestOf } from "../digest.ts";
import { inBoth } from "../words/index.ts";

export type ApiOptions = {
  readonly desk: Desk;
  /** Whose tokens are taken; left out, a header says who acts. */
  readonly accounts?: Pick<Accounts, "principalOfToken"> | null;
  readonly tokenPace?: Pace | null;
  readonly newId?: NewId;
  /** Why nothing is recorded; null or left out: everything is. */
  readonly readOnly?: ReadOnly | null;
  /** Hears of our own faults, which the client is told nothing about. */
  readonly onProblem?: (problem: unknown, request?: string) => void;
};

export function apiRouter(options: ApiOptions): Router {
  const { desk, accounts = null, tokenPace = null, newId = systemNewId, onProblem = () => undefined } = options;
  const router = express.Router({ caseSensitive: true, strict: false });
  router.use((_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  if (options.readOnly) {
    router.use((request, response, next) => {
      if (request.method === "GET" || request.method === "HEAD") next();
      else sendProblem(request, response, { problem: "read-only", headers: retryAfterOf(null, "read-only") });
    });
  }
  const description = JSON.stringify(openApiDocument(desk, accounts !== null));
  router.get("/openapi.json", (request, response) => {
    response.set("Content-Type", "application/json; charset=utf-8");
    sendUnlessKnown(request, response, description);
  });
  router.get("/problems", (_request, response) => {
    send(response, 200, {}, { items: problemRows });
  });
  for (const operation of operations) mount(router, operation, { desk, accounts, tokenPace, newId, onProblem });
  for (const [path, now] of Object.entries(movedPaths)) router.get(path, redirectTo(now));
  for (const path of new Set(["/openapi.json", "/problems", ...operations.map((one) => one.path)])) {
    router.all(path, (request, response) => {
      sendProblem(request, response, { problem: "method-not-allowed", headers: { Allow: methodsAt(path) } });
    });
  }
  router.use((request, response) => {
    sendProblem(request, response, { problem: "not-found" });
  });
  router.use(apiErrors(onProblem));
  return router;
}

/** For good: the method, the query and what was found out of the path stay. */
function redirectTo(path: string): RequestHandler {
  return (request, response) => {
    const now = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(request.params[name])));
    const query = request.url.includes("?") ? request.url.slice(request.url.indexOf("?")) : "";
    const headers = {
      Location: request.baseUrl + now + query,
      Link: `<${request.baseUrl}${now}>; rel="successor-version"`,
    };
    send(response, 308, headers, { links: { self: headers.Location } });
  };
}

function methodsAt(path: string): string {
  const methods = operations.filter((one) => one.path === path).map((one) => one.method.toUpperCase());
  return (methods.length > 0 ? methods : ["GET"])
    .flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one]))
    .join(", ");
}

function mount(router: Router, operation: Operation, options: Required<Omit<ApiOptions, "readOnly">>): void {
  const { desk, newId, onProblem } = options;
  const auth: Auth = options.accounts === null ? "unverified" : "token";
  const identify = identifier(options, operation.method === "get" ? "read" : "write");
  const people = new WeakMap<Request, Person>();
  // Who acts comes before what they send: a stranger's body is not even read.
  const somebody: RequestHandler = async (request, response, next) => {
    const person = await identify(request);
    if (!person.ok) {
      sendProblem(request, response, person);
      return;
    }
    if (!admits(operation.who, person.value)) {
      const language = readLanguage(request, person.value);
      sendProblem(
        request,
        response,
        { problem: "forbidden", detail: inBoth(({ access }) => access.only[operation.who]) },
        language,
      );
      return;
    }
    people.set(request, person.value);
    response.locals["actor"] = person.value.id;
    next();
  };
  const answer: RequestHandler = async (request, response) => {
    const person = people.get(request);
    assert(person, "An operation is answered to somebody.");
    const asked = { desk, newId, person, auth, request, base: request.baseUrl };
    const reply = await actThrough(auth, () => operation.handle(asked));
    if ("problem" in reply && isOurFault(reply)) onProblem(reply, requestIdOf(response));
    sendAnswer(request, response, reply, readLanguage(request, person));
  };
  router[operation.method](operation.path, somebody, ...(operation.body === null ? [] : [jsonBody]), answer);
}

function sendAnswer(request: Request, response: Response, answer: Answer, language: Language): void {
  if ("problem" in answer) sendProblem(request, response, answer, language);
  else if ("text" in answer) {
    response.set(answer.headers);
    sendUnlessKnown(request, response, answer.text);
  } else if (request.method === "POST" || answer.status !== 200)
    send(response, answer.status, answer.headers ?? {}, answer.body);
  else {
    response.set({ "Content-Type": "application/json; charset=utf-8", ...answer.headers });
    sendUnlessKnown(request, response, JSON.stringify(answer.body));
  }
}

/** What the client has already is not sent again. It may keep its own answer, and asks each time whether that still holds. */
function sendUnlessKnown(request: Request, response: Response, body: string): void {
  response.set("Cache-Control", "private, no-cache").vary("Authorization").vary(personHeader).vary("Accept-Language");
  if (!response.hasHeader("ETag")) {
    const tag = `"${digestOf(body)}"`;
    response.set("ETag", `W/${tag}`);
    // Some programs send `no-cache` along with what they have: they still mean the question.
    if (request.get("if-none-match")?.includes(tag)) {
      response.removeHeader("Content-Type");
      response.status(304).end();
      return;
    }
  }
  response.status(200).end(body);
}

function sendProblem(request: Request, response: Response, problem: Problem, language?: Language): void {
  const reply = problemReply(problem, language ?? readLanguage(request, null), request.baseUrl);
  const id = requestIdOf(response);
  const body = id === undefined ? reply.body : { ...reply.body, instance: `urn:uuid:${id}` };
  send(response, reply.status, reply.headers, body);
}

/** Under which the log tells of this request. */
function requestIdOf(response: Response): string | undefined {
  const id = response.getHeader("X-Request-Id");
  return typeof id === "string" ? id : undefined;
}

function send(response: Response, status: number, headers: Readonly<Record<string, string>>, body: unknown): void {
  response
    .status(status)
    .set({ "Content-Type": "application/json; charset=utf-8", ...headers })
    .end(JSON.stringify(body));
}

/** The last handler: what the body's middleware found wrong, and our own faults in words that give nothing away. */
export function apiErrors(onProblem: NonNullable<ApiOptions["onProblem"]>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
    } else if (error instanceof BodyProblem) {
      sendProblem(request, response, error.problem);
    } else if (error instanceof URIError) {
      sendProblem(request, response, { problem: "not-found" });
    } else if (!request.complete && request.destroyed) {
      // The client hung up in the middle of its body: nobody is there to answer, and nobody erred.
      response.destroy();
    } else {
      const problem = problemOf(error);
      // Somebody in a hurry is no fault of ours.
      if (rowOf(problem.problem).status >= 500) onProblem(error, requestIdOf(response));
      sendProblem(request, response, problem);
    }
  };
}

/** What keeps the storage from its work is said, for the program too. */
function problemOf(error: unknown): Problem {
  const problem = codeOfError(error) ?? "internal";
  const headers = retryAfterOf(error, problem);
  const trouble = troubleOf(error);
  if (trouble === null) return { problem, headers };
  return { problem, headers, detail: inBoth((words) => words.trouble[trouble]), more: { reason: trouble } };
}
