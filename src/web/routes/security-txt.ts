/** Where somebody reports a weakness of this desk, for people and programs (RFC 9116). */
import { Router } from "express";

export interface SecurityContact {
  /** `mailto:`, `https:` or `tel:`; the one that is preferred first. */
  readonly contacts: readonly string[];
  /** `https://desk.example.org`; null over http. */
  readonly origin: string | null;
  readonly languages: readonly string[];
  readonly now: () => number;
}

const dayMs = 24 * 60 * 60_000;
/** Asked for again each time, so it is never out of date while the desk runs. RFC 9116 recommends less than a year. */
const goodForDays = 90;

export function securityTxtRoutes(contact: SecurityContact): Router {
  const router = Router();
  router.get("/.well-known/security.txt", (_request, response) => {
    response.type("text/plain; charset=utf-8");
    if (contact.contacts.length > 0) response.send(securityTxt(contact));
    else response.status(404).send(nobodyNamed);
  });
  return router;
}

function securityTxt({ contacts, origin, languages, now }: SecurityContact): string {
  const expires = new Date((Math.floor(now() / dayMs) + goodForDays) * dayMs).toISOString();
  const lines = [
    ...contacts.map((address) => `Contact: ${address}`),
    `Expires: ${expires}`,
    `Preferred-Languages: ${languages.join(", ")}`,
    ...(origin === null ? [] : [`Canonical: ${origin}/.well-known/security.txt`]),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

const nobodyNamed =
  "This desk has no contact for security reports. Its operator sets security.contact in the settings file.\n" +
  "本值班台没有填写安全联系人。运行者可在设置文件的 security.contact 中填写。\n";
