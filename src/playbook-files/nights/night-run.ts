/** One night as it goes on: time passes, people send, and everything is noted for folding it again. */
import { addLength } from "../../../machines/from-data/calendar.ts";
import type { Calendar } from "../../../machines/playbook/calendar.ts";
import type { PlaybookFile } from "../../../machines/from-data/format/index.ts";
import type { EventForm, Playbook } from "../../../machines/playbook.ts";
import { mayByRole } from "../../directory/actors.ts";
import { isSameJson, type Json } from "../../kernel/json.ts";
import { checkForm } from "../../playbook/check-form.ts";
import type { Explorer, Walked, WalkState } from "../../playbook/explorer.ts";
import type { Night } from "../parts.ts";
import type { Player } from "./cast.ts";
import { formSentence, prefilled, typed } from "./filled-form.ts";
import { localInstant, localText } from "./local-time.ts";
import type { Happening, Watch } from "./watch.ts";

type Step = Night["steps"][number];
type Values = Readonly<Record<string, unknown>>;

export interface Failure {
  readonly key: "send" | "refused" | "wind" | "until" | "by";
  readonly sentence: string;
}

interface RunParts {
  readonly file: PlaybookFile;
  readonly playbook: Playbook;
  readonly explorer: Explorer;
  readonly calendar: Calendar;
  readonly people: readonly Player[];
  readonly watch?: Watch;
}

/** What happened, for doing it again. */
type Deed = (state: WalkState) => Walked | string | null;

const firingsMax = 20_000;
const dayMs = 86_400_000;
const daysMax = 400;

export class NightRun {
  readonly playbook: Playbook;
  readonly calendar: Calendar;
  readonly people: readonly Player[];
  readonly #lists: PlaybookFile["lists"];
  readonly #explorer: Explorer;
  readonly #night: Night;
  readonly #watch: Watch;
  readonly #begunAt: number;
  #at: number;
  #state: WalkState | null = null;
  #told: string[] = [];
  #begin: (() => Walked | string | null) | null = null;
  readonly #deeds: Deed[] = [];
  /** Who has signed, by key. */
  readonly #signed = new Map<string, Set<string>>();

  constructor({ file, playbook, explorer, calendar, people, watch = nobodyWatches }: RunParts, night: Night) {
    const { holidays, workdays, at } = night.given;
    this.playbook = playbook;
    this.#lists = file.lists;
    this.#explorer = explorer;
    this.people = people;
    this.calendar = { ...calendar, holidays, workdays };
    this.#night = night;
    this.#watch = watch;
    this.#begunAt = localInstant(this.calendar, at);
    this.#at = this.#begunAt;
  }

  get at(): number {
    return this.#at;
  }

