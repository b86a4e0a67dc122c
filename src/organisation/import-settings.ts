/** People, units and posts of the settings file become the organisation's first. Their addresses stay out of the log. */
import type { OrganisationSettings, PersonSettings, PostSettings, UnitSettings } from "../../config/policy.ts";

type Imported = Omit<PersonSettings, "email" | "units" | "posts"> & Partial<Pick<PersonSettings, "units" | "posts">>;

export type SettingsImport = {
  readonly organisation: OrganisationSettings;
  readonly people: readonly Imported[];
  readonly units?: readonly UnitSettings[];
  readonly posts?: readonly PostSettings[];
};

/** Values of the form `ORGANISATION_SET_UP`. Limits are not among them: the file's stand until somebody changes them. */
export function importedSettings({ organisation, people, units = [], posts = [] }: SettingsImport) {
  return {
    nameZh: organisation.name.zh,
    nameEn: organisation.name.en,
    zone: organisation.zone,
    zoneLabelZh: organisation.zoneLabel.zh,
    zoneLabelEn: organisation.zoneLabel.en,
    languages: organisation.languages,
    people: people.map(({ id, name, language, roles, units: theirs = [], posts: held = [] }) => ({
      id,
      name,
      language,
      roles,
      ...(theirs.length > 0 && { units: theirs }),
      ...(held.length > 0 && { posts: held }),
    })),
    ...(units.length > 0 && { units }),
    ...(posts.length > 0 && { posts }),
  };
}
