/** Something for the timeline. The notes themselves stand in the log. */
import { z } from "zod";
import { text } from "../../kit/fields.ts";
import { event } from "../event.ts";

export const noteAdded = event("NOTE_ADDED", {
  words: {
    label: { zh: "添加记录", en: "Add a note" },
    done: { zh: "记录", en: "Note" },
    help: {
      zh: "写入时间线，只供内部查看。不写公众个人的信息。",
      en: "Goes into the timeline, internal only. Nothing about members of the public.",
    },
  },
  by: ["duty-officer", "lead", "unit-contact", "spokesperson", "superior"],
  form: z.object({ wording: text({ label: { zh: "内容", en: "Note" } }) }),
  record: ({ noteCount }) => ({ noteCount: noteCount + 1 }),
});
