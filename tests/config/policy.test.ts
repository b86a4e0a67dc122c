import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { exampleSettingsFile, loadConfig } from "../../config/config.ts";
import { firstPosts } from "../../machines/organisation/vocabulary.ts";
import { readEnvironment } from "../../config/env.ts";
import { readSettings } from "../../config/policy.ts";
import { ConfigurationError } from "../../config/problems.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "settings-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const door = z.object({
  limitMinutes: z.number().int().min(1).max(600).default(15),
  ladder: z
    .array(z.object({ role: z.enum(["lead", "superior"]), afterMinutes: z.number().min(0).default(0) }))
    .default([]),
  perGrade: z.record(z.enum(["ordinary", "critical"]), z.object({ minutes: z.number().default(5) })).optional(),
});

/** The shipped example has sections for the shipped playbooks. */
const shipped = { "public-incident": z.object({}), "equipment-fault": z.object({}) };

const organisation = `organisation:
  name: { zh: 甲, en: A }
  zone: Europe/Berlin
  zoneLabel: { zh: 柏林时间, en: Berlin time }
`;
const people = `people:
  - { id: ann, name: Ann, email: ann@example.test, roles: [lead], language: en }
`;

function settings(text: string) {
  const file = join(folder, "answerable.yaml");
  writeFileSync(file, text);
  return readSettings(file, { door });
}

function problemsOf(text: string): readonly string[] {
  try {
    settings(text);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map((problem) => problem.replace(`${folder}/`, ""));
    throw error;
  }
  return [];
}

describe("units and posts", () => {
  const units = "units: [{ id: it, name: { zh: 信息中心, en: IT } }]\n";
  const posts = "posts: [{ id: doctor, name: { zh: 校医, en: doctor }, role: lead }]\n";
  const ann = (more: string) =>
    `people: [{ id: ann, name: Ann, email: ann@example.test, roles: [lead, unit-contact], ${more} }]\n`;

  test("are read with what people say of them", () => {
    const read = settings(organisation + units + posts + ann("units: [it], posts: [doctor, contact@it]"));
    expect(read.people[0]).toMatchObject({
      units: ["it"],
      posts: [{ post: "doctor" }, { post: "contact", unit: "it" }],
    });
    expect(read.units).toHaveLength(1);
    expect(settings(organisation + people)).toMatchObject({ units: [], posts: [], people: [{ units: [], posts: [] }] });
  });

  test.each([
    ["units: [press]", /people\[0\]\.units\[0\]: "press" is not among the units of this file; known here: it/],
    ["posts: [captain]", /people\[0\]\.posts\[0\]: "captain" names no post; known here: contact, head, doctor/],
    ["posts: [contact@press]", /posts\[0\]: "contact@press" names no unit of this file; known here: it/],
    ["posts: [Contact!]", /posts\[0\]: "Contact!" must be the ID of a post/],
  ])("a person with %s is named with its line", (more, sentence) => {
    expect(problemsOf(organisation + units + posts + ann(more)).join("\n")).toMatch(sentence);
  });

  test("a post without its role, and an ID that is used twice", () => {
    const clerk = "people: [{ id: ann, name: Ann, email: ann@example.test, roles: [auditor], posts: [doctor] }]\n";
    expect(problemsOf(organisation + posts + clerk).join()).toMatch(/"doctor" needs the role lead: give this person/);
    const twice = "units: [{ id: it, name: { zh: 甲, en: A } }, { id: it, name: { zh: 乙, en: B } }]\n";
    expect(problemsOf(organisation + twice + people).join()).toMatch(/units\[1\]\.id: "it" is used twice/);
  });

  test("the posts that are always there are those of a new organisation", () => {
    for (const { id, role } of firstPosts) {
      const held = `people: [{ id: ann, name: Ann, email: ann@example.test, roles: [${role}], posts: [${id}] }]\n`;
      expect(settings(organisation + held).people[0]!.posts).toEqual([{ post: id }]);
    }
  });
});

test("the shipped example holds", () => {
  const { organisation, people } = readSettings(exampleSettingsFile, shipped);
  expect(organisation.zone).toBe("Asia/Shanghai");
  const roles = new Set(people.flatMap((person) => person.roles));
  expect(roles).toEqual(
    new Set(["duty-officer", "lead", "unit-contact", "spokesperson", "superior", "auditor", "administrator"]),
  );
});

