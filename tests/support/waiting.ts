/** Waits for what a real process does. Bounded: what does not come is an error, said in words. */
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../src/kernel/clock.ts";

const lookEveryMs = 20;

export async function until(what: string, isSo: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const end = systemClock.now() + limitMs;
  while (!(await isSo())) {
    if (systemClock.now() > end) throw new Error(`waited ${limitMs} ms in vain until ${what}`);
    await pause(lookEveryMs);
  }
}

/** Nothing waits for this to end. */
export function pause(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}
