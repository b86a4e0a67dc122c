/** What a running desk tells of itself, wherever somebody looks, and what a program hears that registers something. */
import { until } from "../../support/waiting.ts";
import type { Serving } from "./server-process.ts";

const promisedMs = 5_000;
/** The tests share a machine of two processors with other work. */
const slowMachineMs = 5_000;
export const truthMs = promisedMs + slowMachineMs;

export async function look({ address }: Serving) {
  const [ready, alive, metrics, page] = await Promise.all(
    ["/readyz", "/healthz", "/metrics", "/i-am"].map(async (path) => {
      const response = await fetch(address + path, { headers: { "Accept-Language": "en" } });
      return { status: response.status, text: await response.text() };
    }),
  );
  return {
    ready: ready!.status === 200,
    said: ready!.text,
    alive: alive!.text,
    metric: /^answerable_ready (\d)/m.exec(metrics!.text)?.[1],
    page: page!.text,
  };
}

export function register({ address }: Serving, key: string): Promise<Response> {
  return fetch(`${address}/api/v1/incidents`, {
    method: "POST",
    headers: {
      "Answerable-Person": "chen",
      "Idempotency-Key": key,
      "Content-Type": "application/json",
      "Accept-Language": "en",
    },
    body: JSON.stringify({ playbook: "equipment-fault", fields: { equipment: "Lift", place: "Hall", fault: "Stuck" } }),
  });
}

/** Resolves when all who look are told the same. */
export function untilTold(server: Serving, sentence: RegExp): Promise<void> {
  return until(
    `everybody is told ${String(sentence)}`,
    async () => {
      const { ready, said, alive, metric, page } = await look(server);
      return (
        !ready && sentence.test(said) && alive.includes("not ready") && metric === "0" && page.includes('role="alert"')
      );
    },
    truthMs,
  );
}

export const isReady = async (server: Serving) => (await look(server)).ready;
