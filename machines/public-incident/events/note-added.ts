/** Something for the timeline. The notes themselves stand in the log. */
import { z } from "zod";
import { text } from "../../kit/fields.ts";
import { event } from "../event.ts";

export const noteAdded = event("NOTE_ADDED", {
  words: {
    label: { zh: "添加记录", en: "Add a note" },
    done: { zh: "记录", en: "Note" },
    help: {
      zh: "写入办理经过，仅限内部查看。不得填写公众个人信息。",
      en: "Added to the timeline; internal only. Do not include anything about members of the public.",
    },
  },
  by: ["duty-officer", "lead", "unit-contact", "spokesperson", "superior"],
  form: z.object({ wording: text({ label: { zh: "内容", en: "Note" } }) }),
  record: ({ noteCount }) => ({ noteCount: noteCount + 1 }),
});
