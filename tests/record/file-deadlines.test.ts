/** The deadlines of procedures from files: what rows and table lead to is what the machine keeps, at every moment of random nights. */
import { afterAll, describe, expect, test } from "@jest/globals";
import type { FileClockTable } from "../../machines/from-data/clock-table.ts";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import { seededRandom } from "../../src/cli/seeded-random.ts";
import { begin, fire, step } from "../../src/engine/decide/decide.ts";
import { define, type Definition } from "../../src/engine/decide/definition.ts";
import type { InstanceState, MachineEvent } from "../../src/engine/types.ts";
import type { Json } from "../../src/kernel/json.ts";
import { shippedPlaybooks } from "../../src/playbook-files/shipped-playbooks.ts";
import { drawn, opened, people } from "../machines/from-data/support/random-night.ts";
import { monday } from "../machines/from-data/support/written.ts";
import { isFullRun } from "../support/extent.ts";
import { hasPython, pythonAccounts } from "./verifiers.ts";

interface Row {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly kind: "start" | "event" | "timer";
  readonly event: unknown;
}

interface Deadline {
  readonly id: string;
  readonly anchorAt: number;
  readonly dueAt: number;
  readonly stoppedAt: number | null;
  readonly unshown?: string;
}

const program = "../../verifier/verify.mjs";
const { accounts } = (await import(program)) as {
  accounts: (table: unknown, rows: readonly Row[], state: unknown) => { readonly clocks: readonly Deadline[] };
};

/** With all fifteen files more than a thousand nights, or a few. */
const nightsEach = isFullRun ? 70 : 4;
const stepsEach = 25;

const tableOf = ({ machine }: Playbook) =>
  (machine.config as { readonly meta?: { readonly clocks?: FileClockTable } }).meta?.clocks;

const firstOf = ({ timers }: InstanceState) => [...timers].sort((one, other) => one.dueAt - other.dueAt)[0] ?? null;

interface Clock extends Deadline {
  readonly limitMs: number;
  readonly state: string;
}

type Chance = ReturnType<typeof seededRandom>;

/** Not every form that is filled in by chance is accepted. */
function openedAtLast(playbook: Playbook, chance: Chance): Json {
  for (let tries = 0; tries < 100; tries += 1) {
    const input = opened(playbook, chance);
    if (input !== null) return input;
  }
  throw new Error(`${playbook.id} cannot be opened`);
}

/** A night that keeps the rows that its log would have. */
class Walk {
  readonly rows: Row[] = [];
  state: InstanceState;
  at = monday;

  readonly definition: Definition;
  readonly playbook: Playbook;
  readonly chance: Chance;

  constructor(definition: Definition, playbook: Playbook, chance: Chance) {
    this.definition = definition;
    this.playbook = playbook;
    this.chance = chance;
    const input = openedAtLast(playbook, chance);
    const begun = begin(definition, input, { at: monday, by: "chen", seq: 0 });
    if (begun.outcome !== "stepped") throw new Error(begun.reason.sentence);
    this.state = begun.state;
    this.note("start", "chen", { type: "start", input });
  }

  note(kind: Row["kind"], by: string, event: unknown): void {
    this.rows.push({ seq: this.rows.length, at: this.at, by, kind, event });
  }

  send(event: MachineEvent): void {
    const by = this.chance.oneOf(people) ?? "chen";
    const stepped = step(this.definition, this.state, event, { at: this.at, by, seq: this.rows.length });
    if (stepped.outcome !== "stepped") return;
    this.state = stepped.state;
    this.note("event", by, event);
  }

  wind(ms: number): void {
    const until = this.at + ms;
    for (let timer = firstOf(this.state); timer !== null && timer.dueAt <= until; timer = firstOf(this.state)) {
      this.at = Math.max(this.at, timer.dueAt);
      const fired = fire(this.definition, this.state, timer.id, { at: this.at, by: "timer", seq: this.rows.length });
      if (fired.outcome !== "stepped") throw new Error(`the timer was ${fired.outcome}`);
      this.state = fired.state;
      this.note("timer", "timer", timer.event);
    }
    this.at = until;
  }

  move(): void {
    const event = this.chance.oneIn(3) ? null : drawn(this.playbook, this.state, this.at, this.chance);
    if (event) this.send(event);
    else this.wind(Math.floor(this.chance.next() * 40 * 60) * 60_000);
  }

  get deadlines(): readonly Deadline[] {
    return accounts(tableOf(this.playbook), this.rows, this.state).clocks;
  }
}

const withClocks = shippedPlaybooks().filter((playbook) => tableOf(playbook) !== undefined);

describe("the deadlines of a file that its rows lead to are those of its state", () => {
  const nights: Walk[] = [];
  const seen = { moments: 0, deadlines: 0, shown: 0 };
  afterAll(() => {
    console.log(`law: at ${seen.moments} moments ${seen.deadlines} deadlines, ${seen.shown} of them by rows alone`);
    expect(seen.moments).toBeGreaterThan(20 * nightsEach * 0.4 * withClocks.length);
    expect(seen.shown).toBeGreaterThan(seen.deadlines / 4);
  });

  test.each(withClocks.map((playbook) => [playbookKey(playbook), playbook] as const))("%s", (key, playbook) => {
    const definition = define(key, playbook.machine);
    for (let seed = 1; seed <= nightsEach; seed += 1) {
      const walk = new Walk(definition, playbook, seededRandom(seed));
      for (let n = 0; n < stepsEach && walk.state.status === "active"; n += 1) {
        walk.move();
        const { deadlines } = walk;
        seen.moments += 1;
        seen.deadlines += deadlines.length;
        seen.shown += deadlines.filter(({ unshown }) => unshown === undefined).length;
      }
      nights.push(walk);
    }
  });

  test("to a second program too", () => {
    if (!hasPython) return;
    const answers = pythonAccounts(nights.map(({ playbook, rows, state }) => [tableOf(playbook), rows, state]));
    expect(answers).toHaveLength(withClocks.length * nightsEach);
    const words = ({ id, anchorAt, dueAt, stoppedAt }: Deadline) => [id, anchorAt, dueAt, stoppedAt ?? 0].join(" ");
    for (const [n, { deadlines }] of nights.entries()) {
      const theirs = answers[n] as readonly (readonly [string, number, number, number, number, string])[];
      const said = theirs.map(([id, anchorAt, , dueAt, stoppedAt]) => [id, anchorAt, dueAt, stoppedAt].join(" "));
      expect(said).toEqual(deadlines.map(words).sort());
    }
  });

  test("and not to a state whose clock was turned, or to rows that were dated back", () => {
    let found = 0;
    for (const { playbook, rows, state, deadlines } of nights) {
      const clocks = (state.context as unknown as { clocks: readonly Clock[] }).clocks;
      for (const [n, clock] of clocks.entries()) {
        if (deadlines.find(({ id }) => id === clock.id)?.unshown !== undefined) continue;
        for (const turned of [
          { ...clock, dueAt: clock.dueAt + 60_000, limitMs: clock.limitMs + 60_000 },
          { ...clock, stoppedAt: clock.dueAt - 7, state: "met" },
        ]) {
          const context = { ...(state.context as object), clocks: clocks.with(n, turned) };
          expect(() => accounts(tableOf(playbook), rows, { ...state, context })).toThrow(/deadline/);
          found += 1;
        }
      }
    }
    expect(found).toBeGreaterThan(100);
  });
});
