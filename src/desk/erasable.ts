/** The texts of one log, each with the place where it was written. */
import { organisation as stream } from "../../machines/organisation/index.ts";
import type { Text } from "../../machines/playbook.ts";
import type { LogRow } from "../engine/log.ts";
import { refsIn } from "../kernel/text-refs.ts";
import { timelineOf } from "../playbook/timeline.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import type { ErasableText } from "./erasure-ports.ts";
import type { IncidentRow } from "./ports.ts";
import { findIncident, playbookOf } from "./queries.ts";

export interface Erasable {
  readonly id: string;
  /** Null: the organisation's own record. */
  readonly row: IncidentRow | null;
  readonly incident: string;
  readonly rows: readonly LogRow[];
}

/** `organisation`, or an incident by id or number. */
export async function findErasable(parts: DeskDependencies, incident: string): Promise<Erasable | null> {
  const own = parts.source?.id;
  if (incident === stream.id)
    return own === undefined ? null : { id: own, row: null, incident, rows: await parts.engine.history(own) };
  const row = await findIncident(parts, incident);
  if (row === null) return null;
  return { id: row.id, row, incident: String(row.number), rows: await parts.engine.history(row.id) };
}

export const summaryTitle = ({ row }: Erasable): string | null => row?.summary.title ?? null;

/** Oldest first. Its text is not opened: it is the reference. */
export function textsIn(parts: DeskDependencies, { row, rows }: Erasable): readonly ErasableText[] {
  const playbook = row === null ? stream : playbookOf(parts, row);
  const erased = new Map(
    rows.flatMap(({ kind, seq, event }) =>
      kind === "erased" ? [...refsIn(event["refs"])].map((ref) => [ref, seq]) : [],
    ) as [string, number][],
  );
  const texts = new Map<string, ErasableText>();
  for (const entry of timelineOf(rows, { playbook, people: parts.everybody })) {
    if (entry.kind === "erased") continue;
    for (const [label, ref] of placesOf(entry)) {
      if (texts.has(ref)) continue;
      const { seq, at, title } = entry;
      const state = { erased: erased.get(ref) ?? null, isPublished: false, isAsked: false };
      texts.set(ref, { ref, seq, at, entry: title, label, text: ref, ...state });
    }
  }
  return [...texts.values()];
}

const elsewhere: Text = { zh: "其他内容", en: "Other content" };
const answered: Text = { zh: "发送结果", en: "What became of a notification" };

/** Fields under their own words first, and what no form shows after them. */
function placesOf({ fields, row }: ReturnType<typeof timelineOf>[number]): readonly (readonly [Text, string])[] {
  return [
    ...fields.flatMap(({ label, value }) => [...refsIn(value)].map((ref) => [label, ref] as const)),
    ...[...refsIn(row.event)].map((ref) => [elsewhere, ref] as const),
    ...[...refsIn(row.detail)].map((ref) => [answered, ref] as const),
  ];
}
