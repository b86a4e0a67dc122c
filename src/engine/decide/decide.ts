/**
 * What happens next, as a pure function. The same code decides live, in replay, in tests and when a page asks what could
 * be done. It never waits and never throws for a person's mistake or a machine's.
 */
import type { Json, JsonObject } from "../../kernel/json.ts";
import { textOfProblem } from "../../kernel/problem.ts";
import type { InstanceState, MachineEvent, PendingTimer } from "../types.ts";
import type { Refusal } from "../api.ts";
import { isReserved, type Definition } from "./definition.ts";
import { whyNotDelay } from "./delay.ts";
import type { Failed, Gone, PlannedMessage, Refused, Step, Void } from "./plan.ts";
import { asFromJson, frozenCopy, whyNotJson } from "./plain-json.ts";
import { forbidNondeterminism } from "./purity.ts";
import type { StepAction, StepResult } from "./xstate.ts";

/** When, by whom, and as which row of the log something is decided. */
export interface Stamp {
  /** ms since 1970; the only time that the machine sees. */
  readonly at: number;
  readonly by: string;
  /** The log row that this decision will be. */
  readonly seq: number;
}

/** Begins an instance. The machine's input is `input`, with `at` and `by` set when it is an object. */
export function begin(definition: Definition, input: Json, stamp: Stamp): Step | Refused {
  const why = whyNotJson(input, "input");
  if (why !== null) return refused("invalid-event", why);
  return attempt(() => settle(definition, definition.stepper.initial(stampInput(input, stamp)), [], stamp));
}

/** Sends a person's event. */
export function step(definition: Definition, state: InstanceState, event: MachineEvent, stamp: Stamp): Step | Refused {
  const why = whyNotEvent(event);
  if (why !== null) return refused("invalid-event", why);
  if (isReserved(event.type)) return refused("reserved-type", `"${event.type}" is reserved for the engine`);
  if (state.status === "done") return refused("finished", "this instance has reached its end and accepts nothing more");
  return attempt(() => take(definition, state, stampEvent(event, stamp), stamp));
}

/** Fires a pending timer, by its row and not by its event's type. A timer whose step fails stays pending. */
export function fire(
  definition: Definition,
  state: InstanceState,
  timer: string,
  stamp: Stamp,
): Step | Void | Failed | Gone {
  const pending = state.timers.find((one) => one.id === timer);
  if (pending === undefined) return { outcome: "gone" };
  const without: InstanceState = { ...state, timers: state.timers.filter((one) => one.id !== timer) };
  const result = attempt(() => take(definition, without, stampEvent(pending.event, stamp), stamp));
  if (result.outcome === "stepped") return result;
  const { code, sentence } = result.reason;
  return code === "machine-error"
    ? { outcome: "failed", why: sentence }
    : { outcome: "stale", state: without, why: sentence };
}

/** The event types that would be accepted now from `by`. Guards are asked with an event that carries nothing else. */
export function acceptable(definition: Definition, state: InstanceState, stamp: Omit<Stamp, "seq">): readonly string[] {
  if (state.status === "done") return [];
  const types = definition.eventTypes;
  return forbidNondeterminism(() => {
    try {
      const accepted = definition.stepper.accepts(
        state,
        types.map((type) => stampEvent({ type }, stamp)),
      );
      return types.filter((_, index) => accepted[index]);
    } catch {
      return types.filter((type) => acceptsAlone(definition, state, stampEvent({ type }, stamp)));
    }
  });
}

/** One guard that throws must not hide the other events. */
function acceptsAlone(definition: Definition, state: InstanceState, event: MachineEvent): boolean {
  try {
    return definition.stepper.accepts(state, [event])[0] === true;
  } catch {
    return false;
  }
}

function take(definition: Definition, state: InstanceState, event: MachineEvent, stamp: Stamp): Step | Refused {
  const result = definition.stepper.transition(state, event);
  if (result === null)
    return refused("not-acceptable", `${event.type} is not acceptable in ${JSON.stringify(state.value)}`);
  return settle(definition, result, state.timers, stamp);
}

function attempt<Result>(decision: () => Result): Result | Refused {
  try {
    return forbidNondeterminism(decision);
  } catch (error) {
    return refused("machine-error", failureOf(error));
  }
}

function failureOf(error: unknown): string {
  return `the machine failed: ${textOfProblem(error)}`;
}

/** The types promise an event; what came over a wire may be anything. */
export function whyNotEvent(event: unknown): string | null {
  const why = whyNotJson(event, "event");
  if (why !== null) return why;
  const type: unknown = typeof event === "object" && event !== null && "type" in event ? event.type : undefined;
  return typeof type === "string" ? null : "event has no type";
}

