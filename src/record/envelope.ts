/** A row of the log as the record has it: canonical JSON with a fixed set of keys (docs/record.md). */
import { hash } from "node:crypto";
import type { LogKind, LogRow } from "../engine/log.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";

/** Format 1 has its own words for two kinds of rows; they were chosen before the log's present ones. */
const kindWords: Readonly<Partial<Record<LogKind, string>>> = { stale: "void", "dead-lettered": "parked" };

const quoted = (text: string | null): string => JSON.stringify(text);

/**
 * The bytes that are hashed, as text. Written key by key, because sorting
 * the same keys for each row would be most of what a row costs; the golden vectors hold it equal to canonical JSON.
 */
export function envelopeText(row: LogRow): string {
  const { as, at, auth, by, commandId, detail, dueAt, event, instance, kind, seq, stateHash, timer } = row;
  const roles = as === null ? "null" : canonicalJson([...as]);
  const first = `{"as":${roles},"at":${at},"auth":${quoted(auth)},"by":${quoted(by)},"command":${quoted(commandId)}`;
  const what = `"detail":${canonicalJson(detail)},"due":${dueAt ?? "null"},"event":${canonicalJson(event)}`;
  const where = `"instance":${quoted(instance)},"kind":${quoted(kindWords[kind] ?? kind)},"seq":${seq}`;
  return `${first},${what},${where},"state":${quoted(stateHash)},"timer":${quoted(timer)},"v":1}`;
}

export const stubBytes = 48;
const tagBytes = 16;

/** A pseudonym of a place in an incident: only who knows the incident's id can compute it. */
export function tagOf(instance: string, seq: number): Buffer {
  return hash("sha256", `answerable/tag/1\0${instance}\0${seq}`, "buffer").subarray(0, tagBytes);
}

/** What the tree holds of a row: its tag, and the hash of its bytes. */
export function stubOf(row: LogRow): Buffer {
  return Buffer.concat([tagOf(row.instance, row.seq), hash("sha256", envelopeText(row), "buffer")], stubBytes);
}
