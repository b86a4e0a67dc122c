/**
 * Walks through a playbook at random, as people and timers might, and notes what it saw. A walk cannot prove that
 * something never happens; what it does see, is so. The same seed walks the same ways.
 */
import { actorText, playbookKey, type EventForm, type Playbook } from "../../machines/playbook.ts";
import type { Explorer, Walked, WalkState } from "../playbook/explorer.ts";
import { phrasingFor } from "../playbook/phrasing.ts";
import { checkForm } from "../playbook/check-form.ts";
import { activePaths } from "../playbook/states.ts";
import { mayByRole } from "../directory/actors.ts";
import type { Person } from "../directory/person.ts";
import { reachesSomebody, toOf } from "./reaches-somebody.ts";
import { seededRandom, type Seeded } from "./seeded-random.ts";
import { sampleValues } from "./sample-values.ts";
import { textsLeft } from "./texts-left.ts";

const iso = (at: number): string => new Date(at).toISOString();

export interface WalkOptions {
  readonly playbook: Playbook;
  readonly policy: unknown;
  readonly people: readonly Person[];
  readonly explorer: Explorer;
  readonly walks: number;
}

/** What a finding is about: nobody's turn or a dead end, somebody's own draft, a notification, a failing machine, or a text that is not found. */
export type FindingKind = "turn" | "own-draft" | "notification" | "machine" | "text";

export interface Finding {
  readonly kind: FindingKind;
  /** How to get there. */
  readonly way: string;
}

/** What was seen; each finding once. */
export interface Sightings {
  readonly steps: number;
  readonly visited: ReadonlySet<string>;
  readonly effects: ReadonlySet<string>;
  /** By their sentences. */
  readonly problems: ReadonlyMap<string, Finding>;
  /** How often somebody's own draft was there to be approved, and the author was refused. */
  readonly ownDrafts: number;
}

const stepsMax = 60;
const triesPerStep = 12;
/** 2026-11-22T14:00Z: any night will do, but always the same. */
const startMs = Date.UTC(2026, 10, 22, 14);
/** By the words of our playbooks: a draft is `…_SAVED` and approved by `…_APPROVED`. */
export const savedEnding = "_SAVED";
export const approvedEnding = "_APPROVED";
const pauseMaxMs = 40 * 60_000;

export function walkPlaybook(options: WalkOptions): Sightings {
  const seen = {
    steps: 0,
    ownDrafts: 0,
    visited: new Set<string>(),
    effects: new Set<string>(),
    problems: new Map<string, Finding>(),
  };
  for (let seed = 1; seed <= options.walks; seed += 1) new Walk(options, seededRandom(seed), seen).run();
  return seen;
}

interface Tally {
  steps: number;
  ownDrafts: number;
  readonly visited: Set<string>;
  readonly effects: Set<string>;
  readonly problems: Map<string, Finding>;
}

class Walk {
  readonly #options: WalkOptions;
  readonly #chance: Seeded;
  readonly #tally: Tally;
  readonly #way: string[] = [];
  #at = startMs;
  /** Who saved the present draft, by the type of event that saves one. */
  #author: string | null = null;

  constructor(options: WalkOptions, chance: Seeded, tally: Tally) {
    this.#options = options;
    this.#chance = chance;
    this.#tally = tally;
  }

  run(): void {
    let state = this.#begin();
    for (let step = 0; state !== null && state.status === "active" && step < stepsMax; step += 1) {
      this.#look(state);
      this.#tryOwnDraft(state);
      state = this.#next(state);
    }
    if (state !== null) this.#look(state);
  }

