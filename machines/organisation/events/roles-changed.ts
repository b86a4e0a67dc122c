/** What somebody may do here. What they were until now stays beside it. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, person, reason } from "../parts/fields.ts";
import { changedAt, lastAdministrator, roles, whom } from "../parts/people.ts";
import { first, noPerson } from "../parts/refusals.ts";
import { personById } from "../people.ts";

export const rolesChanged = event("ROLES_CHANGED", {
  words: {
    label: { zh: "调整角色", en: "Change roles" },
    done: { zh: "角色已调整", en: "Roles changed" },
    help: { zh: "至少保留一名系统管理员。", en: "At least one administrator must remain." },
  },
  by: administrators,
  page: "people",
  needsProof: true,
  form: z.object({ person: person(), roles, reason: optional(reason) }),
  start: (context, { asked }) => ({ roles: personById(context, asked["person"] ?? "")?.roles }),
  options: whom,
  refuse: (context, { person, roles }) =>
    first(
      noPerson(context, person),
      roles?.includes("administrator") === false ? lastAdministrator(context, person) : null,
    ),
  record: (context, { person, roles, at }) => changedAt(context, person, at, { roles }),
});
