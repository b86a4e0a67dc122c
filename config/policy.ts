/**
 * The settings file: what the organisation decides. One YAML file with the organisation, its people, and one section per
 * playbook, which the playbook's own schema checks. A wrong setting is named with its file and line, what was given and
 * what is allowed; several are named at once.
 */
import { readFileSync } from "node:fs";
import { IANAZone } from "luxon";
import { z } from "zod";
import { isMailAddress } from "../src/kernel/mail-address.ts";
import { ConfigurationError } from "./problems.ts";
import { recordSection, recordSettings, type RecordSettings } from "./record.ts";
import { parseSettingsFile } from "./settings-file.ts";
import { holdTogether, id, line, ofPerson, posts, role, uniqueIds, units, words } from "./units-and-posts.ts";

const peopleMax = 2000;
const settingsBytesMax = 1024 * 1024;

const language = z.enum(["zh", "en"]);

const zone = z.string().refine((name) => IANAZone.isValidZone(name), {
  message: "is not a time zone; write an IANA name such as Asia/Shanghai, Europe/Berlin or UTC",
});

const organisation = z.strictObject({
  name: words,
  zone,
  zoneLabel: words,
  languages: z.array(language).min(1).default(["zh", "en"]),
});

/** The same ones as `reservedIds` of the organisation's machine. */
const ofTheSystem = ["system", "timer", "outbox"];

const person = z.strictObject({
  id: id.refine((id) => !ofTheSystem.includes(id), "stands for the system itself in the record; take another id"),
  name: line,
  email: z.string().trim().refine(isMailAddress, { error: "is not an address such as officer@example.test" }),
  roles: z.array(role).min(1),
  language: language.default("zh"),
  ...ofPerson,
});

const people = uniqueIds(z.array(person).min(1).max(peopleMax));

const contactMax = 200;
const contactsMax = 5;

/** As `security.txt` has them (RFC 9116). */
const contact = z
  .string()
  .max(contactMax)
  .regex(
    /^(mailto:[^\s@<>,]+@[^\s@<>,]+|https:\/\/[^\s]+|tel:\+?[\d-]+)$/,
    "must be mailto:security@example.test, an https:// address or tel:+86-10-5555",
  );

const security = z.strictObject({ contact: z.array(contact).min(1).max(contactsMax) }).optional();

/** What the public pages say beside the statements. */
const publicPage = z.strictObject({ contact: words }).optional();

/** How long it is kept how a sender of a report can be reached. */
const reports = z.strictObject({ contactDays: z.int().min(1).max(3_650).default(90) }).prefault({});

export type OrganisationSettings = Readonly<z.infer<typeof organisation>>;
export type PersonSettings = Readonly<z.infer<typeof person>>;
export type UnitSettings = z.infer<typeof units>[number];
export type PostSettings = z.infer<typeof posts>[number];

export interface Settings {
  /** Where they were read. */
  readonly file: string;
  readonly organisation: OrganisationSettings;
  readonly people: readonly PersonSettings[];
  readonly units: readonly UnitSettings[];
  readonly posts: readonly PostSettings[];
  /** Where weaknesses of this desk are reported, the preferred one first. */
  readonly securityContacts: readonly string[];
  /** How the public reaches the organisation; null: no page says so. */
  readonly publicContact: Readonly<z.infer<typeof words>> | null;
  readonly record: RecordSettings;
  readonly reports: Readonly<z.output<typeof reports>>;
  /** By playbook id: the section, checked, with every default filled in. */
  readonly policies: Readonly<Record<string, unknown>>;
}

/** By playbook id: the schema of its section. Each must accept a section that is left out. */
export type PolicySchemas = Readonly<Record<string, z.ZodType>>;

/** Throws `ConfigurationError` with every problem found. */
export function readSettings(file: string, schemas: PolicySchemas): Settings {
  const read = parseSettingsFile(file, readText(file), settingsSchema(schemas));
  const { organisation, people, units, posts, playbooks } = read;
  return {
    file,
    organisation,
    people,
    units,
    posts,
    securityContacts: read.security?.contact ?? [],
    publicContact: read.publicPage?.contact ?? null,
    record: recordSettings(read.record),
    reports: read.reports,
    policies: playbooks,
  };
}

function settingsSchema(schemas: PolicySchemas) {
  const sections = Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, schema.prefault({})]));
  const playbooks = z.strictObject(sections).prefault({});
  return z
    .strictObject({
      organisation,
      units,
      posts,
      people,
      security,
      publicPage,
      record: recordSection,
      reports,
      playbooks,
    })
    .superRefine(holdTogether);
}

function readText(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigurationError([`The settings file ${file} cannot be read: ${(error as Error).message}.`]);
  }
  if (text.length <= settingsBytesMax) return text;
  throw new ConfigurationError([
    `The settings file ${file} is larger than ${settingsBytesMax} bytes; is it the right file?`,
  ]);
}
