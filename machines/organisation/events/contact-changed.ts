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
    help: { zh: "记录中只注明修改了哪一项，不记内容。", en: "The log records which item changed, not the new value." },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ person: person(), part: choice({ label: { zh: "项目", en: "Item" } }, contactParts) }),
  options: whom,
  refuse: ownOrAdministrator,
});
