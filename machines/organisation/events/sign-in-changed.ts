/** On record only: which way to sign in changed. */
import { z } from "zod";
import { choice } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { everybody, person } from "../parts/fields.ts";
import { ownOrAdministrator, whom } from "../parts/people.ts";
import { partChanges, signInParts } from "../vocabulary.ts";

export const signInChanged = event("SIGN_IN_CHANGED", {
  words: {
    label: { zh: "修改登录方式", en: "Change sign-in" },
    done: { zh: "登录方式已修改", en: "Sign-in changed" },
    help: { zh: "记录中只注明修改了哪一项，不记内容。", en: "The log records which item changed, not the new value." },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({
    person: person(),
    part: choice({ label: { zh: "项目", en: "Item" } }, signInParts),
    change: choice({ label: { zh: "变化", en: "What happened" } }, partChanges),
  }),
  options: whom,
  refuse: ownOrAdministrator,
});
