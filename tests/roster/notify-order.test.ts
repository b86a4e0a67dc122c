/** Every reader goes by the order of delivery: levels, quiet hours disturbed, then those in their place. */
import { describe, expect, test } from "@jest/globals";
import type { Recipient } from "../../machines/playbook.ts";
import { receiversOf } from "../../src/desk/receivers.ts";
import type { Directory } from "../../src/directory/types.ts";
import type { PersonRecord } from "../../src/directory/entries.ts";
import { isNobodyReachable } from "../../src/roster/duty-now.ts";
import { aDirectory, someone, zoned } from "../support/directory.ts";
import { aMessage, aPostOffice } from "../notify/post-office.ts";

const at = zoned("Europe/Berlin")("2026-06-01T23:30");
const people: readonly PersonRecord[] = [
  someone("ann", ["duty-officer"]),
  someone("lin", ["lead"]),
  someone("head", ["superior"]),
  someone("voice", ["spokesperson"]),
  someone("ada", ["auditor"]),
  someone("root", ["administrator"]),
];
const quiet = { quietHours: { from: "22:00", until: "06:00" } };
const mute = { channels: [] };
type Changes = Readonly<Record<string, Partial<PersonRecord>>>;
const desk = (changes: Changes = {}, parts: Partial<Directory> = {}) =>
  aDirectory({ people: people.map((person) => ({ ...person, ...changes[person.id] })), ...parts });
const everybody = (change: Partial<PersonRecord>): Changes => Object.fromEntries(people.map(({ id }) => [id, change]));

type Params = { readonly to: readonly Recipient[]; readonly otherwise?: readonly (readonly Recipient[])[] };

function previewed(directory: Directory, params: Params): readonly string[] {
  const source = { directory: () => directory } as never;
  const known = directory.people.map((person) => ({ ...person, email: "" }));
  return receiversOf(params as never, { people: known, source, clock: { now: () => at } as never }).map(({ id }) => id);
}

async function delivered(directory: Directory, params: Params): Promise<readonly string[]> {
  const known = directory.people.map((person) => ({ ...person, email: `${person.id}@example.test` }));
  const office = await aPostOffice({ directory: () => directory, people: known });
  office.clock.wind(at - office.clock.now());
  await office.deliver(aMessage(params as never)).catch(() => undefined);
  const to = office.sent.map(({ recipient }) => recipient);
  await office.close();
  return to;
}

const toHead: Params = { to: [{ role: "superior" }] };
const withNext: Params = { ...toHead, otherwise: [[{ role: "spokesperson" }]] };

describe("whoever would be notified", () => {
  test.each<[string, Changes, Params, readonly string[]]>([
    ["those it is for", {}, toHead, ["head"]],
    ["the next level when the first has all channels off", { head: mute }, withNext, ["voice"]],
    ["those it is for in their quiet hours, when everybody meant has them", { head: quiet }, toHead, ["head"]],
    ["the next level before anybody's quiet hours are disturbed", { head: quiet }, withNext, ["voice"]],
    ["leads and duty officers when nobody meant can be", { head: mute, voice: mute }, withNext, ["lin", "ann"]],
    [
      "superiors and spokespersons when those cannot be either",
      { lin: mute, ann: mute, ada: mute },
      { to: [{ role: "auditor" }] },
      ["head", "voice"],
    ],
    ["one in the place of others, also in quiet hours", { ...everybody(mute), lin: quiet }, withNext, ["lin"]],
    ["nobody, when nobody is left", everybody(mute), withNext, []],
    ["nobody who may not read incidents", { ...everybody(mute), root: {} }, { to: [{ person: "root" }] }, []],
  ])("is %s: preview and delivery alike", async (_name, changes, params, expected) => {
    const directory = desk(changes);
    expect(previewed(directory, params)).toEqual(expected);
    expect(await delivered(directory, params)).toEqual(expected);
  });

  test("by the settings file alone is found by the same order", () => {
    const params: Params = { to: [{ person: "gone", orElse: "superior" }] };
    const known = people.map((person) => ({ ...person, email: "" }));
    const asked = (one: Params, among = known) =>
      receiversOf(one as never, { people: among, clock: { now: () => at } as never }).map(({ id }) => id);
    expect(asked(params)).toEqual(["head"]);
    const without = known.filter(({ id }) => id !== "head");
    expect(asked(params, without)).toEqual(["ann", "lin"]);
  });
});

describe("the banner that nobody can be notified", () => {
  test("stays away as long as delivery finds anybody: in quiet hours, or in the place of others", () => {
    expect(isNobodyReachable(desk(), at)).toBe(false);
    expect(isNobodyReachable(desk(everybody(quiet)), at)).toBe(false);
    const ladder = [{ recipients: [{ role: "superior" as const }] }];
    expect(isNobodyReachable(desk({ head: mute }, { ladder }), at)).toBe(false);
    expect(isNobodyReachable(desk({ head: mute }, { ladder: [] }), at)).toBe(false);
  });

  test("is there when delivery finds nobody, also without a ladder", () => {
    expect(isNobodyReachable(desk(everybody(mute)), at)).toBe(true);
    expect(isNobodyReachable(desk(everybody(mute), { ladder: [] }), at)).toBe(true);
    // An auditor may read incidents, and is in nobody's place.
    expect(isNobodyReachable(desk({ ...everybody(mute), ada: {} }), at)).toBe(true);
  });
});
