/** Can the clock be trusted? Deadlines are kept by the wall clock; a second clock that nobody sets stands beside it. */
import type { Clock } from "../kernel/clock.ts";
import type { Finding } from "./finding.ts";

const watchedMs = 250;
/** More than a busy machine explains. */
const driftMaxMs = 50;

export interface Clocks {
  readonly wall: Clock;
  readonly steady: Clock;
  /** What the desk lives by; a fast clock is for development. */
  readonly desk: Clock;
}

/** `lastAt` (ms) is the time of the last row in the log: nothing can have happened later than now. */
export async function checkClock({ wall, steady, desk }: Clocks, lastAt: number | null): Promise<Finding> {
  const check = "clock";
  const before = { wall: wall.now(), steady: steady.now() };
  await new Promise<void>((resolve) => steady.after(watchedMs, resolve));
  const drift = wall.now() - before.wall - (steady.now() - before.steady);
  if (Math.abs(drift) > driftMaxMs) {
    return {
      check,
      level: "fail",
      sentence: `In ${watchedMs} ms the wall clock went ${Math.round(drift)} ms further than the machine's boot clock: somebody is setting it.`,
      todo: "See what sets the clock (timedatectl, chronyc tracking) before you trust any deadline.",
    };
  }
  const ahead = lastAt === null ? 0 : lastAt - desk.now();
  if (ahead > driftMaxMs) {
    return {
      check,
      level: "fail",
      sentence: `The last log row is dated ${Math.ceil(ahead / 1000)} s in the future: the clock was set back, so deadlines would fire late.`,
      todo: "Set the clock right. Times that are recorded already stay as they are.",
    };
  }
  return { check, level: "ok", sentence: `${new Date(wall.now()).toISOString()}; it runs as fast as the boot clock.` };
}
