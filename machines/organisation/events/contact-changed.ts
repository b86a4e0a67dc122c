/** On record only: which contact detail changed, not to what. */
import { z } from "zod";
import { choice } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { everybody, person } from "../parts/fields.ts";
import { ownOrAdministrator, whom } from "../parts/people.ts";
import { contactParts } from "../vocabulary.ts";

export const contactChanged = event("CONTACT_CHANGED", {
  words: {
    label: { zh: "修改联系方式", en: "Change contact details" },
    done: { zh: "联系方式已修改", en: "Contact details changed" },
    help: { zh: "记录中只写哪一项改了。", en: "The log says which part changed, not to what." },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ person: person(), part: choice({ label: { zh: "哪一项", en: "Which part" } }, contactParts) }),
  options: whom,
  refuse: ownOrAdministrator,
});
