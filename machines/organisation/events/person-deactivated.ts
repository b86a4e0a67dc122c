/** Somebody belongs here no more. Nobody is ever deleted. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, person, reason } from "../parts/fields.ts";
import { changedAt, lastAdministrator, whom } from "../parts/people.ts";
import { first, noActivePerson } from "../parts/refusals.ts";

export const personDeactivated = event("PERSON_DEACTIVATED", {
  words: {
    label: { zh: "停用", en: "Deactivate" },
    done: { zh: "人员已停用", en: "Person deactivated" },
    help: {
      zh: "停用后不能登录，操作记录保留。",
      en: "They can no longer sign in; their past actions stay on record.",
    },
  },
  by: administrators,
  page: "people",
  shownFirst: true,
  needsProof: true,
  form: z.object({ person: person(), reason: optional(reason) }),
  options: whom,
  refuse: (context, { person }) => first(noActivePerson(context, person), lastAdministrator(context, person)),
  record: (context, { person, at }) => changedAt(context, person, at, { active: false, until: at }),
});
