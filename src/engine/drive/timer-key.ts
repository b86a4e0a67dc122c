import type { TimerRow } from "../types.ts";

export function timerKey({ instance, id }: Pick<TimerRow, "instance" | "id">): string {
  return `${instance}:${id}`;
}
