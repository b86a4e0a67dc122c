/** What is claimed of an incident from the first word on, in the notifications of the first hours. */
import { paragraphs } from "../../kit/sentences.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import type { Language, Phrasing, Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import type { Source } from "../record.ts";
import { sourceKinds, wordFor } from "../vocabulary.ts";

export interface Claims {
  readonly source: Source;
  readonly place: TextRef | null;
  readonly summary: TextRef | null;
  readonly occurredAt: number | null;
  readonly discoveredAt: number;
}

export const claimsOf = ({ source, place, summary, occurredAt, discoveredAt }: IncidentContext): Claims => ({
  source,
  place,
  summary,
  occurredAt,
  discoveredAt,
});

export function formatClaims(claims: Claims, say: Phrasing): Text {
  const discovered = say.time(claims.discoveredAt);
  const occurred = claims.occurredAt === null ? { zh: "不明", en: "unknown" } : say.time(claims.occurredAt);
  const source = (language: Language, comma: string): string =>
    [wordFor(sourceKinds, claims.source.kind)[language], claims.source.name, claims.source.link]
      .filter((part) => part !== null)
      .join(comma);
  return {
    zh: paragraphs(
      `来源：${source("zh", "，")}`,
      `发生时间：${occurred.zh}`,
      `发现时间：${discovered.zh}`,
      claims.place && `地点：${claims.place}`,
    ),
    en: paragraphs(
      `Source: ${source("en", ", ")}`,
      `Occurred: ${occurred.en}`,
      `Discovered: ${discovered.en}`,
      claims.place && `Place: ${claims.place}`,
    ),
  };
}
