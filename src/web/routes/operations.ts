/** For programs that watch this one. They need not say who they are, and learn nothing about any incident. */
import { Router } from "express";

export interface Operations {
  ready(): Promise<{ readonly ready: boolean; readonly sentence: string }>;
  /** Why the process that answers cannot do its work, as far as is known without asking; null: it can. */
  notReady?(): Promise<string | null>;
  /** What a person should know although all is well: sentences. */
  remarks(): readonly string[];
  metrics(): Promise<{ readonly type: string; readonly text: string }>;
}

export function operationRoutes(operations: Operations): Router {
  const router = Router();
  router.get("/healthz", async (_request, response) => {
    const notReady = (await operations.notReady?.()) ?? null;
    const why = notReady === null ? [] : [`It lives, and is not ready: ${notReady}`];
    response.type("text").send(lines(["ok", ...why, ...operations.remarks()]));
  });
  router.get("/readyz", async (_request, response) => {
    const { ready, sentence } = await operations.ready();
    if (!ready) response.set("Retry-After", "5");
    response
      .status(ready ? 200 : 503)
      .type("text")
      .send(lines([sentence, ...operations.remarks()]));
  });
  router.get("/metrics", async (_request, response) => {
    const { type, text } = await operations.metrics();
    response.set("Content-Type", type).send(text);
  });
  return router;
}

function lines(sentences: readonly string[]): string {
  return sentences.map((sentence) => `${sentence}\n`).join("");
}
