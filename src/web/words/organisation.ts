import type { Language } from "../../../machines/playbook.ts";
import { enOrganisation } from "./en/organisation.ts";
import type { OrganisationWords } from "./organisation-words.ts";
import { zhOrganisation } from "./zh/organisation.ts";

export const organisationWords: Readonly<Record<Language, OrganisationWords>> = {
  zh: zhOrganisation,
  en: enOrganisation,
};
