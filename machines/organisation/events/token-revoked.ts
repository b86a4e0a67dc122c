/** On record only: a token that works no more. */
import { z } from "zod";
import { line } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { everybody, person } from "../parts/fields.ts";
import { ownOrAdministrator, whom } from "../parts/people.ts";

export const tokenRevoked = event("TOKEN_REVOKED", {
  words: {
    label: { zh: "撤销令牌", en: "Revoke a token" },
    done: { zh: "令牌已撤销", en: "Token revoked" },
    help: { zh: "立即失效。", en: "It stops working immediately." },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ person: person(), token: line({ label: { zh: "令牌名称", en: "Token name" } }) }),
  options: whom,
  refuse: ownOrAdministrator,
});
