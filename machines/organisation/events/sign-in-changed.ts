/** On record only: which way to sign in changed. */
import { z } from "zod";
import { choice } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { everybody, person } from "../parts/fields.ts";
import { ownOrAdministrator, whom } from "../parts/people.ts";
import { partChanges, signInParts } from "../vocabulary.ts";

export const signInChanged = event("SIGN_IN_CHANGED", {
  words: {
    label: { zh: "修改登录方式", en: "Change how to sign in" },
    done: { zh: "登录方式已修改", en: "Sign-in changed" },
    help: { zh: "记录中只写哪一项改了。", en: "The log says which part changed, not to what." },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({
    person: person(),
    part: choice({ label: { zh: "哪一项", en: "Which part" } }, signInParts),
    change: choice({ label: { zh: "变化", en: "What happened" } }, partChanges),
  }),
  options: whom,
  refuse: ownOrAdministrator,
});
