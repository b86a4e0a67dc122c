/** States as they were after some rows of their logs: copies, of which none is needed. */
import type { Batch, Checkpoint, EngineStorage } from "../../src/engine/ports.ts";
import { integer, text } from "../columns.ts";
import type { Columns, Dialect, Reader, Values, Writer } from "../dialect.ts";

const checkpointColumns: Columns = [
  ["instance", "text"],
  ["seq", "integer"],
  ["step_seq", "integer"],
  ["state", "text"],
];

/** A commit that goes beyond a multiple of this keeps the state that it ends with. */
const checkpointEvery = 50;

export function checkpointStore(
  reader: Reader,
  writer: Writer,
  dialect: Dialect,
): Required<Pick<EngineStorage, "checkpoint" | "keepCheckpoints">> {
  return {
    checkpoint: async (instance, upTo) => {
      const sql = "SELECT * FROM checkpoints WHERE instance = ? AND seq <= ? ORDER BY seq DESC LIMIT 1";
      const [row] = await reader.all(sql, [instance, upTo]);
      return row
        ? { seq: integer(row, "seq"), stepSeq: integer(row, "step_seq"), stateText: text(row, "state") }
        : null;
    },
    keepCheckpoints: async (instance, checkpoints) => {
      const rows = checkpoints.map((one) => valuesOf(instance, one));
      if (rows.length > 0) await writer.run([{ sql: putCheckpoint(dialect), ...dialect.bulk.bound(rows) }]);
    },
  };
}

export function putCheckpoint({ bulk }: Dialect): string {
  return `${bulk.insert("checkpoints", checkpointColumns)}
    ON CONFLICT (instance, seq) DO UPDATE SET step_seq = excluded.step_seq, state = excluded.state`;
}

function valuesOf(instance: string, { seq, stepSeq, stateText }: Checkpoint): Values {
  return [instance, seq, stepSeq, stateText];
}

/** Of the instances of a batch those that have come far enough since their last one. */
export function checkpointsIn({ updated }: Pick<Batch, "updated">): readonly Values[] {
  const placeOf = (seq: number) => Math.floor(seq / checkpointEvery);
  return updated
    .filter(({ seq, previousSeq }) => placeOf(seq) > placeOf(previousSeq))
    .map(({ id, state, stateText = JSON.stringify(state), ...row }) => valuesOf(id, { ...row, stateText }));
}
