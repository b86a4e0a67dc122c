/**
 * An incident that is moved by hand: people's events, and a clock that is wound. It steps through the engine's own pure
 * decisions, so that what a test sees is what the engine does.
 */
import { acceptable, begin, fire, step } from "../../../src/engine/decide/decide.ts";
import { define, type Definition } from "../../../src/engine/decide/definition.ts";
import type { PlannedMessage } from "../../../src/engine/decide/plan.ts";
import type { InstanceState, MachineEvent } from "../../../src/engine/types.ts";
import type { Json } from "../../../src/kernel/json.ts";
import { playbooks } from "../../../machines/registry.ts";
import { phrasingFor, sayingOf, type PhrasingParts } from "../../../src/playbook/phrasing.ts";
import { playbookKey, type Moment, type Playbook } from "../../../machines/playbook.ts";
import { frozenCalendar } from "../../../src/playbook/frozen-calendar.ts";
import { shippedPlaybooks } from "../../../src/playbook-files/shipped-playbooks.ts";

/** Sunday evening, when it usually happens: 22 November 2026, 22:00 in Beijing. */
export const evening = Date.parse("2026-11-22T14:00:00Z");
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(60 * count);

export interface Written extends PlannedMessage {
  readonly at: number;
}

export type Answer = "accepted" | { readonly refused: string };

const definitions = new Map<string, Definition>();

export function definitionOf(key: string): Definition {
  const known = definitions.get(key) ?? define(key, playbookOf(key).machine);
  definitions.set(key, known);
  return known;
}

function playbookOf(key: string): Playbook {
  const playbook = playbooks[key] ?? shippedPlaybooks().find((one) => playbookKey(one) === key);
  if (!playbook) throw new Error(`no playbook ${key}`);
  return playbook;
}

const organisation = {
  name: { zh: "清河大学", en: "Qinghe University" },
  zone: "Asia/Shanghai",
  zoneLabel: { zh: "北京时间", en: "GMT+8" },
  languages: ["zh", "en"],
} as const;

/** People are said by name: a name is marked, an id is not. */
export const saying: PhrasingParts = { ...sayingOf(organisation, []), formatPerson: (id) => `«${id}»` };

/** What everybody calls the incident of a night by. */
const number = 7;

/** How a notification that leaves at `now` says things, to somebody who has to act unless `more` says who it is. */
export const phrasing = (now: number, more: Partial<Parameters<typeof phrasingFor>[1]> = {}) =>
  phrasingFor(saying, { number, now, ...more });

export interface Beginning {
  readonly at: number;
  readonly by: string;
  /** As a door sends it: instants in ISO 8601. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly policy?: unknown;
  /** Days off, and working days at weekends, as dates. */
  readonly holidays?: readonly string[];
  readonly workdays?: readonly string[];
}

/** A moment that a night can be taken back to. */
export type Mark = Pick<Night, "state" | "at" | "seq">;

export class Night {
  readonly playbook: Playbook;
  readonly notifications: Written[] = [];
  state: InstanceState;
  at: number;
  seq = 0;
  readonly definition: Definition;
  /** What the machine was begun with: checked values and the whole policy. */
  readonly input: Json;

  constructor(which: string | Playbook, { at, by, values, policy, holidays = [], workdays = [] }: Beginning) {
    this.playbook = typeof which === "string" ? playbookOf(which) : which;
    this.definition = typeof which === "string" ? definitionOf(which) : define(playbookKey(which), which.machine);
    this.at = at;
    const checked = this.playbook.opening.form.parse(values);
    const calendar = frozenCalendar({ zone: organisation.zone, holidays, workdays }, at);
    this.input = this.playbook.input(checked, this.playbook.policy.parse(policy ?? {}), at, by, calendar) as Json;
    const begun = begin(this.definition, this.input, { at, by, seq: 0 });
    if (begun.outcome !== "stepped") throw new Error(begun.reason.sentence);
    this.state = begun.state;
    this.keep(begun.messages);
  }

  get mark(): Mark {
    return { state: this.state, at: this.at, seq: this.seq };
  }

  /** Back (or over) to a marked moment, without notifications. */
  goTo({ state, at, seq }: Mark): void {
    Object.assign(this, { state, at, seq });
    this.notifications.length = 0;
  }

  /** Sends what a person typed: the form checks it first, as the desk does. */
  send(type: string, by: string, values: Readonly<Record<string, unknown>> = {}): Answer {
    const form = this.playbook.events.find((event) => event.type === type);
    if (!form) throw new Error(`no event ${type}`);
    return this.sendChecked({ ...form.form.parse(values), type }, by);
  }

  sendChecked(event: MachineEvent, by: string): Answer {
    this.seq += 1;
    const stepped = step(this.definition, this.state, event, { at: this.at, by, seq: this.seq });
    if (stepped.outcome === "refused") return { refused: stepped.reason.code };
    this.state = stepped.state;
    this.keep(stepped.messages);
    return "accepted";
  }

  /** Winds the clock; every timer that comes due fires at its own time, in order. */
  wind(ms: number): void {
    const until = this.at + ms;
    for (let next = this.nextTimer(); next !== null && next.dueAt <= until; next = this.nextTimer()) {
      this.at = Math.max(this.at, next.dueAt);
      this.fire(next.id);
    }
    this.at = until;
  }

  /** The clock jumps, as when the server was down: what is overdue fires late. */
  windAsleep(ms: number): void {
    this.at += ms;
    for (let next = this.nextTimer(); next !== null && next.dueAt <= this.at; next = this.nextTimer())
      this.fire(next.id);
  }

  nextTimer() {
    const [first] = [...this.state.timers].sort((one, other) => one.dueAt - other.dueAt);
    return first ?? null;
  }

  fire(timer: string): void {
    this.seq += 1;
    const fired = fire(this.definition, this.state, timer, { at: this.at, by: "timer", seq: this.seq });
    if (fired.outcome !== "stepped") throw new Error(`the timer was ${fired.outcome}`);
    this.state = fired.state;
    this.keep(fired.messages);
  }

  can(by: string): readonly string[] {
    return acceptable(this.definition, this.state, { at: this.at, by });
  }

  get moment(): Moment {
    const { value, context, status } = this.state;
    return { value, context, status };
  }

  clock(id: string) {
    const clock = this.playbook.clocks(this.moment).find((each) => each.id === id);
    if (!clock) throw new Error(`no clock ${id}`);
    return clock;
  }

  /** Notifications of one type, oldest first. */
  mail(type: string): readonly Written[] {
    return this.notifications.filter((notification) => notification.type === type);
  }

  /** Types of the notifications since the last taking, which are then gone. */
  takeNotifications(): readonly string[] {
    return this.notifications.splice(0).map((notification) => notification.type);
  }

  protected keep(messages: readonly PlannedMessage[]): void {
    this.notifications.push(...messages.map((message) => ({ ...message, at: this.at })));
  }
}

/** Names of the roles and people that a notification is for. */
export function receivers(notification: Written | undefined): readonly string[] {
  const { to } = (notification?.params ?? { to: [] }) as { to: readonly ({ role: string } | { person: string })[] };
  return to.map((recipient) => ("role" in recipient ? recipient.role : recipient.person));
}
