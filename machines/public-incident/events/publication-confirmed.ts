/** The public page has taken a release: the program's own event, with the evidence. The reply's deadline is met by it. */
import { z } from "zod";
import { address, choice, code, instant, itemNumber, optional } from "../../kit/fields.ts";
import { atTime } from "../../kit/phrases.ts";
import { forInformation, lastOf, paragraphs } from "../../kit/sentences.ts";
import type { Phrasing, Text } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import { event } from "../event.ts";
import { aboutOf, envelope, subjectOf, type Envelope } from "../parts/envelope.ts";
import { isSameEffect, promiseEffects, takeEffect } from "../parts/page-promises.ts";
import { isWording, releasesOf } from "../parts/releases.ts";
import { recordReply } from "../parts/replied.ts";
import type { Evidence, Release } from "../record.ts";

/** What the record calls whoever delivers. */
const outbox = "outbox";

const numberOf = (asked: object): string | undefined => (asked as { readonly release?: string }).release;

const waiting = (context: IncidentContext, number: string | undefined): Release | undefined =>
  releasesOf(context).find((release) => String(release.number) === number && release.evidence === null);

/** It is the wording that lies before its publication: the incident goes on. */
export const isTheReply = {
  name: "isTheReply",
  holds: (context: IncidentContext, asked: object): boolean => {
    const { submitted } = context;
    const release = waiting(context, numberOf(asked));
    return release !== undefined && isSubmitted(release, submitted);
  },
};

/** The reply is what stops its clock; once that is out elsewhere, the page is one place more. */
const countsAs = ({ submitted }: IncidentContext, release: Release): "reply" | "page" =>
  isSubmitted(release, submitted) ? "reply" : "page";

const isSubmitted = ({ kind, version, digest }: Release, submitted: IncidentContext["submitted"]): boolean =>
  isWording({ kind }) && version === submitted?.version && digest === submitted.digest;

type ConfirmedNotification = Envelope & {
  readonly kind: Release["kind"];
  readonly version: number;
  readonly evidence: Evidence;
  readonly late: boolean | null;
};

const headings: Readonly<Record<Release["kind"], Text>> = {
  first: { zh: "通稿已在公开页面发布", en: "statement published on the public page" },
  correction: { zh: "更正已在公开页面发布", en: "correction published on the public page" },
  update: { zh: "更新已在公开页面发布", en: "update published on the public page" },
  renewal: { zh: "新的更新时间已在公开页面公布", en: "another time for the update announced on the public page" },
  withdrawal: { zh: "通稿已在公开页面撤回", en: "statement withdrawn on the public page" },
};

