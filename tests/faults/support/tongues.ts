/** How the two kinds of server are asked: the desk's API, and the engine alone. */
import type { Answer, Tongue } from "./ledger.ts";

const extra: Readonly<Record<string, object>> = {
  FAULT_REPAIRED: { done: "Reset" },
  REPAIR_REJECTED: { reason: "Again" },
};

export const deskTongue: Tongue = {
  start: (n) => ({
    path: "/api/v1/incidents",
    body: () => ({ playbook: "equipment-fault", fields: { equipment: `Lift ${n}`, place: "Library", fault: "Stuck" } }),
  }),
  send: (id, event) => ({
    path: `/api/v1/incidents/${id}/events`,
    body: () => ({ type: event, fields: extra[event] ?? {} }),
  }),
  answer: (status, text, retryAfter) => {
    if (status !== 200 && status !== 201) return { outcome: "no", status, text, retryAfter };
    const { id, seq, again } = JSON.parse(text) as { id: string; seq: number; again: boolean };
    return { outcome: "done", id, seq, again };
  },
};

/** The clock of an incident (ms): some fire while the server lives, some while it is down. */
const limitsMs = [20, 100, 400, 1_500, 60_000, 3_600_000] as const;

export const engineTongue: Tongue = {
  start: (n) => ({
    path: "/start",
    body: (key, by) => ({ input: inputOf(n), command: { by, commandId: key } }),
  }),
  send: (id, event) => ({
    path: "/send",
    body: (key, by) => ({ id, event: { type: event, ...extra[event] }, command: { by, commandId: key } }),
  }),
  answer: engineAnswer,
};

/** Nothing that the machine would throw away: what no state is computed from, no replay vouches for. */
function inputOf(n: number) {
  const limitMs = limitsMs[n % limitsMs.length];
  const levels = [{ recipients: [{ role: "lead" }] }];
  const ladder = { levels, interval: 600_000, realert: 600_000, repeatMax: 0, top: {} };
  return { equipment: `Lift ${n}`, place: "Library", fault: "Stuck", limitMs, warnFraction: 1, ladder };
}

function engineAnswer(status: number, text: string, retryAfter: string | null): Answer {
  const said = JSON.parse(text) as { outcome?: string; id: string; seq: number };
  if (status === 200 && (said.outcome === "accepted" || said.outcome === "duplicate"))
    return { outcome: "done", id: said.id, seq: said.seq, again: said.outcome === "duplicate" };
  return { outcome: "no", status: status === 200 ? 409 : status, text, retryAfter };
}
