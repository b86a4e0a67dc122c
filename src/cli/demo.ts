/** Plays the night through the desk: everything that people do is sent as people send it, and time is wound in between. */
import { DateTime } from "luxon";
import type { Language, Role, Text } from "../../machines/playbook.ts";
import { fieldsOf } from "../playbook/fields.ts";
import type { Desk } from "../desk/types.ts";
import type { OfferedEvent } from "../desk/views.ts";
import type { DeskOutcome } from "../desk/outcome.ts";
import type { TimelineEntry } from "../playbook/types.ts";
import type { Person } from "../directory/person.ts";
import { assert } from "../kernel/assert.ts";
import { CliFailure, exitCodes } from "./exit-codes.ts";
import { nightPlaybook } from "./demo-night.ts";
import type { NightStep, NightTime, NightValue } from "./demo-step.ts";

/** An engine on a clock that only moves when it is wound. */
export interface Stage {
  readonly desk: Desk;
  now(): number;
  wind(ms: number): void;
  /** Fires what is due, then sends the notifications. */
  runDue(): Promise<void>;
  nextDueAt(): Promise<number | null>;
}

export interface Narration {
  readonly language: Language;
  /** Hears of every row of the log as it comes, and what the incident is called. */
  tell(entry: TimelineEntry, title: string): void;
}

/** The moment (ms) at which the night's day 0 begins, so that the whole night is over by `now`. */
export function nightStart(now: number, zone: string): number {
  return DateTime.fromMillis(now, { zone }).startOf("day").minus({ days: 2 }).toMillis();
}

/** Returns the incident's id. */
export async function playNight(
  steps: readonly NightStep[],
  startMs: number,
  stage: Stage,
  narration: Narration,
): Promise<string> {
  const night = new Night(startMs, stage, narration);
  for (const step of steps) await night.play(step);
  assert(night.id !== null, "a night opens an incident");
  return night.id;
}

/** Where units are registered: the one that the step names, else the first. */
function registeredUnit({ form: { unit }, options }: OfferedEvent, values: NightStep["values"]) {
  const offered = unit === undefined ? [] : (options[unit] ?? []);
  const named = unit === undefined ? undefined : values[unit];
  const isNamed = ({ label }: (typeof offered)[number]) =>
    typeof named === "object" && "zh" in named && (named.zh === label.zh || named.en === label.en);
  const chosen = offered.find(isNamed) ?? offered[0];
  return unit !== undefined && chosen ? { [unit]: chosen.value } : {};
}

class Night {
  id: string | null = null;
  readonly #startMs: number;
  readonly #stage: Stage;
  readonly #narration: Narration;
  #told = -1;
  #count = 0;

  constructor(startMs: number, stage: Stage, narration: Narration) {
    this.#startMs = startMs;
    this.#stage = stage;
    this.#narration = narration;
  }

  async play(step: NightStep): Promise<void> {
    await this.#windTo(this.#at(step.when));
    const actor = this.#actor(step.by);
    const outcome = step.type === null ? await this.#open(step, actor) : await this.#act(step.type, step, actor);
    if (outcome.outcome !== "done") throw new CliFailure(exitCodes.ours, this.#formatFailure(step, outcome));
    this.id = outcome.id;
    await this.#stage.runDue();
    await this.#tell();
  }

  /** Stops at every due time on the way: a clock fires when it is due, not when somebody looks. */
  async #windTo(at: number): Promise<void> {
    for (;;) {
      const due = await this.#stage.nextDueAt();
      const next = due === null ? at : Math.min(due, at);
      this.#stage.wind(Math.max(0, next - this.#stage.now()));
      if (due === null || due > at) return;
      await this.#stage.runDue();
      await this.#tell();
    }
  }

  async #tell(): Promise<void> {
    if (this.id === null) return;
    const row = await this.#stage.desk.find(this.id);
    const entries = await this.#stage.desk.history(this.id, { after: this.#told });
    for (const entry of entries ?? []) {
      this.#told = entry.seq;
      this.#narration.tell(entry, row?.summary.title ?? "");
    }
  }

  #open(step: NightStep, actor: Person): Promise<DeskOutcome> {
    return this.#stage.desk.open(nightPlaybook, this.#values(step.values), actor, {
      commandId: this.#commandId(),
      auth: "unverified",
    });
  }

  async #act(type: string, step: NightStep, actor: Person): Promise<DeskOutcome> {
    assert(this.id !== null, "the first step opens the incident");
    const view = await this.#stage.desk.incident(this.id, actor);
    const offer = view?.offered.find(({ form }) => form.type === type);
    assert(offer, `the playbook has an event ${type}`);
    const missing = fieldsOf(offer.form).filter(({ name, required }) => required && !Object.hasOwn(step.values, name));
    const carried = Object.fromEntries(missing.map(({ name }) => [name, offer.prefill[name]]));
    const values = { ...carried, ...this.#values(step.values), ...registeredUnit(offer, step.values) };
    return this.#stage.desk.act(this.id, type, values, actor, { commandId: this.#commandId() });
  }

  #commandId(): string {
    this.#count += 1;
    return `demo-step-${this.#count}`;
  }

  #actor(role: Role): Person {
    const person = this.#stage.desk.people.find(({ roles }) => roles.includes(role));
    if (person) return person;
    throw new CliFailure(exitCodes.configuration, `The demo needs a person with the role ${role} in the settings.`);
  }

  #at({ day, time }: NightTime): number {
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    const zone = this.#stage.desk.organisation.zone;
    return DateTime.fromMillis(this.#startMs, { zone }).plus({ days: day }).set({ hour, minute }).toMillis();
  }

  #values(values: NightStep["values"]): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, this.#value(value)]));
  }

  #value(value: NightValue): unknown {
    if (typeof value === "string" || typeof value === "boolean") return value;
    if (isList(value)) return value.map((one) => (typeof one === "string" ? one : one[this.#narration.language]));
    return "day" in value ? new Date(this.#at(value)).toISOString() : value[this.#narration.language];
  }

  #formatFailure(step: NightStep, outcome: DeskOutcome): string {
    return `The demo stopped at ${step.when.time}, ${step.type ?? "opening"}: ${JSON.stringify(outcome)}`;
  }
}

function isList(value: NightValue): value is readonly (string | Text)[] {
  return Array.isArray(value);
}
