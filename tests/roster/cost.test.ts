/** What a page costs is what it looks at: not how long ago a rotation began, how short its turns are, or how many are away. */
import { expect, test } from "@jest/globals";
import { rolesAt } from "../../src/directory/directory.ts";
import type { Directory } from "../../src/directory/types.ts";
import type { Absence } from "../../src/directory/entries.ts";
import { peopleActing } from "../../src/desk/acting.ts";
import { onDutyNow, isNobodyReachable } from "../../src/roster/duty-now.ts";
import { nextHandover } from "../../src/roster/handovers.ts";
import { aDirectory, rotation, someone, zoned } from "../support/directory.ts";

const at = zoned("Europe/Berlin")("2026-06-01T23:30");
const hourMs = 60 * 60_000;

/** As large as a directory may be: 500 people, 2,000 absences. `read` counts each look at an absence. */
function largest(read: () => void): Directory {
  const people = Array.from({ length: 500 }, (_, index) => someone(`p${String(index)}`));
  const absences = Array.from({ length: 2000 }, (_, index): Absence => {
    const deputy = index % 40 === 0 ? `p${String((index + 1) % 500)}` : null;
    const rest = { person: `p${String(index % 400)}`, from: at - hourMs, until: at + hourMs, by: "p1", recordedAt: 0 };
    return {
      id: `absence-${String(index)}`,
      ...rest,
      get deputy() {
        read();
        return deputy;
      },
    };
  });
  return aDirectory({ people, absences });
}

test("whose deputies everybody is takes one look at each absence for each of them", () => {
  let reads = 0;
  const directory = largest(() => (reads += 1));
  for (const { id } of directory.people.slice(0, 20)) rolesAt(directory, id, at);
  expect(reads / (20 * directory.absences.length)).toBeLessThan(2);
  reads = 0;
  const source = { directory: () => directory } as never;
  const people = directory.people.map((one) => ({ ...one, email: "" }));
  expect(peopleActing({ people, source, clock: { now: () => at } as never })).toHaveLength(500);
  expect(reads / (people.length * directory.absences.length)).toBeLessThan(2);
});

/** Processor time, the least of several: what else the machine does only adds to it. */
function leastWork(make: () => Directory): number {
  const times = Array.from({ length: 9 }, () => {
    const directory = make();
    const before = process.cpuUsage();
    onDutyNow(directory, at);
    isNobodyReachable(directory, at);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...times);
}

test("turns of an hour beside turns of 53 weeks, begun long ago, cost what turns of a day cost that begin today", () => {
  const rotations = (first: string, isMixed: boolean) =>
    Array.from({ length: 100 }, (_, index) =>
      rotation({
        id: `rotation-${String(index)}`,
        layer: index % 2 === 0 ? "officer" : "leader",
        startDate: first,
        ...(isMixed ? (index % 4 < 2 ? { unit: "hours" as const } : { unit: "weeks" as const, every: 53 }) : {}),
      }),
    );
  const plain = leastWork(() => aDirectory({ rotations: rotations("2026-06-01", false) }));
  const mixed = leastWork(() => aDirectory({ rotations: rotations("2017-01-01", true) }));
  expect(mixed / plain).toBeLessThan(10);
});

test("the next hand-over is not looked for turn after turn of somebody who follows themselves", () => {
  const alone = (unit: "hours" | "days") =>
    aDirectory({ rotations: [rotation({ people: ["ann"], unit, startDate: "2026-01-01" })] });
  expect(nextHandover(alone("hours"), "officer", at)).toBeNull();
  const beyond = aDirectory({
    rotations: [rotation({ people: ["ann", "bo"], unit: "weeks", every: 14, startDate: "2026-06-01" })],
  });
  expect(nextHandover(beyond, "officer", at)?.to).toBe("bo");
});
