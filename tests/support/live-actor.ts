/**
 * The reference that the durable engine is compared with: XState's own actor and scheduler under a simulated clock.
 *
 * Three corrections make it comparable, recorded in docs/decisions/0002, 0003 and 0065. Between events its snapshot goes
 * through JSON, as anything that survives a restart must. A timer that is armed while one of the same id is pending replaces
 * it; XState's scheduler would forget the first one but still let it fire. And an event on which XState's own transition throws
 * does not end it: it is as if it had not been sent, and a timer with such an event stays pending.
 */
import { createActor, SimulatedClock, transition, type AnyActor, type AnyStateMachine, type EventObject } from "xstate";

export interface LiveActor {
  send(type: string): void;
  pass(ms: number): void;
  now(): { value: unknown; context: unknown; status: string; effects: readonly unknown[]; timers: number };
  stop(): void;
}

/** What of XState has no public name: where its snapshot is, and its scheduler. */
export interface Inside {
  _snapshot: unknown;
  readonly system: {
    readonly scheduler: Scheduler;
    _relay(source: unknown, target: unknown, event: EventObject): void;
  };
}
interface Scheduler {
  schedule(source: unknown, target: unknown, event: unknown, delay: number, id?: string): void;
  cancel(source: unknown, id: string): void;
}

export function liveActor(machine: AnyStateMachine, options: { readonly throughJson: boolean }): LiveActor {
  const effects: unknown[] = [];
  const spoken = machine.provide({ actions: { say: (_: unknown, params: unknown) => effects.push(params) } as never });
  spoken.options.maxIterations = 1000;
  const clock = new SimulatedClock();
  const actor: AnyActor = createActor(spoken, { clock });
  const inside = actor as unknown as Inside;
  const fails = (event: EventObject): boolean => {
    if (actor.getSnapshot().status !== "active") return false;
    try {
      transition(spoken, actor.getSnapshot() as never, event as never);
      return false;
    } catch {
      return true;
    }
  };
  const failedTimers = keepTimersThatFail(inside, fails);
  const settle = () => {
    if (!options.throughJson || actor.getSnapshot().status !== "active") return;
    const json: unknown = JSON.parse(JSON.stringify(actor.getPersistedSnapshot()));
    inside._snapshot = spoken.restoreSnapshot(json as never, undefined as never);
  };
  // Timers fire inside the clock, so each one's snapshot is settled as it is taken.
  if (options.throughJson) actor.subscribe({ next: settle, error: () => undefined });
  actor.start();
  settle();
  return {
    send: (type) => {
      if (fails({ type })) return;
      actor.send({ type });
      settle();
    },
    pass: (ms) => {
      clock.increment(ms);
      settle();
    },
    now: () => {
      const { value, context, status } = actor.getSnapshot() as { value: unknown; context: unknown; status: string };
      const timers = (clock as unknown as { timeouts: Map<unknown, unknown> }).timeouts.size;
      return { value, context, status, effects, timers: timers + (status === "active" ? failedTimers.size : 0) };
    },
    stop: () => {
      actor.stop();
    },
  };
}

/** By their id; one that has none can neither be cancelled nor replaced. */
function keepTimersThatFail({ system }: Inside, fails: (event: EventObject) => boolean): { readonly size: number } {
  const failed = new Map<unknown, EventObject>();
  const ids = new Map<unknown, string>();
  const { scheduler } = system;
  const [schedule, cancel] = [scheduler.schedule.bind(scheduler), scheduler.cancel.bind(scheduler)];
  const relay = system._relay.bind(system);
  scheduler.schedule = (source, target, event, delay, id) => {
    if (id !== undefined) {
      scheduler.cancel(source, id);
      ids.set(event, id);
    }
    schedule(source, target, event, delay, id);
  };
  scheduler.cancel = (source, id) => {
    failed.delete(id);
    cancel(source, id);
  };
  system._relay = (source, target, event) => {
    // What is sent from outside has no source.
    if (source !== undefined && fails(event)) failed.set(ids.get(event) ?? Symbol("timer"), event);
    else relay(source, target, event);
  };
  return failed;
}
