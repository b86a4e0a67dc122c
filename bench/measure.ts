/** Numbers out of many: percentiles, medians, and what a process has used. */
import { readFileSync } from "node:fs";

/** The value below which `share` (0 … 1) of `values` lie; they need not be sorted. NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** Processor time (ms) of a process: of all its threads, and of the one that answers requests. */
export interface ProcessorTime {
  readonly all: number;
  readonly mainThread: number;
}

/** NaN where there is no /proc. */
export function processorTime(pid: number): ProcessorTime {
  return { all: ticksMs(`/proc/${pid}/stat`), mainThread: ticksMs(`/proc/${pid}/task/${pid}/stat`) };
}

function ticksMs(file: string): number {
  try {
    const fields = readFileSync(file, "utf8").split(") ")[1]?.split(" ") ?? [];
    const ticksPerSecond = 100;
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
  } catch {
    return NaN;
  }
}

/** Resident memory (MB) of a process now, and the most that it ever had. NaN where there is no /proc. */
export function residentMb(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: read("VmRSS"), most: read("VmHWM") };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