/** A copy: a machine that keeps a part of the event and changes it in place must not change the log. */
function stampEvent(event: MachineEvent, stamp: Omit<Stamp, "seq">): MachineEvent {
  return Object.freeze({ ...frozenCopy(event), at: stamp.at, by: stamp.by });
}

function stampInput(input: Json, stamp: Stamp): Json {
  return typeof input === "object" && input !== null && !Array.isArray(input)
    ? Object.freeze({ ...frozenCopy(input as JsonObject), at: stamp.at, by: stamp.by })
    : frozenCopy(input);
}

function refused(code: Refusal["code"], sentence: string): Refused {
  return { outcome: "refused", reason: { code, sentence } };
}

/** Turns XState's result into a plan: actions strictly in list order, for an `always` may arm and cancel in one list. */
function settle(
  definition: Definition,
  result: StepResult,
  timers: readonly PendingTimer[],
  stamp: Stamp,
): Step | Refused {
  if (result.status === "error") return refused("machine-error", failureOf(result.error));
  const why =
    whyNotJson(result.context, "context") ?? (result.output === undefined ? null : whyNotJson(result.output, "output"));
  if (why !== null) return refused("machine-error", why);
  const effects = new EffectList(definition, timers, stamp);
  for (const action of result.actions) {
    const problem = effects.take(action);
    if (problem !== null) return refused("machine-error", problem);
  }
  const state: InstanceState = {
    status: result.status,
    value: result.value,
    history: result.history,
    context: asFromJson(result.context as JsonObject),
    output: frozenCopy((result.output ?? null) as Json),
    timers: result.status === "done" ? [] : effects.timers,
  };
  return { outcome: "stepped", state, messages: effects.messages };
}

/** Collects what a step's actions ask for. */
class EffectList {
  readonly messages: PlannedMessage[] = [];
  readonly #definition: Definition;
  readonly #stamp: Stamp;
  readonly #before: readonly PendingTimer[];
  /** By key, in the order of their arming; null while none was armed or cancelled. */
  #pending: Map<string, PendingTimer> | null = null;
  #armed = 0;

  constructor(definition: Definition, timers: readonly PendingTimer[], stamp: Stamp) {
    this.#definition = definition;
    this.#before = timers;
    this.#stamp = stamp;
  }

  get timers(): readonly PendingTimer[] {
    return this.#pending === null ? this.#before : [...this.#pending.values()];
  }

  /** Null, or why this action cannot be carried out. */
  take(action: StepAction): string | null {
    const params = (action.params ?? {}) as { event?: MachineEvent; id?: unknown; delay?: unknown; sendId?: unknown };
    switch (action.type) {
      case "xstate.raise":
        return isImmediate(params) ? null : this.#arm(params.event, params.id, params.delay);
      case "xstate.cancel":
        this.#changed().delete(params.sendId as string);
        return null;
      default:
        return this.#say(action);
    }
  }

  #changed(): Map<string, PendingTimer> {
    this.#pending ??= new Map(this.#before.map((timer) => [timer.key, timer]));
    return this.#pending;
  }

  /** Arming a key that is pending replaces the timer: XState enters some states without leaving them. */
  #arm(event: MachineEvent | undefined, id: unknown, delay: unknown): string | null {
    const whyNot = whyNotDelay(delay);
    if (whyNot !== null) return `the delay of ${event?.type ?? "an event"} ${whyNot}`;
    const why = whyNotEvent(event);
    if (why !== null || event === undefined) return why ?? "a delayed raise has no event";
    if (id !== undefined && typeof id !== "string") return `the id of ${event.type} is a ${typeof id}, not a string`;
    const timer = `${this.#stamp.seq}.${this.#armed}`;
    this.#armed += 1;
    const key = id ?? `#${timer}`;
    const dueAt = Math.ceil(this.#stamp.at + (delay as number));
    const pending = this.#changed();
    pending.delete(key);
    pending.set(key, { id: timer, key, event: frozenCopy(event), dueAt });
    return null;
  }

  #say(action: StepAction): string | null {
    if (!this.#definition.effects.has(action.type)) return `the effect "${action.type}" is declared nowhere`;
    const params = action.params ?? null;
    const why = whyNotJson(params, `${action.type} params`);
    if (why !== null) return why;
    this.messages.push({ n: this.messages.length, type: action.type, params: frozenCopy(params as Json) });
    return null;
  }
}

/** An immediate raise is listed too, and is consumed already. An `after` never is one: its delay has come to nothing. */
function isImmediate(raise: { readonly event?: MachineEvent; readonly delay?: unknown }): boolean {
  return raise.delay === undefined && raise.event?.type.startsWith("xstate.after.") !== true;
}
