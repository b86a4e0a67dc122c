/**
 * The reference that the durable engine is compared with: XState's own actor and scheduler under a simulated clock.
 *
 * Two corrections make it comparable, both recorded in docs/decisions/0002 and 0003. Between events its snapshot goes
 * through JSON, as anything that survives a restart must. And a timer that is armed while one of the same id is pending
 * replaces it; XState's scheduler would forget the first one but still let it fire.
 */
import { createActor, SimulatedClock, type AnyActor, type AnyStateMachine } from "xstate";

export interface LiveActor {
  send(type: string): void;
  pass(ms: number): void;
  now(): { value: unknown; context: unknown; status: string; effects: readonly unknown[]; timers: number };
  stop(): void;
}

interface Inside {
  _snapshot: unknown;
  readonly system: { readonly scheduler: Scheduler };
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
  const { scheduler } = inside.system;
  const schedule = scheduler.schedule.bind(scheduler);
  scheduler.schedule = (source, target, event, delay, id) => {
    if (id !== undefined) scheduler.cancel(source, id);
    schedule(source, target, event, delay, id);
  };
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
      return { value, context, status, effects, timers };
    },
    stop: () => {
      actor.stop();
    },
  };
}