export const publicationConfirmed = event("PUBLICATION_CONFIRMED", {
  words: {
    label: { zh: "确认公开页面已发布", en: "Confirm the publication" },
    done: { zh: "公开页面已发布", en: "Published on the public page" },
    help: {
      zh: "由系统在公开页面写妥后记录，附地址、时间和校验码。",
      en: "Recorded by the system once the page stands, with address, time and digest.",
    },
  },
  by: [],
  form: z.object({
    release: itemNumber({ label: { zh: "发布序号", en: "Release" } }),
    as: choice({ label: { zh: "计为", en: "Counts as" } }, [
      { value: "reply", label: { zh: "回复：满足时限", en: "The reply: it meets deadlines" } },
      { value: "page", label: { zh: "仅公开页面：时限不变", en: "The page only: no deadline changes" } },
    ]),
    publishedAt: instant({ label: { zh: "发布时间", en: "Time of publication" } }),
    settles: optional(
      choice({ label: { zh: "兑现", en: "Keeps" } }, [
        { value: "next-update", label: { zh: "页面上承诺的更新", en: "The update promised on the page" } },
      ]),
    ),
    nextUpdateAt: optional(instant({ label: { zh: "承诺的下次更新时间", en: "Next update promised by" } })),
    promise: optional(itemNumber({ label: { zh: "改期的承诺", en: "Promise that is renewed" } })),
    dueAt: optional(instant({ label: { zh: "新日期", en: "New date" } })),
    address: address({ label: { zh: "地址", en: "Address" } }),
    textDigest: code({ label: { zh: "文字校验码（SHA-256）", en: "SHA-256 of the text" } }),
    pageDigest: code({ label: { zh: "页面校验码（SHA-256）", en: "SHA-256 of the pages" } }),
  }),
  refuse: (context, asked) => {
    if (asked.by !== outbox) return { zh: "该事项由系统自行记录。", en: "The system records this itself." };
    if (asked.release === undefined) return null;
    const release = waiting(context, asked.release);
    // What it counts as stands in the event, for whoever recomputes deadlines from rows; it was looked at before.
    const isAsItStands =
      release && asked.as === countsAs(context, release) && isSameEffect(promiseEffects(context, release), asked);
    if (isAsItStands) return null;
    return {
      zh: "该次发布已经确认，或与事件现状不符。",
      en: "This release has been confirmed already, or the incident has moved on.",
    };
  },
  record: (context, sent) => {
    const release = waiting(context, sent.release);
    if (!release) return {};
    const publishedAt = Math.min(sent.publishedAt, sent.at);
    const { at, by, address, textDigest, pageDigest } = sent;
    const evidence = { at, by, publishedAt, address, textDigest, pageDigest };
    const releases = releasesOf(context).map((each) => (each === release ? { ...release, evidence } : each));
    const isVersion = release.kind === "correction" || release.kind === "update";
    const ended = context.correcting?.statement === release.statement && isVersion;
    const replied = isSubmitted(release, context.submitted) ? reply(context, release, evidence) : {};
    return {
      ...replied,
      ...takeEffect({ ...context, ...replied }, release, evidence),
      ...(ended && { correcting: null }),
      releases,
      progressAt: sent.at,
    };
  },
  notify: {
    publicationConfirmed: {
      label: { zh: "公开页面已发布", en: "Published on the public page" },
      to: {
        zh: "会商小组；级别有要求的，同时告知上级",
        en: "Consultation group; where the grade requires it, also the higher authority",
      },
      when: {
        zh: "公开页面发布、更正或撤回后",
        en: "When the public page has taken a statement, correction or withdrawal",
      },
      params: (context): ConfirmedNotification => {
        const { kind, version, evidence } = lastOf(
          releasesOf(context)
            .filter((release) => release.evidence !== null)
            .toSorted((one, other) => (one.evidence?.at ?? 0) - (other.evidence?.at ?? 0)),
        );
        const superior = rulesOf(context).superiorViewNeeded ? [{ role: "superior" } as const] : [];
        const { state, stoppedAt } = context.clocks.officialReply;
        return {
          ...envelope(context, [...context.policy.leadGroup, ...superior]),
          kind,
          version,
          evidence: evidence as Evidence,
          late: stoppedAt === evidence?.publishedAt ? state === "met-late" : null,
        };
      },
      write: (params: ConfirmedNotification, say: Phrasing) => {
        const { kind, evidence, late } = params;
        const [heading, at] = [headings[kind], atTime(say, evidence.publishedAt)];
        return {
          subject: subjectOf(params, say, heading),
          happened: { zh: `${heading.zh}（${at.zh}）。`, en: `${upper(heading.en)} ${at.en}.` },
          about: aboutOf(params),
          details: {
            zh: paragraphs(
              `通稿第 ${String(params.version)} 版`,
              evidence.address,
              late === null ? null : met(late).zh,
            ),
            en: paragraphs(
              `Version ${String(params.version)} of the statement`,
              evidence.address,
              late === null ? null : met(late).en,
            ),
          },
          ...forInformation(),
        };
      },
    },
  },
});

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const met = (late: boolean): Text =>
  late
    ? { zh: "正式回复时限由公开页面满足（超时）。", en: "The public page met the official reply deadline, late." }
    : { zh: "正式回复时限由公开页面按时满足。", en: "The public page met the official reply deadline on time." };

const reply = (
  context: IncidentContext,
  { by, version, digest }: Release,
  {
    at,
    publishedAt,
    address,
  }: { readonly at: number; readonly publishedAt: number; readonly address: Evidence["address"] },
): Change =>
  recordReply(context, { at, by, channels: ["website"], addresses: [address], publishedAt }, { version, digest });
