/** On record only: from here on another key signs the record. Its file was changed on the machine. */
import { z } from "zod";
import { choice, optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, person, reason } from "../parts/fields.ts";
import { recordKey } from "../parts/record-fields.ts";
import { personById } from "../people.ts";

export const recordKeyChanged = event("RECORD_KEY_CHANGED", {
  words: {
    label: { zh: "更换记录签名密钥", en: "Change the record’s key" },
    done: { zh: "记录签名密钥已更换", en: "Record’s key changed" },
    help: {
      zh: "此后由新密钥为记录签名。原密钥仍在的，三十日内同时签名。",
      en: "A new key signs the record from now on; an old one that is still there signs beside it for thirty days.",
    },
  },
  by: administrators,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({
    before: recordKey({ zh: "原密钥", en: "Key before" }),
    after: recordKey({ zh: "新密钥", en: "New key" }),
    why: choice({ label: { zh: "原因", en: "Why" } }, [
      { value: "rotated", label: { zh: "定期更换", en: "Rotated" } },
      { value: "lost", label: { zh: "原密钥遗失", en: "The key before is lost" } },
    ]),
    second: optional(person({ zh: "另一名决定人", en: "Second person" })),
    reason: optional(reason),
  }),
  refuse: (context, { before, after, why, second, reason: given, by }) => {
    if (before !== undefined && before === after)
      return { zh: "新密钥与原密钥相同。", en: "The new key is the same as the key before." };
    if (second !== undefined && personById(context, second)?.active !== true)
      return { zh: `没有在职人员“${second}”。`, en: `No active person has the ID "${second}".` };
    if (second !== undefined && second === by)
      return { zh: "另一名决定人须为他人。", en: "The second person must be someone else." };
    if (why === "lost" && (second === undefined || given === undefined))
      return {
        zh: "原密钥遗失的，须由两人决定并说明理由。",
        en: "Where the key is lost, two people decide and give a reason.",
      };
    return null;
  },
});
