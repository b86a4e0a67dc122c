/** The requests of the benchmarks, as a client of the API would send them. */
import { personCookie } from "../../src/web/visitor.ts";
import type { LoadRequest } from "./job.ts";

export const benchPlaybook = "public-incident@1";
const actor = { "Answerable-Person": "chen" };
const lead = { "Answerable-Person": "li" };

/** The cheapest event of a real procedure: it steps all five regions and writes the log and the state. */
export function noteAdded(id: string): LoadRequest {
  const fields = { wording: "Called the registrar; she looks into it and calls back before noon." };
  const body = JSON.stringify({ type: "NOTE_ADDED", fields });
  return { method: "POST", path: `/api/v1/incidents/${id}/events`, headers: actor, body };
}

/** A page as a browser asks for it in which somebody has said who they are. */
export const page = (path: string, person = actor["Answerable-Person"]): LoadRequest => ({
  method: "GET",
  path,
  headers: { Cookie: `${personCookie}=${person}` },
});
export const apiRead = (path: string): LoadRequest => ({ method: "GET", path, headers: actor });

export async function closeIncident(port: number, id: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/incidents/${id}/events`, {
    method: "POST",
    headers: { ...lead, "Content-Type": "application/json" },
    body: JSON.stringify({
      type: "CLOSED_AS_UNFOUNDED",
      fields: { reason: "The results were last year's, and public." },
    }),
  });
  if (answer.status !== 201) throw new Error(`closing was answered with ${answer.status}: ${await answer.text()}`);
}

/** Opens incidents over HTTP and returns their ids. */
export async function openIncidents(port: number, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/incidents`, {
      method: "POST",
      headers: { ...actor, "Content-Type": "application/json" },
      body: JSON.stringify({ playbook: benchPlaybook, fields: opening(made) }),
    });
    if (answer.status !== 201) throw new Error(`opening was answered with ${answer.status}: ${await answer.text()}`);
    ids.push(((await answer.json()) as { id: string }).id);
  }
  return ids;
}

function opening(made: number) {
  const discoveredAt = new Date(Date.now() - 60_000).toISOString();
  return { title: `Exam results visible to others (${made})`, sourceKind: "media", discoveredAt, grade: "major" };
}
