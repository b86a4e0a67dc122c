/** On record only: somebody has to sign in again. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { everybody, person, reason } from "../parts/fields.ts";
import { ownOrAdministrator, whom } from "../parts/people.ts";

export const sessionsEnded = event("SESSIONS_ENDED", {
  words: {
    label: { zh: "结束会话", en: "End sessions" },
    done: { zh: "会话已结束", en: "Sessions ended" },
    help: { zh: "该人员须重新登录。", en: "They will have to sign in again." },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ person: person(), reason: optional(reason) }),
  options: whom,
  refuse: ownOrAdministrator,
});
