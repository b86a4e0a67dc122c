/** Each saved wording is a version of its own. */
import { z } from "zod";
import { line, text, searched } from "../../kit/fields.ts";
import { digestOf } from "../../kit/digest.ts";
import { event } from "../event.ts";
import { wordingHelp } from "../parts/fields.ts";
import { whenFull } from "../parts/refusals.ts";
import { unsubmittedVersion } from "../context-queries.ts";
import * as about from "../views/about.ts";

const versionsMax = 100;

export const statementSaved = event("STATEMENT_SAVED", {
  words: {
    label: { zh: "保存通稿", en: "Save the statement" },
    done: { zh: "通稿已保存为新版本", en: "Statement saved as a new version" },
    help: wordingHelp,
  },
  by: ["spokesperson", "duty-officer", "unit-contact", "lead"],
  form: z.object({
    title: searched(line({ label: { zh: "标题", en: "Title" } })),
    body: searched(
      text({
        label: { zh: "正文", en: "Text" },
        help: {
          zh: "每次保存生成一个新版本，旧版本保留。",
          en: "Each save creates a new version; earlier versions are kept.",
        },
      }),
    ),
  }),
  about: about.reasonToDraft,
  prefill: ({ versions, fastReport, title }) => {
    const latest = versions.at(-1);
    return latest ? { title: latest.title, body: latest.body } : { title, body: fastReport?.what ?? title };
  },
  refuse: (context) => (unsubmittedVersion(context) === null ? null : whenFull(context.versions, versionsMax)),
  record: (context, sent) => {
    const { title, body } = sent;
    const version = {
      at: sent.at,
      by: sent.by,
      version: context.versions.length + 1,
      title,
      body,
      digest: digestOf(`${title}\n\n${body}`),
    };
    return { versions: [...context.versions, version], progressAt: sent.at };
  },
});
