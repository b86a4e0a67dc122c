/** The latest version goes to whoever approves it. */
import { z } from "zod";
import { event } from "../event.ts";
import { exactVersion } from "../parts/fields.ts";
import { unsubmittedVersion } from "../context-queries.ts";
import * as about from "../views/about.ts";

export const statementSubmitted = event("STATEMENT_SUBMITTED", {
  words: {
    label: { zh: "送审", en: "Submit for approval" },
    done: { zh: "通稿已送审", en: "Statement submitted" },
    help: {
      zh: "送审的是最新保存的版本；审批期间不能改动。",
      en: "Submits the latest saved version; it cannot change while it is being approved.",
    },
  },
  by: ["spokesperson", "duty-officer", "unit-contact", "lead"],
  form: z.object(exactVersion),
  about: about.freshStatement,
  prefill: (context) => {
    const fresh = unsubmittedVersion(context);
    return fresh ? { version: String(fresh.version), digest: fresh.digest } : {};
  },
  refuse: (context, asked) => {
    const fresh = unsubmittedVersion(context);
    if (!fresh)
      return {
        zh: "没有可送审的新版本，请先保存新版本。",
        en: "There is no new version to submit. Save a new version first.",
      };
    if (asked.version === undefined || (asked.version === String(fresh.version) && asked.digest === fresh.digest))
      return null;
    return {
      zh: `通稿已有新版本（第 ${String(fresh.version)} 版），请阅后再送审。`,
      en: `The statement has changed: version ${String(fresh.version)} is the latest. Read it before you submit it.`,
    };
  },
  record: (context, sent) => {
    const latest = context.versions.at(-1);
    if (!latest) return {};
    return {
      submitted: { at: sent.at, by: sent.by, version: latest.version, digest: latest.digest },
      progressAt: sent.at,
    };
  },
});
