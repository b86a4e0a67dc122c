/** Who acts, and in which language. Where nobody signs in, a cookie says who acts. */
import type { CookieOptions, Request } from "express";
import type { Language } from "../../machines/playbook.ts";
import type { Desk } from "../desk/types.ts";
import type { Person } from "../directory/person.ts";
import { cookieOf } from "./cookie.ts";
import { visitOf } from "./visit.ts";

export const personCookie = "answerable_person";
export const languageCookie = "answerable_language";
/** Where the desk is opened by https. */
export const secureLanguageCookie = `__Host-${languageCookie}`;

const personCookieDays = 1;

/** Strict: another site's link or form never acts in this person's name. */
export function cookieOptions(): CookieOptions {
  return { httpOnly: true, sameSite: "strict", path: "/", maxAge: personCookieDays * 24 * 60 * 60 * 1000 };
}

export function personOf(desk: Pick<Desk, "person">, request: Request): Person | null {
  const visit = visitOf(request);
  if (visit) return visit.signed && desk.person(visit.signed.member.id);
  const id = cookieOf(request, personCookie);
  return id === null ? null : desk.person(id);
}

/** What was switched to, else the person's own, else what the browser asks for, else the organisation's first. */
export function languageOf(desk: Pick<Desk, "organisation">, request: Request, person: Person | null): Language {
  const { languages } = desk.organisation;
  const known = (language: string | null | undefined | false): language is Language =>
    language === "zh" || language === "en";
  const switched = cookieOf(request, secureLanguageCookie) ?? cookieOf(request, languageCookie);
  if (known(switched)) return switched;
  if (person) return person.language;
  const asked = request.acceptsLanguages("zh", "en");
  return known(asked) ? asked : (languages[0] ?? "en");
}

/** Written in an address it is three times as long, and proxies take no longer header. */
const backLengthMax = 2_000;

/** Only a path of this desk: never another site, however it is written. */
export function returnPath(value: unknown): string {
  if (typeof value !== "string" || value.length > backLengthMax) return "/";
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(value) || value.includes("\\")) return "/";
  return value;
}
