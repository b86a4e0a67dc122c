/** How clocks were decided, one row a clock. */
import type { DecidedClock, DecidedClockRow } from "../../src/engine/decided-clock.ts";
import type { EngineStorage } from "../../src/engine/ports.ts";
import { integer, integerOrNull, text } from "../columns.ts";
import type { Columns, Dialect } from "../dialect.ts";
import type { Reader, Row, Values } from "../statement.ts";
import type { Quarantine } from "./quarantine.ts";

export const decidedClockColumns: Columns = [
  ["instance", "text"],
  ["clock", "text"],
  ["kind", "text"],
  ["outcome", "text"],
  ["anchor_at", "integer"],
  ["due_at", "integer"],
  ["stopped_at", "integer"],
];

export function decidedClockValues(row: DecidedClockRow): Values {
  const { instance, clock, kind, outcome, anchorAt, dueAt, stoppedAt } = row;
  return [instance, clock, kind, outcome, anchorAt, dueAt, stoppedAt];
}

/** What a clock was decided as before gives way. */
export function putDecidedClock({ bulk }: Dialect): string {
  const changed = ["kind", "outcome", "anchor_at", "due_at", "stopped_at"].map((name) => `${name} = excluded.${name}`);
  return `${bulk.insert("decided_clocks", decidedClockColumns)}
    ON CONFLICT (instance, clock) DO UPDATE SET ${changed.join(", ")}`;
}

export function toDecidedClockRow(row: Row): DecidedClockRow {
  return {
    instance: text(row, "instance"),
    clock: text(row, "clock"),
    kind: text(row, "kind"),
    outcome: text(row, "outcome") as DecidedClock["outcome"],
    anchorAt: integer(row, "anchor_at"),
    dueAt: integer(row, "due_at"),
    stoppedAt: integerOrNull(row, "stopped_at"),
  };
}

export function decidedClockReads(reader: Reader, quarantine: Quarantine): Pick<EngineStorage, "decidedClocks"> {
  return {
    decidedClocks: async (instance) => {
      const [kept] = await reader.all("SELECT clocks_whole FROM instances WHERE id = ?", [instance]);
      const rows = await reader.all("SELECT * FROM decided_clocks WHERE instance = ? ORDER BY clock", [instance]);
      return {
        isWhole: kept === undefined || integer(kept, "clocks_whole") === 1,
        rows: quarantine.readable("decided_clocks", rows, toDecidedClockRow),
      };
    },
  };
}
