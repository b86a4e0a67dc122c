import type { Role } from "../../machines/playbook.ts";
import type { Person } from "../desk/types.ts";

const readers: readonly Role[] = ["administrator", "lead", "auditor"];

/** Who finds the pages of the administration. What they may change there is each form's own matter. */
export function mayAdminister({ person }: { readonly person: Person | null }): boolean {
  return person?.roles.some((role) => readers.includes(role)) ?? false;
}

/** Administrators look after people and settings; what incidents are about is not their business unless they have another role. */
export function seesIncidents({ roles }: Pick<Person, "roles">): boolean {
  return roles.length === 0 || roles.some((role) => role !== "administrator");
}
