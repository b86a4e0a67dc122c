/** What is claimed of an incident from the first word on, in the notifications of the first hours. */
import { paragraphs } from "../../kit/sentences.ts";
import type { Language, SayTime } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import type { Source } from "../record.ts";
import { sourceKinds, wordFor } from "../vocabulary.ts";

export interface Claims {
  readonly source: Source;
  readonly place: string | null;
  readonly summary: string | null;
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

export function sayClaims(claims: Claims, language: Language, sayTime: SayTime): string {
  const source = [wordFor(sourceKinds, claims.source.kind)[language], claims.source.name, claims.source.link].filter(
    (part) => part !== null,
  );
  const discovered = sayTime(claims.discoveredAt, language);
  const occurred = claims.occurredAt === null ? null : sayTime(claims.occurredAt, language);
  return language === "zh"
    ? paragraphs(
        `来源：${source.join("，")}`,
        `发生时间：${occurred ?? "不明"}`,
        `发现时间：${discovered}`,
        claims.place && `地点：${claims.place}`,
      )
    : paragraphs(
        `Source: ${source.join(", ")}`,
        `Occurred: ${occurred ?? "unknown"}`,
        `Discovered: ${discovered}`,
        claims.place && `Place: ${claims.place}`,
      );
}
