/** What was given to the organisation's own public page, and what of it stands there. */
import type { Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import type { Release } from "../record.ts";

type Released = Pick<IncidentContext, "releases">;

export const releasesOf = ({ releases = [] }: Released): readonly Release[] => releases;

/** A statement on the page: every release of it, oldest first. */
export interface Standing {
  /** The number of its first release. */
  readonly number: number;
  readonly releases: readonly Release[];
}

export function statementsOf(context: Released): readonly Standing[] {
  const releases = releasesOf(context);
  return releases
    .filter(({ kind }) => kind === "first")
    .map(({ number }) => ({ number, releases: releases.filter(({ statement }) => statement === number) }));
}

const isWithdrawn = ({ releases }: Standing): boolean => releases.some(({ kind }) => kind === "withdrawal");
const isOut = ({ releases }: Standing): boolean => releases.every(({ evidence }) => evidence !== null);

/** Published, nothing of them on its way, not withdrawn: what can be corrected or withdrawn. */
export const standing = (context: Released): readonly Standing[] =>
  statementsOf(context).filter((one) => isOut(one) && !isWithdrawn(one));

/** It brings a wording: what else is given to the page needs no approval. */
export const isWording = ({ kind }: Pick<Release, "kind">): boolean => kind !== "withdrawal" && kind !== "renewal";

/** The version that the readers of a statement have before them. */
export const shownVersion = ({ releases }: Standing): Release | undefined => releases.findLast(isWording);

export const withdrawn = (context: Released): readonly Standing[] => statementsOf(context).filter(isWithdrawn);

/** The submitted version is on its way to the page. */
export function onItsWay(context: IncidentContext): Release | undefined {
  const { submitted } = context;
  return releasesOf(context).find(
    (release) =>
      release.evidence === null &&
      isWording(release) &&
      release.version === submitted?.version &&
      release.digest === submitted.digest,
  );
}

/**
 * Whether it may go out: it is still the wording that was approved when somebody released it, or is out elsewhere by now. While it
 * is on its way nothing takes its approval from it. A withdrawal needs none, and another time for an update none.
 */
export function mayGoOut(context: IncidentContext, release: Release): boolean {
  const { submitted } = context;
  const { version, digest } = release;
  const isSame = (one: { readonly version: number; readonly digest: string }) =>
    one.version === version && one.digest === digest;
  return !isWording(release) || context.replies.some(isSame) || (submitted !== null && isSame(submitted));
}

export const whenOnItsWay = (context: IncidentContext): Text | null =>
  onItsWay(context)
    ? {
        zh: "该版本正在发布到公开页面，请稍候；发布未成功的，见本事件的通知记录。",
        en: "This version is being published on the public page. If that fails, the incident’s notifications say why.",
      }
    : null;
