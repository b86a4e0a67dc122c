/** An update that was promised on the public page comes later: the page says until when, and why. */
import { z } from "zod";
import { instant } from "../../kit/fields.ts";
import { lastOf } from "../../kit/sentences.ts";
import { event } from "../event.ts";
import { publicPage } from "../notifications/public-page.ts";
import { openOnPage } from "../parts/items.ts";
import { whenPast } from "../parts/page-promises.ts";
import { publicReason } from "../parts/public-reason.ts";
import { releasesOf } from "../parts/releases.ts";
import * as about from "../views/about.ts";

export const nextUpdateRenewed = event("NEXT_UPDATE_RENEWED", {
  words: {
    label: { zh: "公布新的更新时间", en: "Announce another time for the update" },
    done: { zh: "新的更新时间已交付公布", en: "Another time for the update given to the page" },
    help: {
      zh: "承诺的更新不能按时发布的，公开说明原因和新的时间。页面确认后，时限随之改期。",
      en: "For a promised update that cannot come in time: the page says why, and the new time. The deadline moves once the page shows it.",
    },
  },
  by: ["lead"],
  form: z.object({
    nextUpdateAt: instant({
      label: { zh: "新的更新时间（公开）", en: "New time of the update, as the public will read it" },
    }),
    reason: publicReason(
      { zh: "改期理由（公开）", en: "Why it comes later, as the public will read it" },
      { zh: "公众会原样看到。", en: "The public reads exactly this." },
    ),
  }),
  about: about.promiseOnPage,
  confirm: {
    zh: "公众将在页面上看到新的时间、原定时间和理由。公布后不可收回。",
    en: "The public will read the new time, the old one and the reason. This cannot be undone.",
  },
  refuse: (context, asked) => {
    if (openOnPage(context).length === 0)
      return {
        zh: "公开页面上没有未兑现的更新承诺。",
        en: "No promise of an update is open on the public page.",
      };
    if (releasesOf(context).some(({ kind, evidence }) => kind === "renewal" && evidence === null))
      return {
        zh: "新的更新时间正在公布，请稍候；未成功的，见本事件的通知记录。",
        en: "Another time is being announced already. If that fails, the incident’s notifications say why.",
      };
    return whenPast(asked);
  },
  record: (context, sent) => {
    const releases = releasesOf(context);
    const { statement, version, digest } = lastOf(releases.filter(({ nextUpdateAt }) => nextUpdateAt !== undefined));
    const release = {
      at: sent.at,
      by: sent.by,
      number: releases.length + 1,
      statement,
      kind: "renewal" as const,
      version,
      digest,
      reason: sent.reason,
      nextUpdateAt: sent.nextUpdateAt,
      evidence: null,
    };
    return { releases: [...releases, release], progressAt: sent.at };
  },
  notify: { publicPage },
});
