/** What stands, or is to stand, on the organisation's public page. */
import type { Moment, PublicStatement, PublicWording } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { promiseEffects } from "../parts/page-promises.ts";
import { isWording, mayGoOut, onItsWay, statementsOf } from "../parts/releases.ts";

export function publicStatements(moment: Moment): readonly PublicStatement[] {
  const context = moment.context as IncidentContext;
  return statementsOf(context).map(({ number, releases }) => ({
    number,
    releases: releases.map((release) => ({
      number: release.number,
      kind: release.kind,
      releasedAt: release.at,
      publishedAt: release.evidence?.publishedAt ?? null,
      isApproved: mayGoOut(context, release),
      isReply: onItsWay(context)?.number === release.number,
      confirms: { ...promiseEffects(context, release) },
      wordings: isWording(release) ? wordingsOf(context, release.version) : [],
      reason: release.reason,
      nextUpdateAt: release.nextUpdateAt ?? null,
    })),
  }));
}

export function wordingsOf({ versions }: IncidentContext, number: number): readonly PublicWording[] {
  const version = versions.find((each) => each.version === number);
  if (!version) return [];
  const { title, body, translation } = version;
  return [{ title, body }, ...(translation ? [translation] : [])];
}
