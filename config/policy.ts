/**
 * The settings file: what the organisation decides. One YAML file with the organisation, its people, and one section per
 * playbook, which the playbook's own schema checks. A wrong setting is named with its file and line, what was given and
 * what is allowed; several are named at once.
 */
import { readFileSync } from "node:fs";
import { IANAZone } from "luxon";
import { z } from "zod";
import { lineFault } from "../machines/kit/characters.ts";
import { roles } from "../machines/playbook/words.ts";
import { isMailAddress } from "../src/kernel/mail-address.ts";
import { ConfigurationError } from "./problems.ts";
import { parseSettingsFile } from "./settings-file.ts";

const lineMax = 200;
const peopleMax = 2000;
const settingsBytesMax = 1024 * 1024;

/** One line, and nothing in it that cannot be seen. */
const line = z
  .string()
  .trim()
  .min(1)
  .max(lineMax, { abort: true })
  .superRefine((typed, context) => {
    const fault = lineFault(typed);
    if (fault) context.addIssue({ code: "custom", message: `will not do: ${fault.en.replace(/[.]$/, "")}` });
  });
const words = z.strictObject({ zh: line, en: line });
const language = z.enum(["zh", "en"]);
const role = z.enum(roles);

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
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be 1 to 40 small letters, digits and hyphens")
    .refine((id) => !ofTheSystem.includes(id), "stands for the system itself in the record; take another id"),
  name: line,
  email: z.string().trim().refine(isMailAddress, { error: "is not an address such as officer@example.test" }),
  roles: z.array(role).min(1),
  language: language.default("zh"),
});

const people = z
  .array(person)
  .min(1)
  .max(peopleMax)
  .superRefine((everybody, context) => {
    everybody.forEach(({ id }, index) => {
      if (everybody.findIndex((other) => other.id === id) === index) return;
      context.addIssue({
        code: "custom",
        path: [index, "id"],
        message: "is used twice; IDs must be unique",
      });
    });
  });

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

export type OrganisationSettings = Readonly<z.infer<typeof organisation>>;
export type PersonSettings = Readonly<z.infer<typeof person>>;

export interface Settings {
  /** Where they were read. */
  readonly file: string;
  readonly organisation: OrganisationSettings;
  readonly people: readonly PersonSettings[];
  /** Where weaknesses of this desk are reported, the preferred one first. */
  readonly securityContacts: readonly string[];
  /** By playbook id: the section, checked, with every default filled in. */
  readonly policies: Readonly<Record<string, unknown>>;
}

/** By playbook id: the schema of its section. Each must accept a section that is left out. */
export type PolicySchemas = Readonly<Record<string, z.ZodType>>;

/** Throws `ConfigurationError` with every problem found. */
export function readSettings(file: string, schemas: PolicySchemas): Settings {
  const read = parseSettingsFile(file, readText(file), settingsSchema(schemas));
  const { organisation, people, playbooks } = read;
  return { file, organisation, people, securityContacts: read.security?.contact ?? [], policies: playbooks };
}

function settingsSchema(schemas: PolicySchemas) {
  const sections = Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, schema.prefault({})]));
  return z.strictObject({ organisation, people, security, playbooks: z.strictObject(sections).prefault({}) });
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