  #begin(): WalkState | null {
    const { playbook, policy, explorer } = this.#options;
    const by = this.#whoMay(playbook.opening);
    const values = by && this.#values(playbook.opening, {});
    if (!by || !values) return null;
    const input = playbook.input(values, policy, this.#at, by.id);
    if (textsLeft(playbook, values, input).length > 0)
      this.#problem(
        "text",
        "the input has the opening's values under other names, so their texts would stand in the log",
      );
    return this.#take("opened", explorer.begin(playbook, input, this.#at, by.id));
  }

  #next(state: WalkState): WalkState | null {
    for (let tries = 0; tries < triesPerStep; tries += 1) {
      const next = this.#chance.oneIn(4) ? this.#timer(state) : this.#event(state);
      if (next !== null) return next;
    }
    return this.#timer(state) ?? this.#stuck(state);
  }

  #timer(state: WalkState): WalkState | null {
    const { playbook, explorer } = this.#options;
    const next = state.timers.reduce<WalkState["timers"][number] | null>(
      (first, one) => (first === null || one.dueAt < first.dueAt ? one : first),
      null,
    );
    if (next === null) return null;
    this.#at = Math.max(this.#at, next.dueAt);
    return this.#take("timer", explorer.fire(playbook, state, next.id, this.#at));
  }

  #event(state: WalkState): WalkState | null {
    const { playbook, explorer } = this.#options;
    const form = this.#form(state);
    const by = form && this.#whoMay(form);
    const event = form && this.#filledIn(form, state);
    if (!form || !by || !event) return null;
    this.#at += Math.floor(this.#chance.next() * pauseMaxMs);
    if (state.timers.some((timer) => timer.dueAt <= this.#at)) return this.#timer(state);
    const next = this.#take(form.type, explorer.send(playbook, state, event, this.#at, by.id));
    if (next !== null && form.type.endsWith(savedEnding)) this.#author = by.id;
    return next;
  }

  /** What must be done next, as often as anything else: or no walk would come far. */
  #form(state: WalkState): EventForm | null {
    const { playbook } = this.#options;
    const { event } = playbook.duty(state);
    const next = this.#chance.oneIn(2) ? playbook.events.find(({ type }) => type === event) : undefined;
    return next ?? this.#chance.oneOf(playbook.events);
  }

  #filledIn(form: EventForm, state: WalkState): Readonly<Record<string, unknown>> | null {
    const values = this.#values(form, form.prefill?.(state.context, this.#at) ?? {});
    return values && { ...values, ...this.#person(form, state), type: form.type };
  }

  /** A desk takes nobody else. */
  #person({ personField }: EventForm, { context }: WalkState): Readonly<Record<string, string>> {
    if (!personField) return {};
    const among = personField.amongNow?.(context) ?? personField.among;
    const one = this.#chance.oneOf(this.#options.people.filter((person) => mayByRole(person, among)));
    return one ? { [personField.field]: one.id } : {};
  }

  /** Whatever the roles allow: somebody may hold several. */
  #tryOwnDraft(state: WalkState): void {
    const { playbook, people, explorer } = this.#options;
    const author = this.#author;
    if (author === null || !this.#chance.oneIn(3)) return;
    for (const form of playbook.events.filter(({ type }) => type.endsWith(approvedEnding))) {
      const event = this.#filledIn(form, state);
      if (!event) continue;
      const taken = (by: string) => {
        const walked = explorer.send(playbook, state, event, this.#at, by);
        return walked !== null && typeof walked !== "string";
      };
      if (taken(author)) this.#problem("own-draft", `the author could approve their own draft by ${form.type}`);
      else if (people.some(({ id }) => taken(id))) this.#tally.ownDrafts += 1;
    }
  }

  #take(name: string, walked: Walked | string | null): WalkState | null {
    if (walked === null) return null;
    if (typeof walked === "string") {
      this.#problem("machine", `${name}: ${walked}`);
      return null;
    }
    this.#way.push(name);
    this.#tally.steps += 1;
    for (const message of walked.messages) this.#notification(message);
    return walked.state;
  }

  #notification({ type, params }: Walked["messages"][number]): void {
    this.#tally.effects.add(type);
    const form = this.#options.playbook.notifications[type];
    // What is for the public page tells nobody.
    if (!form || form.publishes !== undefined) return;
    try {
      const say = phrasingFor(
        { formatTime: iso, formatShortTime: iso, formatPerson: (id) => id },
        { number: 1, now: 0 },
      );
      const notification = form.write(params, say);
      for (const text of [notification.subject, notification.happened, notification.asked]) {
        if (text.zh === "" || text.en === "")
          this.#problem("notification", `the notification "${type}" is empty in one language`);
      }
    } catch (error) {
      this.#problem("notification", `the notification "${type}" cannot be written: ${String(error)}`);
    }
    if (!reachesSomebody(params, this.#options.people))
      this.#problem("turn", `the notification "${type}" reaches no one: ${JSON.stringify(toOf(params))}`);
  }

  #look(state: WalkState): void {
    const { playbook, people } = this.#options;
    for (const path of activePaths(state.value)) {
      const names = path.split(".");
      names.forEach((_, index) => this.#tally.visited.add(names.slice(0, index + 1).join(".")));
    }
    const { event, by } = playbook.duty(state);
    const reached = event === null || people.some((person) => mayByRole(person, by));
    if (!reached)
      this.#problem(
        "turn",
        `what must be done next (${event}) is for ${by.map(actorText).join(", ") || "no role"}, and no one here has that role`,
      );
  }

  #stuck(state: WalkState): null {
    const { playbook, people, explorer } = this.#options;
    const possible = playbook.events.some((form) =>
      people.some((by) => {
        if (!mayByRole(by, form.by)) return false;
        const event = this.#filledIn(form, state);
        return event !== null && explorer.send(playbook, state, event, this.#at, by.id) !== null;
      }),
    );
    if (!possible) this.#problem("turn", `dead end in ${activePaths(state.value).join(" + ")}: no action is available`);
    return null;
  }

  #whoMay(form: Pick<EventForm, "by">): Person | null {
    return this.#chance.oneOf(this.#options.people.filter((person) => mayByRole(person, form.by)));
  }

  #values(
    form: Pick<EventForm, "form">,
    prefill: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | null {
    for (let tries = 0; tries < triesPerStep; tries += 1) {
      const checked = checkForm(form, sampleValues(form, prefill, this.#at, this.#chance), this.#at);
      if (checked.ok) return checked.values;
    }
    return null;
  }

  #problem(kind: FindingKind, sentence: string): void {
    if (this.#tally.problems.has(sentence)) return;
    const way = `${playbookKey(this.#options.playbook)}: ${this.#way.join(" → ")}`;
    this.#tally.problems.set(sentence, { kind, way });
  }
}
