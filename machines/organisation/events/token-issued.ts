/** On record only: a token, by its name. Nobody is given a key to somebody else's door. */
import { z } from "zod";
import { codes, instant, line } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { everybody, person } from "../parts/fields.ts";
import { whom } from "../parts/people.ts";
import { first, noActivePerson, isNotOwn } from "../parts/refusals.ts";

export const tokenIssued = event("TOKEN_ISSUED", {
  words: {
    label: { zh: "签发令牌", en: "Issue a token" },
    done: { zh: "令牌已签发", en: "Token issued" },
    help: { zh: "令牌本身只显示一次，不入记录。", en: "The token itself is shown once and is not in the log." },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({
    person: person(),
    token: line({ label: { zh: "令牌名称", en: "Token name" } }),
    scopes: codes({ label: { zh: "范围", en: "Scopes" } }),
    expires: instant({ label: { zh: "有效期至", en: "Expires" } }),
  }),
  options: whom,
  refuse: (context, asked) => first(noActivePerson(context, asked.person), isNotOwn(context, asked, asked.person, [])),
});
