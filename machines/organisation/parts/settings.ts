/** What the events about the organisation itself share. */
import { z } from "zod";
import { choices, line } from "../../kit/fields.ts";
import { inEach, ownWords, type TextRef } from "../../kit/text-ref.ts";
import { roles, type Language } from "../../playbook.ts";
import type { OrganisationContext, OrganisationRecord, PolicySection } from "../context.ts";
import { id, zone } from "./fields.ts";
import { name } from "./people.ts";
import { entriesMax, postsMax, unitsMax } from "./refusals.ts";
import { languageOptions } from "../vocabulary.ts";

export const description = {
  nameZh: line({ label: { zh: "单位名称（中文）", en: "Name in Chinese" } }),
  nameEn: line({ label: { zh: "单位名称（英文）", en: "Name in English" } }),
  zone,
  zoneLabelZh: line({ label: { zh: "时区名称（中文）", en: "Time zone label in Chinese" } }),
  zoneLabelEn: line({ label: { zh: "时区名称（英文）", en: "Time zone label in English" } }),
  languages: choices({ label: { zh: "界面语言", en: "Languages" } }, languageOptions),
};

const languages = languageOptions.map((option) => option.value) as [Language, ...Language[]];

const given = id({ label: { zh: "编号", en: "ID" } });
const names = z.strictObject({
  zh: line({ label: { zh: "中文名称", en: "Name in Chinese" } }),
  en: line({ label: { zh: "英文名称", en: "Name in English" } }),
});
const entries = (zh: string, en: string) => ({ field: "entries" as const, label: { zh, en } });

/** People, units and posts come with the set-up: from the settings file, not from a form. */
export const people = z
  .array(
    z.strictObject({
      id: given,
      name,
      language: z.enum(languages),
      roles: z.array(z.enum(roles)),
      units: z.array(given).max(unitsMax).optional(),
      posts: z
        .array(z.strictObject({ post: given, unit: given.optional() }))
        .max(entriesMax)
        .optional(),
    }),
  )
  .min(1)
  .max(2000)
  .meta(entries("人员", "People"));

export const units = z
  .array(z.strictObject({ id: given, name: names }))
  .max(unitsMax)
  .meta(entries("部门", "Units"));

export const posts = z
  .array(z.strictObject({ id: given, name: names, role: z.enum(roles) }))
  .max(postsMax)
  .meta(entries("职务", "Posts"));

export const policies = z
  .record(z.string().max(100), z.record(z.string().max(100), z.json()))
  .meta({ field: "hidden", label: { zh: "时限设置", en: "Time limits" } });

/** Before the set-up. */
export const nobody: OrganisationContext = {
  established: false,
  organisation: {
    name: inEach(ownWords("")),
    zone: "UTC",
    zoneLabel: inEach(ownWords("UTC")),
    languages: ["zh", "en"],
  },
  people: [],
  units: [],
  posts: [],
  holdings: [],
  absences: [],
  layers: [],
  rotations: [],
  shifts: [],
  overrides: [],
  swaps: [],
  handovers: [],
  holidays: [],
  ladder: [],
  policies: {},
  lastNumber: 0,
};

export interface Description {
  readonly nameZh: TextRef;
  readonly nameEn: TextRef;
  readonly zone: string;
  readonly zoneLabelZh: TextRef;
  readonly zoneLabelEn: TextRef;
  readonly languages: readonly Language[];
}

export function described(sent: Description): OrganisationRecord {
  return {
    name: { zh: sent.nameZh, en: sent.nameEn },
    zone: sent.zone,
    zoneLabel: { zh: sent.zoneLabelZh, en: sent.zoneLabelEn },
    languages: sent.languages,
  };
}

/** Null when the text is no JSON object. */
export function policySection(text: string): PolicySection | null {
  try {
    const section: unknown = JSON.parse(text);
    return typeof section === "object" && section !== null && !Array.isArray(section)
      ? (section as PolicySection)
      : null;
  } catch {
    return null;
  }
}
