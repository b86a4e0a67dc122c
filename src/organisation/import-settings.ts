/** The people of the settings file become the first people of the organisation. Their addresses stay out of the log. */
import type { OrganisationSettings, PersonSettings } from "../../config/policy.ts";

export type SettingsImport = {
  readonly organisation: OrganisationSettings;
  readonly people: readonly Omit<PersonSettings, "email">[];
};

/** Values of the form `ORGANISATION_SET_UP`. Limits are not among them: the file's stand until somebody changes them. */
export function importedSettings({ organisation, people }: SettingsImport) {
  return {
    nameZh: organisation.name.zh,
    nameEn: organisation.name.en,
    zone: organisation.zone,
    zoneLabelZh: organisation.zoneLabel.zh,
    zoneLabelEn: organisation.zoneLabel.en,
    languages: organisation.languages,
    people: people.map(({ id, name, language, roles }) => ({ id, name, language, roles })),
  };
}
