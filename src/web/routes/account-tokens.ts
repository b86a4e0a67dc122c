import { lineFault } from "../../../machines/kit/characters.ts";
import { limits } from "../../accounts/limits.ts";
import type { TokenRow } from "../../accounts/ports.ts";
import { scopes } from "../../accounts/tokens.ts";
import { bodyOf, wordOf } from "../body.ts";
import { pageContext } from "../context-of.ts";
import type { Change } from "./account-change.ts";

export function tokenRoutes(on: (path: string, change: Change) => void): void {
  on("/account/tokens", issue);
}

const issue: Change = async ({ web, signInService, signed, request, words }) => {
  const body = bodyOf(request);
  const { id } = signed.member;
  const label = wordOf(body, "label").trim().slice(0, limits.labelLengthMax);
  const typedDays = wordOf(body, "days");
  const days = /^\d{1,4}$/.test(typedDays) ? Number(typedDays) : 0;
  const asked = [body["scopes"]].flat();
  const wanted = scopes.filter((scope) => asked.includes(scope));
  const odd = lineFault(label);
  if (odd) return { status: 422, trouble: odd[pageContext(web, request).language] };
  const fits = label !== "" && days >= 1 && days <= limits.tokenDaysMax && wanted.length > 0;
  if (!fits) return { status: 422, trouble: words.setUp.needed };
  const tell = await signInService.accounts.ways.soFar(id);
  // Both come before the token: none lets anybody in of which nobody was told.
  const record = async ({ expiresAt }: TokenRow) => {
    const noted = { person: id, token: label, label, scopes: wanted, expiresAt };
    await signInService.accounts.members.note({ what: "token-issued", ...noted }, id);
    await tell("token-set", { by: id, detail: label });
  };
  const issued = await signInService.accounts.tokens.issue(id, label, wanted, days, record);
  if (!issued) return { status: 409, trouble: words.account.tokenTooMany };
  return { newToken: issued.secret };
};
