/**
 * The clock that a data folder lives by. A fast one (development only) keeps its origin in the folder, so that it goes on
 * after a restart and never jumps back, also when its speed is changed.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { acceleratedClock, systemClock, type Clock } from "../src/kernel/clock.ts";
import { ConfigurationError } from "./problems.ts";

export interface ClockOptions {
  readonly dataFolder: string;
  /** There are records already: those of the clock on the wall must not run ahead of it. */
  readonly isUsed?: boolean;
  readonly speed: number;
  /** `read` takes the clock that the folder has, whatever the speed asked for, and writes nothing. */
  readonly mode: "write" | "read";
  readonly wall?: Clock;
}

/** Throws `ConfigurationError` when the folder's time is ahead of the clock asked for, or would be from now on. */
export function openClock({ dataFolder, isUsed = false, speed, mode, wall = systemClock }: ClockOptions): Clock {
  const file = join(dataFolder, "clock.json");
  const kept = readOrigin(file);
  if (mode === "read") return kept === null ? wall : acceleratedClock(kept.speed, kept.originMs, wall);
  if (kept === null && speed === 1) return wall;
  if (kept === null && isUsed) throw new ConfigurationError([sayUsed(dataFolder)]);
  if (kept !== null && speed === 1) throw new ConfigurationError([sayAhead(dataFolder, kept, wall)]);
  const origin = { speed, originMs: originFor(speed, kept, wall) };
  if (kept?.speed !== speed) keepOrigin(dataFolder, file, origin);
  return acceleratedClock(speed, origin.originMs, wall);
}

const originSchema = z.strictObject({ speed: z.number().gt(1), originMs: z.number() });
type Origin = z.infer<typeof originSchema>;

/** At the moment of a change of speed, the old clock and the new one must say the same. */
function originFor(speed: number, kept: Origin | null, wall: Clock): number {
  const wallMs = wall.now();
  if (kept === null) return wallMs;
  if (kept.speed === speed) return kept.originMs;
  const foldersMs = acceleratedClock(kept.speed, kept.originMs, wall).now();
  // Rounded so that the new clock is ahead by less than its own tick, never behind.
  return Math.floor((wallMs * speed - foldersMs) / (speed - 1));
}

function readOrigin(file: string): Origin | null {
  if (!existsSync(file)) return null;
  const parsed = originSchema.safeParse(parsedJson(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError([`${file} does not hold the origin of a fast clock; it was changed by hand.`]);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keepOrigin(dataFolder: string, file: string, origin: Origin): void {
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(`${file}.part`, `${JSON.stringify(origin)}\n`);
  renameSync(`${file}.part`, file);
}

function sayAhead(dataFolder: string, kept: Origin, wall: Clock): string {
  const foldersMs = acceleratedClock(kept.speed, kept.originMs, wall).now();
  const ahead = new Date(foldersMs).toISOString().replace(/\.\d+/, "");
  return (
    `The data folder ${dataFolder} has lived on a clock ${kept.speed} times as fast as the one on the wall and is at ${ahead} by now. ` +
    `Set ANSWERABLE_CLOCK_SPEED=${kept.speed} again, or use another data folder.`
  );
}

function sayUsed(dataFolder: string): string {
  return (
    `The data folder ${dataFolder} has records of the clock on the wall, and a fast clock would put it ahead for good. ` +
    `Leave ANSWERABLE_CLOCK_SPEED out, or try things out in another folder, for instance ANSWERABLE_DATA=data/fast.`
  );
}
