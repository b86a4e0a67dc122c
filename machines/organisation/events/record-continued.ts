/** On record only: two people have decided to go on with a log that is not the one that was signed. The first row of the new name. */
import { z } from "zod";
import { choice } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, person, reason } from "../parts/fields.ts";
import { recordName, recordRoot, recordRows } from "../parts/record-fields.ts";

export const recordContinued = event("RECORD_CONTINUED", {
  words: {
    label: { zh: "以新名称延续记录", en: "Continue the record under another name" },
    done: { zh: "记录以新名称延续", en: "Record continued under another name" },
    help: {
      zh: "由两人决定：数据库与已签名的校验点不一致，仍以新名称继续使用。",
      en: "Two people decided to go on with a database that differs from its signed checkpoints, under another name.",
    },
  },
  by: administrators,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({
    from: recordName({ zh: "原名称", en: "Name before" }),
    to: recordName({ zh: "新名称", en: "New name" }),
    found: choice({ label: { zh: "比对结果", en: "Found" } }, [
      { value: "rows-lost", label: { zh: "条目缺失", en: "Rows lost" } },
      { value: "altered", label: { zh: "内容不一致", en: "Altered" } },
    ]),
    rows: recordRows({ zh: "现有条数", en: "Rows here" }),
    root: recordRoot({ zh: "现有根值", en: "Root here" }),
    signedRows: recordRows({ zh: "已签名条数", en: "Rows signed" }),
    signedRoot: recordRoot({ zh: "已签名根值", en: "Root signed" }),
    missing: recordRows({ zh: "缺失条数", en: "Rows missing" }),
    one: person({ zh: "决定人", en: "Decided by" }),
    other: person({ zh: "另一名决定人", en: "And by" }),
    reason,
  }),
});
