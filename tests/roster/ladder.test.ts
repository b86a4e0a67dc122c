import { describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/types.ts";
import type { Absence, PersonRecord } from "../../src/directory/entries.ts";
import { ladderAt, recipientsAt } from "../../src/roster/ladder.ts";
import { reachableAt } from "../../src/roster/reachable.ts";
import { aDirectory, rotation, someone, zoned } from "../support/directory.ts";

const at = zoned("Europe/Berlin")("2026-06-01T23:30");
const away = (person: string, deputy: string | null): Absence => ({
  id: `absence-${person}`,
  person,
  deputy,
  from: at - 1000,
  until: at + 1000,
  by: person,
  recordedAt: 0,
});
const people: readonly PersonRecord[] = [
  someone("ann", ["duty-officer"]),
  someone("bo", ["duty-officer"]),
  someone("lin", ["lead"]),
  someone("mo", ["lead"]),
  someone("head", ["superior"]),
];
const rotations = [rotation({ people: ["ann"] }), rotation({ id: "rotation-2", layer: "leader", people: ["lin"] })];
const change = (id: string, parts: Partial<PersonRecord>) =>
  people.map((person) => (person.id === id ? { ...person, ...parts } : person));
const desk = (parts: Partial<Directory> = {}) => aDirectory({ people, rotations, ...parts });

const officer = { zh: "值班员", en: "duty officer" };

describe("a level of the ladder", () => {
  test("means whoever has the duty at that moment, with the reason", () => {
    expect(ladderAt(desk(), 1, at)).toEqual({
      level: 1,
      people: [
        { person: "ann", channels: ["mail"], why: officer, insteadOf: null, as: officer, roles: ["duty-officer"] },
      ],
      skipped: [],
    });
    expect(ladderAt(desk(), 3, at)?.people.map((one) => one.person)).toEqual(["lin", "mo"]);
    expect(ladderAt(desk(), 9, at)).toBeNull();
  });

  test("goes to the deputy of somebody absent and says for whom", () => {
    const step = ladderAt(desk({ absences: [away("lin", "mo")] }), 2, at);
    expect(step?.people).toMatchObject([{ person: "mo", insteadOf: "lin" }]);
    expect(step?.people[0]?.why.en).toBe("deputy for Lin (duty lead)");
    expect(step?.skipped).toEqual([{ person: "lin", why: { zh: "Lin不在岗", en: "Lin is absent" } }]);
  });

  test("reaches nobody when leader and deputy are both absent, and says so of each", () => {
    const directory = desk({ absences: [away("lin", "mo"), away("mo", null)] });
    const words = (level: number) => ladderAt(directory, level, at)?.skipped.map(({ why }) => why.en);
    expect(ladderAt(directory, 2, at)?.people).toEqual([]);
    expect(words(2)).toEqual(["Lin is absent", "Mo is absent"]);
    expect(words(3)).toEqual(["Lin is absent", "Mo is absent", "Mo is absent"]);
  });

  test("a layer that was never rostered means everybody who could be; a gap in a kept roster means nobody", () => {
    expect(ladderAt(desk({ rotations: [] }), 1, at)).toMatchObject({
      people: [{ person: "ann" }, { person: "bo" }],
      skipped: [],
    });
    expect(ladderAt(desk({ rotations: [rotation({ until: at - 1000 })] }), 1, at)).toMatchObject({
      people: [],
      skipped: [{ person: null, why: { en: "duty officer: no one is rostered" } }],
    });
  });

  test("the duty officer is whoever has that duty now, and all who could have it only while nobody has", () => {
    const told = (directory: Directory) =>
      recipientsAt(directory, [{ role: "duty-officer" }], at).people.map(({ person }) => person);
    expect(told(desk())).toEqual(["ann"]);
    expect(told(desk({ rotations: [] }))).toEqual(["ann", "bo"]);
    expect(told(desk({ rotations: [rotation({ until: at - 1000 })] }))).toEqual(["ann", "bo"]);
    expect(told(desk({ absences: [away("ann", "mo")] }))).toEqual(["mo"]);
  });

  test("calls nobody twice, and says that nobody holds a role", () => {
    const ladder = [{ recipients: [{ person: "lin" }, { role: "lead" as const }, { layer: "leader" }] }];
    expect(ladderAt(desk({ ladder }), 1, at)?.people.map((one) => one.person)).toEqual(["lin", "mo"]);
    const nobody = desk({ ladder: [{ recipients: [{ role: "spokesperson" }] }] });
    expect(ladderAt(nobody, 1, at)?.skipped).toMatchObject([{ why: { en: "no one has the role spokesperson" } }]);
  });
});

describe("somebody named, with a role behind them", () => {
  const named = [{ person: "bo", orElse: "duty-officer" as const }];
  const told = (directory: Directory) => {
    const { people: called, skipped } = recipientsAt(directory, named, at);
    return { to: called.map(({ person }) => person), passed: skipped.map(({ person }) => person) };
  };

  test("is told alone, although another has the duty", () => {
    expect(told(desk())).toEqual({ to: ["bo"], passed: [] });
  });

  test("is replaced by the deputy when absent", () => {
    expect(told(desk({ absences: [away("bo", "mo")] }))).toEqual({ to: ["mo"], passed: ["bo"] });
  });

  test("leaves it to whoever has the role's duty when neither can be told", () => {
    expect(told(desk({ absences: [away("bo", null)] }))).toEqual({ to: ["ann"], passed: ["bo"] });
    const asleep = { quietHours: { from: "22:00", until: "07:00" } };
    expect(told(desk({ people: change("bo", asleep) }))).toEqual({ to: ["ann"], passed: ["bo"] });
    expect(told(desk({ people: people.filter(({ id }) => id !== "bo") })).to).toEqual(["ann"]);
  });
});

describe("somebody is reachable", () => {
  const quietHours = { from: "22:00", until: "07:00" };

  test("by the channels that are on, in their order", () => {
    const channels = [
      { kind: "webhook", on: true },
      { kind: "mail", on: true },
    ] as const;
    expect(reachableAt(desk({ people: change("mo", { channels }) }), "mo", at)).toEqual({
      reachable: true,
      channels: ["webhook", "mail"],
    });
  });

  test("not in their quiet hours, over midnight too; but always while on duty", () => {
    const directory = desk({ people: change("mo", { quietHours }) });
    expect(reachableAt(directory, "mo", at)).toMatchObject({ reachable: false, reason: "quiet" });
    expect(reachableAt(directory, "mo", at - 2 * 3_600_000)).toMatchObject({ reachable: true });
    expect(reachableAt(desk({ people: change("ann", { quietHours }) }), "ann", at)).toMatchObject({ reachable: true });
    const acting = desk({ people: change("mo", { quietHours }), absences: [away("lin", "mo")] });
    expect(reachableAt(acting, "mo", at)).toMatchObject({ reachable: true });
  });

  test("not when unknown, deactivated, absent or without a channel", () => {
    const reason = (directory: Directory, id: string) => {
      const found = reachableAt(directory, id, at);
      return found.reachable ? null : found.reason;
    };
    expect(reason(desk(), "ghost")).toBe("unknown");
    expect(reason(desk({ people: change("mo", { active: false, until: at }) }), "mo")).toBe("deactivated");
    // By a clock that was put back they have not left yet, and are told nothing any more all the same.
    expect(reason(desk({ people: change("mo", { active: false, until: at + 1 }) }), "mo")).toBe("deactivated");
    expect(reason(desk({ absences: [away("mo", "lin")] }), "mo")).toBe("absent");
    expect(reason(desk({ people: change("mo", { channels: [{ kind: "mail", on: false }] }) }), "mo")).toBe(
      "no-channel",
    );
  });
});
