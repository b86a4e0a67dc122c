/** Can every stored row be read, and do its own columns fit together? What nobody asks for would otherwise lie there unseen. */
import { createHash } from "node:crypto";
import { copiedTables, type CopiedTable } from "./copied-tables.ts";
import { namesOf } from "./dialect.ts";
import type { Maintained } from "./maintenance.ts";
import type { QuarantinedRow } from "../src/kernel/unreadable-row.ts";
import type { Reader, Row } from "./statement.ts";
import { toSignOffRow, toInstanceRow, toLogRow, toOutboxRow, toTimerRow } from "./stores/engine-rows.ts";
import { toDecidedClockRow } from "./stores/decided-clocks.ts";
import { toStoredText } from "./stores/texts.ts";
import type { StoredText } from "../src/engine/ports.ts";
import { textRef } from "../src/kernel/text-refs.ts";
import type { Json } from "../src/kernel/json.ts";
import { parentIn } from "./stores/link-rows.ts";
import { whyNotSummary } from "./read-models/incidents.ts";

/** Of each table so many are named. */
const examplesMax = 20;
/** Rows read at a time. */
const pageMax = 500;

/** Beyond it a date cannot be said. */
const latestMs = 8.64e15;

/** Columns of the accounts and the notifications that hold JSON. */
const jsonColumns = new Set(["tokens.scopes", "passkeys.transports"]);
/** Times, and what else counts up from nothing. */
const counting =
  /(^|_)(at|until|since)$|^(seq|step_seq|tries|attempts|armed_seq|armed_index|number|position|counter|totp_step)$/;

/** What is wrong, in a sentence with its incident and its name; null: more than one row, or none that can be named. */
export interface Wrong {
  readonly sentence: string;
  readonly row: QuarantinedRow | null;
}

/** Each row that is wrong. */
export async function wrongRows({ reader }: Pick<Maintained, "reader">): Promise<Wrong[]> {
  const numbers = new Map(
    (await reader.all("SELECT id, number FROM instances")).map((row) => [row["id"], row["number"]]),
  );
  const wrong: Wrong[] = [];
  for (const table of copiedTables) {
    let found = 0;
    for await (const row of rowsOf(reader, table)) {
      const why = whyNot(table, row);
      if (why === null) continue;
      found += 1;
      if (found <= examplesMax) wrong.push(wrongRow(table, row, numbers, why));
    }
    if (found > examplesMax)
      wrong.push({ sentence: `Table ${table.name} has ${found - examplesMax} more such rows.`, row: null });
  }
  return [...wrong, ...(await wrongLinks(reader, numbers)), ...(await wrongLeases(reader))];
}

async function* rowsOf(reader: Reader, { name, key, columns }: CopiedTable): AsyncGenerator<Row> {
  const keys = key.join(", ");
  let last: Row | undefined;
  for (;;) {
    const after = last === undefined ? "" : `WHERE (${keys}) > (${key.map(() => "?").join(", ")})`;
    const bindings = last === undefined ? [] : key.map((column) => last?.[column] as string | number);
    const sql = `SELECT ${namesOf(columns)} FROM ${name} ${after} ORDER BY ${keys} LIMIT ${pageMax}`;
    const rows = await reader.all(sql, bindings);
    yield* rows;
    if (rows.length < pageMax) return;
    last = rows.at(-1);
  }
}

/** Each link is what the incident says that was opened, and each incident that says so has its link. */
async function wrongLinks(reader: Reader, numbers: ReadonlyMap<unknown, unknown>): Promise<readonly Wrong[]> {
  const sql = `SELECT instances.id AS child, CAST(instances.summary AS text) AS summary, links.parent, links.link, links.item
    FROM instances LEFT JOIN links ON links.child = instances.id
    WHERE links.child IS NOT NULL OR CAST(instances.summary AS text) LIKE '%"parent":%'
    UNION ALL SELECT links.child, CAST(NULL AS text), links.parent, links.link, links.item
    FROM links WHERE links.child NOT IN (SELECT id FROM instances) ORDER BY 1`;
  const wrong = (await reader.all(sql, [])).flatMap((row): Wrong[] => {
    const { child, summary, parent, link, item } = row;
    const said = typeof summary === "string" && isJson(summary) ? parentIn(JSON.parse(summary) as Json) : null;
    const [own, stored] = [
      said && [said.incident, said.link, said.item],
      parent === null ? null : [parent, link, item],
    ];
    if (JSON.stringify(own) === JSON.stringify(stored)) return [];
    const why = "it is not what the incident says of where it was opened from";
    const key = { name: "links", key: ["child"], columns: [] };
    return [wrongRow(key, { child: child ?? null, instance: child ?? null }, numbers, why)];
  });
  return wrong.slice(0, examplesMax);
}

