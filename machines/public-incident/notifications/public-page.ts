/** Puts a release on the organisation's own public page; what became of it comes back as an event. */
import { subjectLine } from "../../kit/phrases.ts";
import { forInformation, lastOf } from "../../kit/sentences.ts";
import { notification } from "../event.ts";
import { releasesOf } from "../parts/releases.ts";

const words = { zh: "发布到本单位公开页面", en: "Publication on the organisation’s public page" };

export const publicPage = notification({
  label: words,
  to: { zh: "公众", en: "The public" },
  when: {
    zh: "发言人发布通稿或更正、带班领导撤回通稿时",
    en: "When a statement or a correction is published, or a statement is withdrawn",
  },
  publishes: "PUBLICATION_CONFIRMED",
  params: (context) => ({ to: [], release: lastOf(releasesOf(context)).number }),
  write: (_, say) => ({
    subject: subjectLine(say, { what: words }),
    happened: {
      zh: "已交付发布到本单位公开页面。",
      en: "Something was given to the organisation’s public page.",
    },
    ...forInformation(),
  }),
});
