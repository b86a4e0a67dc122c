/** Each saved wording is a version of its own. */
import { z } from "zod";
import { line, optional, searched } from "../../kit/fields.ts";
import { publicText } from "../../kit/public-text.ts";
import { digestOf } from "../../kit/digest.ts";
import type { Text } from "../../playbook.ts";
import { event } from "../event.ts";
import { wordingHelp } from "../parts/fields.ts";
import { whenFull } from "../parts/refusals.ts";
import { whenOnItsWay } from "../parts/releases.ts";
import { unsubmittedVersion } from "../context-queries.ts";
import * as about from "../views/about.ts";

const versionsMax = 100;

const halfTranslated: Text = {
  zh: "另一语种的标题和正文须同时填写，或同时留空。",
  en: "Fill in both title and text in the other language, or leave both empty.",
};

export const statementSaved = event("STATEMENT_SAVED", {
  words: {
    label: { zh: "保存通稿", en: "Save the statement" },
    done: { zh: "通稿已保存为新版本", en: "Statement saved as a new version" },
    help: wordingHelp,
  },
  by: ["spokesperson", "duty-officer", "unit-contact", "lead"],
  form: z
    .object({
      title: searched(line({ label: { zh: "标题", en: "Title" } })),
      body: searched(
        publicText({
          label: { zh: "正文", en: "Text" },
          help: {
            zh: "每次保存生成一个新版本，旧版本保留。可用 **加重**、列表和 [文字](https://…) 链接；不支持图片和 HTML。",
            en: "Each save creates a new version; earlier versions are kept. **Bold**, lists and [text](https://…) links work; images and HTML do not.",
          },
        }),
      ),
      translatedTitle: optional(
        searched(line({ label: { zh: "标题（另一语种）", en: "Title in the other language" } })),
      ),
      translatedBody: optional(
        searched(
          publicText({
            label: { zh: "正文（另一语种）", en: "Text in the other language" },
            help: {
              zh: "中英文并列发布；与正文一并送审、批准。没有译文的，两项都留空。",
              en: "Published beside the text and approved with it. Leave title and text empty when there is no translation.",
            },
          }),
        ),
      ),
    })
    .superRefine(({ translatedTitle, translatedBody }, check) => {
      if ((translatedTitle === undefined) === (translatedBody === undefined)) return;
      const path = [translatedTitle === undefined ? "translatedTitle" : "translatedBody"];
      check.addIssue({ code: "custom", path, message: halfTranslated.en, params: { text: halfTranslated } });
    }),
  about: about.reasonToDraft,
  prefill: ({ versions, fastReport, title }) => {
    const latest = versions.at(-1);
    if (!latest) return { title, body: fastReport?.what ?? title };
    const { translation } = latest;
    const translated = translation && { translatedTitle: translation.title, translatedBody: translation.body };
    return { title: latest.title, body: latest.body, ...translated };
  },
  refuse: (context) =>
    whenOnItsWay(context) ?? (unsubmittedVersion(context) === null ? null : whenFull(context.versions, versionsMax)),
  record: (context, sent) => {
    const { title, body, translatedTitle, translatedBody } = sent;
    const translation =
      translatedTitle === undefined || translatedBody === undefined
        ? null
        : { title: translatedTitle, body: translatedBody };
    const bound = [title, body, ...(translation ? [translation.title, translation.body] : [])];
    const version = {
      at: sent.at,
      by: sent.by,
      version: context.versions.length + 1,
      title,
      body,
      ...(translation && { translation }),
      digest: digestOf(bound.join("\n\n")),
    };
    // Of an approved version that waits for its publication the approval is void: what goes out was read by whoever approved it.
    return { versions: [...context.versions, version], submitted: null, progressAt: sent.at };
  },
});