function wrongRow(
  { name, key: columns }: CopiedTable,
  row: Row,
  numbers: ReadonlyMap<unknown, unknown>,
  why: string,
): Wrong {
  const id = name === "instances" ? row["id"] : row["instance"];
  const instance = typeof id === "string" ? id : null;
  const given = numbers.get(instance);
  const number = typeof given === "number" ? given : null;
  const incident = number === null ? instance : `#${number}`;
  const whose = instance === null ? "" : number === 0 ? " of the organisation" : ` of incident ${incident}`;
  // Hashes of secrets name nobody, and are not printed.
  const key = columns.map((column) => (column.endsWith("hash") ? "(a secret)" : String(row[column]))).join(" ");
  return {
    sentence: `Table ${name}, row ${key}${whose}: ${why}.`,
    row: { table: name, key, why, instance, number },
  };
}

function whyNot(table: CopiedTable, row: Row): string | null {
  for (const [column, type] of table.columns) {
    const value = row[column];
    if (type === "integer" && value !== null && value !== undefined) {
      if (!Number.isSafeInteger(value)) return `${column} is ${said(value)}, which is no whole number that can be kept`;
      if (counting.test(column) && (Number(value) < 0 || Number(value) > latestMs))
        return `${column} is ${said(value)}`;
    }
    if (jsonColumns.has(`${table.name}.${column}`) && !isJson(value)) return `${column} holds no JSON`;
  }
  try {
    return checks[table.name]?.(row) ?? null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What a driver hands over: a text, a number, or bytes. */
function said(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isJson(value: unknown): boolean {
  try {
    JSON.parse(String(value));
    return true;
  } catch {
    return false;
  }
}

const checks: Readonly<Record<string, (row: Row) => string | null>> = {
  log: (row) => {
    const { kind, timer, dueAt, stateHash } = toLogRow(row);
    if (!/^[0-9a-f]{16,}$/i.test(stateHash) && !/^[\w+/=-]{20,}$/.test(stateHash)) return "its state_hash is no digest";
    const isTimers = kind === "timer" || kind === "stale";
    return isTimers === (timer !== null && dueAt !== null) ? null : `its kind is ${kind}, which does not fit its timer`;
  },
  instances: (row) => {
    const { state, summary } = toInstanceRow(row);
    if (state.status !== row["status"])
      return `its status is ${String(row["status"])}, and its state says ${state.status}`;
    return summary === null || row["number"] === 0 ? null : whyNotSummary(summary);
  },
  texts: (row) => whyNotText(toStoredText(row)),
  timers: (row) => {
    const { id } = toTimerRow(row);
    const place = `${String(row["armed_seq"])}.${String(row["armed_index"])}`;
    return id === place ? null : `its id is ${id}, and it was armed as ${place}`;
  },
  outbox: (row) => {
    const { id, instance, state, settledAt, tries } = toOutboxRow(row);
    if (!id.startsWith(`${instance}:`)) return `its id does not fit its instance ${instance}`;
    if ((state === "waiting") !== (settledAt === null))
      return `it is ${state}, and that does not fit when it was settled`;
    return state === "delivered" && tries === 0 ? "it is delivered, and was never tried" : null;
  },
  playbook_texts: ({ digest, text }) =>
    createHash("sha256").update(String(text)).digest("hex") === digest ? null : "its text is not the one of its digest",
  sign_offs: (row) => (toSignOffRow(row), null),
  decided_clocks: (row) => (toDecidedClockRow(row), null),
};

/** A reference commits to its salt and its text, so neither can be changed unseen. */
function whyNotText({ ref, salt, text }: StoredText): string | null {
  if (salt === null || text === null) return null;
  return textRef(Buffer.from(salt, "base64url"), text) === ref ? null : "its text is not the one that was referred to";
}

/** Longer than any node keeps one without asking again. */
const leaseMaxMs = 24 * 3_600_000;

async function wrongLeases(reader: Reader): Promise<Wrong[]> {
  const [last] = await reader.all("SELECT max(at) AS at FROM log");
  const now = typeof last?.["at"] === "number" ? last["at"] : latestMs;
  const rows = await reader.all("SELECT name, token, until FROM leases");
  return rows
    .filter(
      ({ token, until }) =>
        !Number.isSafeInteger(token) ||
        !Number.isSafeInteger(until) ||
        Number(until) < 0 ||
        Number(until) - now > leaseMaxMs * 366,
    )
    .map(({ name, until }) => {
      const [key, why] = [String(name), `until is ${String(until)}`];
      return {
        sentence: `Table leases, row ${key}: ${why}.`,
        row: { table: "leases", key, why, instance: null, number: null },
      };
    });
}
