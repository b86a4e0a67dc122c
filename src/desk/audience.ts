/**
 * For whom something is, by roles, at whichever door. What only one form allows stands in that form (`by`); these are the
 * rest: what may be read, and what has no form. A role that is named nowhere here opens nothing.
 */
import { incidentReaders } from "../../machines/organisation/people.ts";
import type { Role } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";

const rolesOf = {
  /** Also the only ones who are told of incidents. */
  "incident-readers": incidentReaders,
  "administration-readers": ["administrator", "lead", "auditor"],
  administrators: ["administrator"],
  "report-settlers": ["duty-officer", "lead"],
  auditors: ["auditor"],
  "notification-resenders": ["duty-officer", "lead", "administrator"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type RoleAudience = keyof typeof rolesOf;

export type Audience =
  | "anybody"
  /** Nobody need say who they are: the secret in the address is one person's key to one thing. */
  | "link-holders"
  /** Whoever is known here, even without any role. */
  | "signed-in"
  /** Whoever holds a role, whichever it is. */
  | "members"
  | RoleAudience;

export function admits(audience: Audience, person: Pick<Person, "roles"> | null): boolean {
  if (audience === "anybody" || audience === "link-holders") return true;
  if (person === null || audience === "signed-in") return person !== null;
  if (audience === "members") return person.roles.length > 0;
  const roles: readonly Role[] = rolesOf[audience];
  return person.roles.some((role) => roles.includes(role));
}
