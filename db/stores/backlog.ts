import { integer } from "../columns.ts";
import type { Reader } from "../statement.ts";

/** What waits: timers that have not fired, messages still to be sent, and those that a person must look at. */
export interface Backlog {
  readonly timers: number;
  /** Timers whose step failed until they were quarantined: somebody must look at them. */
  readonly quarantined: number;
  readonly waiting: number;
  readonly deadLettered: number;
}

export async function readBacklog(reader: Reader): Promise<Backlog> {
  const [row] = await reader.all(
    `SELECT (SELECT count(*) FROM timers) AS timers,
      (SELECT count(*) FROM timers WHERE quarantined_at IS NOT NULL) AS quarantined,
      (SELECT count(*) FROM outbox WHERE state = 'waiting') AS waiting,
      (SELECT count(*) FROM outbox WHERE state = 'dead-lettered') AS dead_lettered`,
  );
  return row === undefined
    ? { timers: 0, quarantined: 0, waiting: 0, deadLettered: 0 }
    : {
        timers: integer(row, "timers"),
        quarantined: integer(row, "quarantined"),
        waiting: integer(row, "waiting"),
        deadLettered: integer(row, "dead_lettered"),
      };
}
