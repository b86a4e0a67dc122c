import type { TimerRow } from "../ports.ts";

export function timerKey({ instance, id }: Pick<TimerRow, "instance" | "id">): string {
  return `${instance}:${id}`;
}
