/** The messages of one instance, a part at a time. */
import type { EngineStorage } from "../../src/engine/ports.ts";
import type { Dialect, Reader } from "../dialect.ts";
import { toOutboxRow } from "./engine-rows.ts";
import type { Quarantine } from "./quarantine.ts";

const messagesMax = 1_000_000;

export function messageReads(
  reader: Reader,
  dialect: Dialect,
  quarantine: Pick<Quarantine, "readable">,
): EngineStorage["messages"] {
  return async (instance, range = {}) => {
    const { before, after, upTo, ids, limit = messagesMax, isUnsettled } = range;
    const isForward = after !== undefined || (before === undefined && range.limit === undefined);
    const conditions: readonly (readonly [string, string | number] | null)[] = [
      ["instance = ?", instance],
      before === undefined ? null : [`position < ${placeOf}`, before],
      after === undefined || after === null ? null : [`position > ${placeOf}`, after],
      ids === undefined ? null : [dialect.isOneOf("id"), JSON.stringify(ids)],
      upTo === undefined ? null : [`${dialect.messageRow} <= ?`, upTo],
    ];
    const asked = conditions.filter((one) => one !== null);
    const where = [...asked.map(([condition]) => condition), ...(isUnsettled ? ["state <> 'delivered'"] : [])];
    const sql = `SELECT * FROM outbox WHERE ${where.join(" AND ")} ORDER BY position ${isForward ? "" : "DESC"} LIMIT ?`;
    const rows = await reader.all(sql, [...asked.map(([, value]) => value), limit]);
    return quarantine.readable("outbox", isForward ? rows : rows.toReversed(), toOutboxRow);
  };
}

/** Of a message that is not there nothing is before or after. */
const placeOf = "(SELECT position FROM outbox AS named WHERE named.id = ?)";
