/**
 * Acknowledging from a lock screen: `POST /api/v1/acknowledge/:token`. The token is the whole authority: signed for one person, one
 * notification and this one act. No cookie and no body are read, and a GET changes nothing.
 */
import express, { type Response, type Router } from "express";
import type { Acknowledgement, NotificationDesk } from "../../desk/delivery/types.ts";
import type { Clock } from "../../kernel/clock.ts";
import { pace } from "../../kernel/pace.ts";
import { apiErrors, type ApiOptions } from "./api-router.ts";
import { problemReply, type Problem } from "./problems.ts";
import { readLanguage } from "./request.ts";

const base = "/api";
const path = "/api/v1/acknowledge/:token";

/** Of one address: a person presses a few; whoever guesses tokens gets no further. */
const perAddress = { perMinute: 30, atOnce: 30 };

interface OneTapOptions {
  readonly notificationDesk: NotificationDesk;
  readonly clock: Clock;
  readonly onProblem: NonNullable<ApiOptions["onProblem"]>;
}

/** Mounted before the API itself, which asks everybody who they are. */
export function oneTapRouter({ notificationDesk, clock, onProblem }: OneTapOptions): Router {
  const router = express.Router({ caseSensitive: true });
  const paces = pace(perAddress, clock);
  router.post(path, async (request, response) => {
    const say = (problem: Problem) => sayProblem(response, problem, readLanguage(request, null));
    response.set("Cache-Control", "no-store");
    const waitMs = paces.take(request.ip ?? "");
    if (waitMs > 0) {
      say({ problem: "too-many-entries", headers: { "Retry-After": String(Math.ceil(waitMs / 1000)) } });
      return;
    }
    const { token } = request.params;
    const outcome = await notificationDesk.acknowledge(token, {});
    const found = await notificationDesk.acknowledgement(token);
    if (found.state === "acknowledged") response.status(200).json(acknowledged(found));
    else if (found.state === "test" && found.proof === "proven") response.status(200).json({ state: "confirmed" });
    else say(problemOf(found, outcome));
  });
  router.use(path, (request, response) => {
    const headers = { Allow: "POST" };
    sayProblem(response, { problem: "method-not-allowed", headers }, readLanguage(request, null));
  });
  router.use(apiErrors(onProblem));
  return router;
}

function acknowledged({ view, by, at }: Extract<Acknowledgement, { readonly state: "acknowledged" }>) {
  return { state: "acknowledged", incident: view.row.number, by, at: new Date(at).toISOString() };
}

type Tapped = Awaited<ReturnType<NotificationDesk["acknowledge"]>>;

function problemOf(found: Acknowledgement, outcome: Tapped): Problem {
  if (found.state === "unknown") return { problem: "not-found" };
  if (found.state === "test") return { problem: "not-acceptable", detail: testOver };
  if (found.state === "not-now") return { problem: "not-acceptable", detail: found.sentence };
  if (found.state === "expired") return { problem: "not-acceptable", detail: expired };
  if (outcome !== null && "sentence" in outcome) return { problem: "not-acceptable", detail: outcome.sentence };
  return { problem: "conflict" };
}

const expired = {
  zh: "链接已过期。请在值班台打开事件并确认。",
  en: "The link has expired. Open the incident at the desk and acknowledge it there.",
};

const testOver = {
  zh: "该测试已失效，请重新发送测试。",
  en: "This test is no longer valid. Send another one.",
};

function sayProblem(response: Response, problem: Problem, language: "zh" | "en"): void {
  const { status, headers, body } = problemReply(problem, language, base);
  response
    .status(status)
    .set({ ...headers })
    .end(JSON.stringify(body));
}
