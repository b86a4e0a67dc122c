/** The night of the tests: when it falls, where, and who is there. */
import type { Organisation, Person } from "../../src/directory/person.ts";

export const nightFalls = Date.parse("2026-11-22T22:56:00+08:00");

export const shanghai: Organisation = {
  name: { zh: "示例大学", en: "Example University" },
  zone: "Asia/Shanghai",
  zoneLabel: { zh: "北京时间", en: "GMT+8" },
  languages: ["zh", "en"],
};

const person = (id: string, name: string, roles: Person["roles"], language: Person["language"]): Person => ({
  id,
  name,
  email: `${id}@example.test`,
  roles,
  language,
});

export const officer = person("officer", "陈晓", ["duty-officer"], "zh");
export const second = person("second", "Sam", ["duty-officer"], "en");
export const lead = person("lead", "李敏", ["lead", "duty-officer"], "zh");
const spokesperson = person("spokesperson", "周岚", ["spokesperson"], "zh");
const superior = person("superior", "Office", ["superior"], "en");
export const auditor = person("auditor", "Ada", ["auditor"], "en");

export const everybody: readonly Person[] = [officer, second, lead, spokesperson, superior, auditor];
