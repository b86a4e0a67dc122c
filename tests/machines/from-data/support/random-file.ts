/** Whole playbook files drawn by chance: states in states, silent ways, delays, deadlines, duties, lists and approvals. */
import type { Seeded } from "../../../../src/cli/seeded-random.ts";

type Part = Readonly<Record<string, unknown>>;

const label = { zh: "甲", en: "A" };
const roles = ["duty-officer", "lead", "unit-contact", "superior"];

/** As text of a file; some of them are no sound files, and the check says so. */
export function randomFile(seed: number, chance: Seeded): string {
  const upTo = (count: number) => 1 + Math.floor(chance.next() * count);
  const names = Array.from({ length: 2 + upTo(3) }, (_, place) => `s${String(place)}`);
  const events = names.map((_, place) => `E${String(place)}`);
  const hasList = chance.oneIn(2);
  const hasDuty = chance.oneIn(2);
  const parts: Drawing = { chance, names, events, hasList, hasDuty };
  const states = Object.fromEntries([
    ...names.map((name, place) => [name, stateOf(parts, name, place)]),
    ["ended", { label, type: "final" }],
  ]) as Record<string, Part>;
  const file = {
    format: 1,
    id: `random-${String(seed)}`,
    version: 1,
    title: label,
    purpose: label,
    headline: { title: "{subject}" },
    opening: {
      label,
      by: roles,
      fields: { subject: { kind: "line", label }, weight: choice, dueAt: { kind: "instant", label } },
    },
    events: {
      ...Object.fromEntries(events.map((name, place) => [name, eventOf(parts, place)])),
      ...(hasList && {
        ADDED: {
          label,
          by: roles,
          adds: "tasks",
          fields: { what: { kind: "line", label } },
        },
        MOVED: {
          label,
          by: roles,
          moves: { list: "tasks", from: "set", to: "done" },
          ...(chance.oneIn(2) && { "by-other-than": "item" }),
        },
      }),
      ...(hasDuty && { REPORTED: { label, by: roles } }),
    },
    ...(hasList && { lists: { tasks: listOf(parts) } }),
    clocks: clocksOf(parts),
    ...(hasDuty && {
      recurring: {
        daily: {
          label,
          rule: label,
          every: chance.oneOf(["day", "workday"]),
          time: "17:00",
          during: names[0],
          done: "REPORTED",
        },
      },
    }),
    ...(chance.oneIn(2) && { delays: { quiet: { label, limit: chance.oneOf(["3 h", "2 d", "2 wd", "1 mo"]) } } }),
    initial: names[0],
    states,
    on: { ...(hasList && { ADDED: {}, MOVED: {} }), ...(hasDuty && { REPORTED: {} }) },
  };
  if (Object.hasOwn(file, "delays")) Object.assign(states[names.at(-1) ?? ""] ?? {}, { after: { quiet: "ended" } });
  return JSON.stringify(file, null, 1);
}

interface Drawing {
  readonly chance: Seeded;
  readonly names: readonly string[];
  readonly events: readonly string[];
  readonly hasList: boolean;
  readonly hasDuty: boolean;
}

const choice = { kind: "choice", label, options: { high: label, low: label } };

function eventOf({ chance, events }: Drawing, place: number): Part {
  const number = String(place);
  const other = chance.oneOf(events.filter((_, index) => index < place));
  return {
    label,
    by: chance.oneIn(3)
      ? [chance.oneOf(roles), "lead"].filter((role, index, all) => all.indexOf(role) === index)
      : roles,
    ...(other !== null && chance.oneIn(3) && { "by-other-than": other }),
    ...(chance.oneIn(2) && {
      fields: {
        [`choice${number}`]: choice,
        [`flag${number}`]: { kind: "flag", label },
        ...(chance.oneIn(2) && { dueAt: { kind: "instant", label, optional: true } }),
        ...(chance.oneIn(2) && { [`note${number}`]: { kind: "text", label, needed: { [`choice${number}`]: "high" } } }),
      },
    }),
  };
}

/** Its own event leads on; others may lead anywhere. */
function stateOf(parts: Drawing, name: string, place: number): Part {
  const { chance, names, events } = parts;
  const next = names[place + 1] ?? "ended";
  const on: Record<string, unknown> = { [events[place] ?? ""]: branchesTo(parts, next) };
  const other = chance.oneOf(events.filter((_, index) => index < place));
  if (other !== null && chance.oneIn(2)) on[other] = chance.oneIn(2) ? {} : { target: chance.oneOf(names) };
  const always = other !== null &&
    chance.oneIn(4) && { always: { guard: { recorded: other, since: name }, target: next } };
  return { label, on, ...always };
}

function branchesTo(parts: Drawing, next: string): unknown {
  const { chance, names } = parts;
  if (chance.oneIn(2)) return next;
  return [{ guard: guardOf(parts), target: chance.oneOf(names) }, { target: next }];
}

function guardOf({ chance, names, events, hasList }: Drawing): Part {
  const kinds: readonly Part[] = [
    { weight: "high" },
    { recorded: chance.oneOf(events) },
    { missed: "first" },
    { met: "first" },
    { not: { weight: "low" } },
    { any: [{ weight: "low" }, { missed: "first" }] },
    { in: chance.oneOf(names) },
    ...(hasList ? [{ "none-open": "tasks" }, { count: { list: "tasks", "at-least": 2 } }] : []),
  ];
  return chance.oneOf(kinds) ?? {};
}

function listOf({ chance }: Drawing): Part {
  const clock = { label, rule: label, limit: chance.oneOf(["5 h", "1 wd", "2 d"]), met: "done" };
  return {
    label,
    title: "{what}",
    stages: { set: label, done: label },
    settled: "done",
    ...(chance.oneIn(2) && { clock }),
  };
}

function clocksOf({ chance, names, events }: Drawing): Part {
  const limit = () =>
    chance.oneIn(3)
      ? { limit: { by: "weight", values: { high: "2 h", low: "3 wd" } } }
      : chance.oneIn(3)
        ? { until: "dueAt" }
        : { limit: chance.oneOf(["30 min", "12 h", "2 d", "1 wd", "1 mo"]) };
  const ladder = () => (chance.oneIn(2) ? {} : { ladder: Math.floor(chance.next() * 4) });
  const started = Math.floor(chance.next() * (names.length - 1));
  return {
    first: { label, rule: label, start: "open", met: events[0], ...limit(), ...ladder() },
    ...(chance.oneIn(2) && {
      second: {
        label,
        rule: label,
        start: names[started + 1],
        met: events[started + 1],
        ...limit(),
        ...ladder(),
        ...(chance.oneIn(3) && { warn: "50 %" }),
      },
    }),
  };
}
