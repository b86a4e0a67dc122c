/** Somebody is back, with the roles they had. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators, person } from "../parts/fields.ts";
import { changedAt } from "../parts/people.ts";
import { first, noPerson } from "../parts/refusals.ts";
import { personById } from "../people.ts";

export const personReactivated = event("PERSON_REACTIVATED", {
  words: {
    label: { zh: "恢复", en: "Reactivate" },
    done: { zh: "人员已恢复", en: "Person reactivated" },
    help: { zh: "角色不变。", en: "They keep the roles they had." },
  },
  by: administrators,
  page: "people",
  needsProof: true,
  form: z.object({ person: person() }),
  options: ({ people }) => ({
    person: people
      .filter((one) => !one.active)
      .map((one) => ({ value: one.id, label: { zh: one.name, en: one.name } })),
  }),
  refuse: (context, { person }) =>
    first(
      noPerson(context, person),
      person !== undefined && personById(context, person)?.active
        ? { zh: "该人员未停用。", en: "This person is already active." }
        : null,
    ),
  record: (context, { person, at }) => changedAt(context, person, at, { active: true, since: at, until: null }),
});
