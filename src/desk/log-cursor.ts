/** The log row by row, for programs that follow it: each row once, in the order in which they were recorded. */
import type { DeskDependencies } from "./desk-dependencies.ts";
import type { PlacedLogRow } from "./ports.ts";

export interface LogDesk {
  /** The next rows behind a place, oldest first. Places have no gaps: one that is missing ends what is answered. */
  logAfter(position: number, limit: number): Promise<readonly PlacedLogRow[]>;
}

export function logOf({ storage: { logRows } }: DeskDependencies): LogDesk {
  return {
    logAfter: async (position, limit) => {
      const rows = (await logRows?.after(position, limit)) ?? [];
      const gap = rows.findIndex((row, index) => row.position !== position + index + 1);
      return gap === -1 ? rows : rows.slice(0, gap);
    },
  };
}
