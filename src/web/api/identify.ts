/** Who acts through the API: whoever made the token; where nobody signs in, whoever the header names. */
import type { Request } from "express";
import type { Desk } from "../../desk/types.ts";
import type { Person } from "../../directory/person.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { Scope } from "../../accounts/ports.ts";
import { TooManyError, type Pace } from "../../kernel/pace.ts";
import { allows } from "../../accounts/tokens.ts";
import { readPerson, type Read } from "./request.ts";

export interface IdentifyParts {
  readonly desk: Pick<Desk, "person" | "people">;
  /** Null: nobody signs in. */
  readonly accounts: Pick<Accounts, "principalOfToken"> | null;
  /** How much each token may send; null: as much as its maker. */
  readonly tokenPace: Pace | null;
}

export function identifier(
  { desk, accounts, tokenPace }: IdentifyParts,
  needed: Scope,
): (request: Request) => Promise<Read<Person>> {
  if (accounts === null) return async (request) => readPerson(request, desk);
  return async (request) => {
    const [, secret] = /^Bearer ([\w-]{1,200})$/i.exec(request.get("authorization")?.trim() ?? "") ?? [];
    const principal = secret === undefined ? null : await accounts.principalOfToken(secret);
    // The desk knows in which roles they act just now.
    const person = principal && desk.person(principal.member.id);
    if (!principal || !person) return nobody(secret !== undefined);
    if (!allows(principal, needed)) return scopeMissing(needed);
    const waitMs = needed === "write" ? (tokenPace?.take(principal.token) ?? 0) : 0;
    if (waitMs > 0) throw new TooManyError(waitMs);
    return { ok: true, value: person };
  };
}

function nobody(wasGiven: boolean): Read<Person> {
  const challenge = wasGiven ? 'Bearer realm="answerable", error="invalid_token"' : 'Bearer realm="answerable"';
  return {
    ok: false,
    problem: "nobody-acts",
    detail: {
      zh: "请在请求头 Authorization 中写明令牌：Authorization: Bearer answerable_…。令牌可能已过期或被撤销；可在账号页面签发新的。",
      en: "Send a token that is still good: Authorization: Bearer answerable_… . It may have ended or been revoked; people make new ones on their account's page.",
    },
    headers: { "WWW-Authenticate": challenge },
  };
}

function scopeMissing(needed: Scope): Read<Person> {
  return {
    ok: false,
    problem: "scope-missing",
    detail: {
      zh: `此操作需要令牌具有 ${needed} 范围。`,
      en: `This needs a token with the scope ${needed}.`,
    },
    headers: { "WWW-Authenticate": `Bearer realm="answerable", error="insufficient_scope", scope="${needed}"` },
  };
}