test("a section that is left out has its defaults, and so has each part of it", () => {
  expect(settings(organisation + people).policies).toEqual({ door: { limitMinutes: 15, ladder: [] } });
  expect(settings(`${organisation}${people}playbooks:\n  door: { ladder: [{ role: lead }] }\n`).policies).toEqual({
    door: { limitMinutes: 15, ladder: [{ role: "lead", afterMinutes: 0 }] },
  });
});

test("the settings file in the data folder is taken, else the example", () => {
  const environment = readEnvironment({ ANSWERABLE_DATA: folder });
  expect(loadConfig(environment, shipped).settingsAreExample).toBe(true);
  writeFileSync(join(folder, "answerable.yaml"), organisation + people);
  expect(loadConfig(environment, {})).toMatchObject({
    settingsAreExample: false,
    settings: { people: [{ id: "ann" }] },
  });
});

describe("a wrong setting", () => {
  test("of several kinds at once, each with its line, what was given and what is allowed", () => {
    const text = `${organisation.replace("Europe/Berlin", "Europe/Berln")}people:
  - { id: ann, name: Ann, email: ann at example, roles: [leed], language: en }
playbooks:
  door:
    limitMinutes: 9000
    lader: []
`;
    expect(problemsOf(text)).toEqual([
      'answerable.yaml:3:9: organisation.zone: "Europe/Berln" is not a time zone; write an IANA name such as Asia/Shanghai, Europe/Berlin or UTC.',
      'answerable.yaml:6:34: people[0].email: "ann at example" is not an address such as officer@example.test.',
      'answerable.yaml:6:58: people[0].roles[0] is "leed". Allowed: duty-officer, lead, unit-contact, spokesperson, superior, auditor, administrator. Did you mean "lead"?',
      "answerable.yaml:9:19: playbooks.door.limitMinutes is 9000. Allowed: at most 600.",
      'answerable.yaml:10:5: playbooks.door.lader is not a setting. Did you mean "ladder"?',
    ]);
  });

  test.each([
    ["", /organisation is missing.*people is missing/s],
    [
      "[]",
      /The file is a section.*Allowed: a section with organisation, units, posts, people, security, publicPage, record, reports, playbooks/s,
    ],
    ["organisation: 5", /:1:15: organisation is 5\. Allowed: a section with name, zone/],
    [`${organisation}people: []`, /people .*at least 1 entries/],
    [`${organisation}${people}  - { id: ann, name: B, email: b@example.test, roles: [lead] }`, /"ann" is used twice/],
    [
      `${organisation}${people}record:\n  witnesses: [{ address: "ftp://w", key: "w+1" }]\n`,
      /witnesses\[0\]\.address.*witnesses\[0\]\.key.*is not the line that answerable witness prints/s,
    ],
    [
      `${organisation}${people}record:\n  outside: /mnt/x\n`,
      /record\.outside: "\/mnt\/x" is not set here: ANSWERABLE_RECORD_OUTSIDE names a file/,
    ],
    [`${organisation}${people}playbooks:\n  dor: {}`, /playbooks\.dor is not a setting\. Did you mean "door"\?/],
    [
      `${organisation}${people}playbooks:\n  door:\n    limitMinutes: 1.5`,
      /1\.5\. Allowed: a whole number from 1 up to 600/,
    ],
    [`${organisation}${people}playbooks:\n  door:\n    perGrade:\n      major: {}`, /perGrade/],
    [
      `${organisation}${people}playbooks:\n  door:\n    ladder:\n      - afterMinutes: 1`,
      /:10:.*role is missing\. Allowed: lead, superior/,
    ],
    ["a: 1\na: 2", /:2:1: Map keys must be unique/],
    ["a: [1", /:\d+:\d+: /],
    ["a: !!js/function x", /not a setting/],
  ])("%j", (text, sentence) => {
    expect(problemsOf(text).join("\n")).toMatch(sentence);
  });

  test("aliases that multiply are refused instead of filling the memory", () => {
    const lines = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let i = 1; i < 9; i += 1)
      lines.push(
        `k${i}: &k${i} [${Array(9)
          .fill(i === 1 ? "*a" : `*k${i - 1}`)
          .join(",")}]`,
      );
    expect(() => settings(lines.join("\n"))).toThrow(ConfigurationError);
  });

  test("a file that is not there is named", () => {
    expect(() => readSettings(join(folder, "none.yaml"), {})).toThrow(/none\.yaml cannot be read/);
  });
});
