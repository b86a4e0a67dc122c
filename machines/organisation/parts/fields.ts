/** Fields that only the organisation's forms have. Leaving an optional field empty leaves it out of the event. */
import { z } from "zod";
import { line, type FieldWords } from "../../kit/fields.ts";
import { roles, type Role, type Text } from "../../playbook.ts";
import type { OrganisationContext } from "../context.ts";
import { isActive } from "../posts.ts";

const asCode = (words: FieldWords) => ({ field: "code", ...words }) as const;

/** Small letters, digits and hyphens: ids of people, units, layers. */
const idPattern = /^[a-z0-9][a-z0-9-]{0,39}$/;
const plainId = () =>
  z.string().trim().regex(idPattern, {
    error: "Use 1 to 40 lower-case letters, digits or hyphens. · 请填写 1 至 40 个小写字母、数字或连字符。",
  });
export const id = (words: FieldWords) => plainId().meta(asCode(words));

export const person = (label: Text = { zh: "人员", en: "Person" }) => plainId().meta({ field: "person", label });
export const unit = id({ label: { zh: "部门", en: "Unit" } });
export const post = id({ label: { zh: "职务", en: "Post" } });
export const layer = id({ label: { zh: "值班岗位", en: "Duty position" } });
export const reason = line({ label: { zh: "理由", en: "Reason" } });

/** The id of an entry that the machine numbered: `shift-7`. */
export const entry = (label: Text) => id({ label });

export const date = (words: FieldWords) =>
  z.iso.date({ error: "write a date such as 2026-11-22 · 请填写日期，例如 2026-11-22" }).meta(asCode(words));

export const timeOfDay = (words: FieldWords) =>
  z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "write a time such as 08:00 · 请填写时间，例如 08:00" })
    .meta(asCode(words));

export const count = (words: FieldWords) =>
  z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,2}$/, { error: "write a number from 1 to 999 · 请填写 1 至 999 的数字" })
    .transform(Number)
    .meta(asCode(words));

export const zone = z
  .string()
  .trim()
  .max(100)
  .refine(isZone, {
    error: "Unknown time zone. Use a name such as Asia/Shanghai. · 没有该时区，请填写 Asia/Shanghai 等名称。",
  })
  .meta(
    asCode({
      label: { zh: "时区", en: "Time zone" },
      help: { zh: "IANA 名称，例如 Asia/Shanghai。", en: "An IANA name, for example Asia/Shanghai." },
    }),
  );

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // Offsets such as +08:00 are taken too, and know nothing of summer time.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

const unitsOfPersonMax = 20;

/** Any of the registered units, none as well. */
export const someUnits = (words: FieldWords) =>
  z
    .array(id(words))
    .max(unitsOfPersonMax)
    .optional()
    .meta({ field: "choices", ...words });

const postsOfPersonMax = 20;

/** Any of the registered posts, none as well. */
export const somePosts = (words: FieldWords) =>
  z
    .array(id(words))
    .max(postsOfPersonMax)
    .optional()
    .meta({ field: "choices", ...words });

export const nothing = z.object({});

/** Whoever has an account: for what concerns oneself. */
export const everybody: readonly Role[] = roles;
export const administrators: readonly Role[] = ["administrator"];
export const planners: readonly Role[] = ["administrator", "lead"];

type Offer = readonly { readonly value: string; readonly label: Text }[];
const both = (text: string): Text => ({ zh: text, en: text });

export const activePeople = ({ people }: OrganisationContext): Offer =>
  people.filter((one) => one.active).map((one) => ({ value: one.id, label: both(one.name) }));
export const allLayers = ({ layers }: OrganisationContext): Offer =>
  layers.map((one) => ({ value: one.id, label: one.label }));
export const allUnits = ({ units }: OrganisationContext): Offer =>
  units.map((one) => ({ value: one.id, label: one.name }));
export const activeUnits = ({ units }: OrganisationContext): Offer =>
  units.filter((one) => one.active).map((one) => ({ value: one.id, label: one.name }));
export const activePosts = ({ posts }: OrganisationContext): Offer =>
  posts.filter(isActive).map((one) => ({ value: one.id, label: one.name }));
export const allPosts = ({ posts }: OrganisationContext): Offer =>
  posts.map((one) => ({ value: one.id, label: one.name }));