  get state(): WalkState {
    if (this.#state === null) throw new Error("the night has not begun");
    return this.#state;
  }

  /** The names of the notifications since the last time that this was asked, or that something was sent. */
  takeTold(): readonly string[] {
    const told = this.#told;
    this.#told = [];
    return told;
  }

  /** Null, or why it cannot begin. */
  open(): string | null {
    const { by, with: given, policy = {} } = this.#night.given;
    const { opening } = this.playbook;
    const player = this.#player(by);
    if (!player) return this.#nobody(by);
    if (!mayByRole(player, opening.by))
      return `${by} may not open this: it is for ${opening.by.map(String).join(", ")}`;
    const limits = this.playbook.policy.safeParse(policy);
    if (!limits.success) return "this policy is none of the playbook's";
    const checked = checkForm(opening, typed(opening, given, this.calendar), this.#at);
    if (!checked.ok) return formSentence(checked.errors);
    const input = this.playbook.input(checked.values, limits.data, this.#at, by, this.calendar);
    const at = this.#at;
    this.#begin = () => this.#explorer.begin(this.playbook, input, at, by);
    return this.#keep(this.#begin(), at, { kind: "opened", by });
  }

  /** Null, or what went otherwise than the step says. */
  take(step: Step): Failure | null {
    const target = this.#target(step);
    const key = step.until === undefined ? "wind" : "until";
    if (target < this.#at) return { key, sentence: `it is ${this.local(this.#at)} already` };
    if (target - this.#begunAt > daysMax * dayMs)
      return { key, sentence: `a night lasts ${String(daysMax)} days at the most` };
    const type = step.send ?? step.refused;
    // At the due minute itself an act is in time: the clock fires after it.
    const wound = this.#wind(target, type === undefined);
    if (wound !== null) return { key, sentence: wound };
    if (type === undefined) return null;
    const acted = this.#act(step, type);
    return acted ?? failureOf(key, this.#wind(target, true));
  }

  local(at: number): string {
    return localText(this.calendar, at);
  }

  /** The stages at which items of a list are no longer open. */
  settled(list: string): readonly string[] {
    return Object.hasOwn(this.#lists, list) ? (this.#lists[list]?.settled ?? []) : [];
  }

  /** Whether it could be sent, as far as that can be told before its form is filled in. */
  may(type: string, by: string): boolean {
    const player = this.#player(by);
    const form = this.#form(type);
    return (
      player !== undefined &&
      form !== undefined &&
      mayByRole(player, form.byNow?.(this.state.context) ?? form.by) &&
      this.#explorer.acceptable(this.playbook, this.state, this.#at, by).includes(type)
    );
  }

  /** Null, or that the log folds to something else. */
  foldAgain(): string | null {
    const begun = this.#begin?.() ?? null;
    if (begun === null || typeof begun === "string") return "the log cannot be folded again";
    let state = begun.state;
    for (const deed of this.#deeds) {
      const walked = deed(state);
      if (walked === null || typeof walked === "string") return "the log cannot be folded again";
      ({ state } = walked);
    }
    const isSame = isSameJson(plain(state), plain(this.state));
    return isSame ? null : "folded a second time, the log leads to another state";
  }

  #target({ wind, until }: Step): number {
    if (wind !== undefined) return addLength(this.calendar, this.#at, wind);
    return until === undefined ? this.#at : localInstant(this.calendar, until);
  }

  /** Fires what is due before `target`, or until and at it. */
  #wind(target: number, inclusive: boolean): string | null {
    for (let fired = 0; ; fired += 1) {
      const due = this.state.timers.filter(({ dueAt }) => (inclusive ? dueAt <= target : dueAt < target));
      const next = due.sort((a, b) => a.dueAt - b.dueAt)[0];
      if (!next) break;
      if (fired > firingsMax) return "its clocks never come to rest";
      const at = Math.max(this.#at, next.dueAt);
      // Timers are named after the row that armed them, which is another in the second fold: their order is the same.
      const place = this.state.timers.indexOf(next);
      const why = this.#do(
        (state) => this.#explorer.fire(this.playbook, state, state.timers[place]?.id ?? "", at),
        at,
        {
          kind: "time",
        },
      );
      if (why !== null) return why;
    }
    this.#at = target;
    return null;
  }

  #act(step: Step, type: string): Failure | null {
    const key = step.send === undefined ? "refused" : "send";
    const by = step.by ?? "";
    const player = this.#player(by);
    if (!player) return { key: "by", sentence: this.#nobody(by) };
    const why = this.#send(type, player, step.with ?? {});
    if (key === "send") return why === null ? null : { key, sentence: `${type} is refused: ${why}` };
    if (why === null) return { key, sentence: `${type} by ${by} is accepted, not refused` };
    this.#watch(this.#at, { kind: "refused", event: type, by, why }, []);
    return null;
  }

  /** Null: accepted. Otherwise why it is not, and nothing has changed. */
  #send(type: string, player: Player, given: Values): string | null {
    const form = this.#form(type);
    if (!form) return "there is no form for it";
    const { context } = this.state;
    const actors = form.byNow?.(context) ?? form.by;
    if (!mayByRole(player, actors)) return `it is not for ${player.id} (${player.roles.join(", ")})`;
    const checked = checkForm(
      form,
      { ...prefilled(form, context, this.#at), ...typed(form, given, this.calendar) },
      this.#at,
    );
    if (!checked.ok) return formSentence(checked.errors);
    const misfit = form.misfit?.(context, checked.values) ?? null;
    if (misfit !== null)
      return Object.values(misfit)
        .map(({ en }) => en)
        .join(" ");
    const wrongPerson = this.#wrongPerson(form, checked.values);
    if (wrongPerson !== null) return wrongPerson;
    const event = { ...checked.values, type };
    this.#told = [];
    const [at, before] = [this.#at, this.state];
    const why = this.#do((state) => this.#explorer.send(this.playbook, state, event, at, player.id), at, {
      kind: "sent",
      event: type,
      by: player.id,
    });
    return why === notAcceptable ? (this.playbook.whyNot(before, type, player.id, checked.values)?.en ?? why) : why;
  }

  #do(deed: Deed, at: number, what: Happening): string | null {
    const walked = deed(this.state);
    const why = this.#keep(walked, at, what);
    if (why !== null) return why;
    this.#deeds.push(deed);
    this.#at = Math.max(this.#at, at);
    return null;
  }

  #keep(walked: Walked | string | null, at: number, what: Happening): string | null {
    if (walked === null) return notAcceptable;
    if (typeof walked === "string") return walked;
    const twice = this.#signOff(walked.state);
    if (twice !== null) return twice;
    this.#state = walked.state;
    // What is asked of another incident is nobody's notification.
    const told = walked.messages
      .map(({ type }) => type)
      .filter((type) => !Object.hasOwn(this.playbook.links ?? {}, type));
    this.#told.push(...told);
    this.#watch(at, what, told);
    return null;
  }

  /** What the database refuses: one person twice under one key. */
  #signOff(after: WalkState): string | null {
    const fresh = this.playbook.signOffs?.(this.#state, after) ?? [];
    const twice = fresh.find(
      ({ key, by }, index) =>
        this.#signed.get(key)?.has(by) === true ||
        fresh.slice(0, index).some((one) => one.key === key && one.by === by),
    );
    if (twice) return `${twice.by} cannot sign twice`;
    for (const { key, by } of fresh) this.#signed.set(key, (this.#signed.get(key) ?? new Set()).add(by));
    return null;
  }

  #wrongPerson({ personField }: EventForm, values: Values): string | null {
    const named = personField && values[personField.field];
    if (!personField || typeof named !== "string") return null;
    const player = this.people.find(({ id }) => id === named);
    const among = personField.amongNow?.(this.state.context) ?? personField.among;
    return player && mayByRole(player, among) ? null : `${named} cannot be named in ${personField.field}`;
  }

  #form(type: string): EventForm | undefined {
    return this.playbook.events.find((form) => form.type === type);
  }

  #player(id: string): Player | undefined {
    return this.people.find((one) => one.id === id);
  }

  #nobody(id: string): string {
    return `there is no "${id}" among the people of nights: ${this.people.map((one) => one.id).join(", ")}`;
  }
}

const nobodyWatches: Watch = () => undefined;
const notAcceptable = "no state takes it now";
const failureOf = (key: "wind" | "until", sentence: string | null): Failure | null =>
  sentence === null ? null : { key, sentence };

/** Without the names of timers. */
const plain = ({ value, context, status, timers }: WalkState): Json =>
  JSON.parse(JSON.stringify({ value, context, status, due: timers.map(({ dueAt }) => dueAt) })) as Json;
