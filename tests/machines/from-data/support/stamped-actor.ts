/**
 * XState's own actor under a simulated clock, with the two things that the engine gives every event: its time and its sender.
 * A timer's event has the moment at which it fires. Between events the snapshot goes through JSON, as after a restart.
 */
import { createActor, SimulatedClock, type AnyActor, type AnyStateMachine, type EventObject } from "xstate";
import type { Inside } from "../../../support/live-actor.ts";

export interface StampedActor {
  send(event: EventObject, by: string): void;
  pass(ms: number): void;
  now(): { readonly value: unknown; readonly context: unknown; readonly status: string };
  stop(): void;
}

export function stampedActor(machine: AnyStateMachine, input: unknown, begun: number): StampedActor {
  const clock = new SimulatedClock();
  const actor: AnyActor = createActor(machine, { clock, input: input });
  const inside = actor as unknown as Inside;
  const now = () => begun + clock.now();
  const { scheduler } = inside.system;
  const schedule = scheduler.schedule.bind(scheduler);
  // One that is armed anew takes the place of the first, as the engine has it.
  scheduler.schedule = (source, target, event, delay, id) => {
    if (id !== undefined) scheduler.cancel(source, id);
    schedule(source, target, event, delay, id);
  };
  const relay = inside.system._relay.bind(inside.system);
  inside.system._relay = (source, target, event) => {
    const stamped: EventObject & { at: number; by: string } = { ...event, at: now(), by: "timer" };
    relay(source, target, source === undefined ? event : stamped);
  };
  const settle = () => {
    if (actor.getSnapshot().status !== "active") return;
    const json: unknown = JSON.parse(JSON.stringify(actor.getPersistedSnapshot()));
    inside._snapshot = machine.restoreSnapshot(json as never, undefined as never);
  };
  actor.subscribe({ next: settle, error: () => undefined });
  actor.start();
  settle();
  return {
    send: (event, by) => {
      actor.send({ ...event, at: now(), by } as EventObject);
      settle();
    },
    pass: (ms) => {
      clock.increment(ms);
      settle();
    },
    now: () => {
      const { value, context, status } = actor.getSnapshot() as { value: unknown; context: unknown; status: string };
      return { value, context, status };
    },
    stop: () => {
      actor.stop();
    },
  };
}
