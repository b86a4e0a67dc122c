import type {
  DecidedQuery,
  IncidentPage,
  IncidentQuery,
  IncidentReadModel,
  IncidentRow,
  IncidentSummary,
  Place,
} from "../../src/desk/ports.ts";
import type { InstanceState } from "../../src/engine/types.ts";
import { fold } from "../../src/kernel/fold.ts";
import type { Json, JsonObject } from "../../src/kernel/json.ts";
import { integer, integerOrNull, json, text } from "../columns.ts";
import type { Dialect } from "../dialect.ts";
import type { Quarantine } from "../stores/quarantine.ts";
import { textReads } from "../stores/engine-storage.ts";
import { foundBy } from "../stores/search-entries.ts";
import { openedRows } from "../stores/texts.ts";
import type { Reader, Row } from "../statement.ts";

/** Lists across incidents: instances whose host gave a summary. */
export function incidentReadModel(
  reader: Reader,
  dialect: Dialect,
  quarantine: Pick<Quarantine, "readable" | "whole">,
): IncidentReadModel {
  const texts = textReads(reader, dialect);
  const opened = (rows: readonly IncidentRow[]) => openedRows(texts, rows);
  const readable = (rows: readonly Row[]) => quarantine.readable("instances", rows, toIncidentRow);
  const first = async (condition: string, binding: string | number) => {
    const sql = `SELECT ${shownColumns} FROM instances WHERE open IS NOT NULL AND ${condition}`;
    const rows = await reader.all(sql, [binding]);
    const [row = null] = await opened(quarantine.whole("instances", rows.slice(0, 1), toIncidentRow));
    return row;
  };
  const count = async (condition: string, bindings: readonly (string | number)[]) => {
    const rows = await reader.all(`SELECT count(*) AS total FROM instances WHERE ${condition}`, bindings);
    return rows[0] ? integer(rows[0], "total") : 0;
  };
  return {
    list: async (query) => {
      const counted = conditions(query, true, dialect);
      const total = await count(counted.where, counted.bindings);
      const { where, bindings } = conditions(query, total <= fewMax, dialect);
      const from = beyond(query);
      const rows = await reader.all(
        `SELECT ${shownColumns}, open, due_at, grade_rank FROM instances
         WHERE ${[where, ...from.conditions].join(" AND ")} ORDER BY ${from.order} LIMIT ?`,
        // One more than asked for tells whether the list goes on.
        [...bindings, ...from.bindings, query.pageSize + 1],
      );
      const page = pageOf(query, rows, readable);
      return {
        ...page,
        rows: await opened(page.rows),
        ...(rows.length === 0 && total > 0 ? aroundNothing(query) : {}),
        total,
      };
    },
    counts: async ({ now, turns }) => {
      return {
        open: await count("open = 1", []),
        overdue: await count(isOverdue, [now]),
        closed: await count("open = 0", []),
        waiting: turns.length === 0 ? 0 : await count(...waitingFor(turns, dialect)),
      };
    },
    byNumber: async (number) => first("number = ?", number),
    byId: async (id) => first("id = ?", id),
    openWithTitle: async (title, since, limit) => {
      const rows = await reader.all(
        `SELECT ${shownColumns} FROM instances WHERE ${titled("folded = ?")} AND open = 1 AND started_at >= ?
         ORDER BY number DESC LIMIT ?`,
        [fold(title), since, limit],
      );
      return opened(readable(rows));
    },
    hasCommand: async (commandId) =>
      (await reader.all("SELECT 1 AS found FROM log WHERE command_id = ?", [commandId])).length > 0,
  };
}

export const shownColumns = "id, number, machine, summary, status, seq, started_at, updated_at";

/** The very expression of the index, so that sorting and paging never read what they do not show. */
const noDeadline = Number.MAX_SAFE_INTEGER;
const deadline = `coalesce(due_at, ${noDeadline})`;

export const isOverdue = `open = 1 AND ${deadline} <= ?`;

type Condition = [condition: string, ...bindings: (string | number)[]];

/** The rows on one side of a place, in the order in which they are read from there. */
function beyond({ sort, after, before }: IncidentQuery): Beyond {
  const place = after ?? before;
  const isBack = after === undefined && before !== undefined;
  if (sort === "newest") {
    const conditions = place ? [`number ${isBack ? ">" : "<"} ?`] : [];
    return { conditions, bindings: place ? [place.number] : [], order: isBack ? "number" : "number DESC" };
  }
  const order = isBack
    ? `open, ${deadline} DESC, grade_rank DESC, number DESC`
    : `open DESC, ${deadline}, grade_rank, number`;
  if (!place) return { conditions: [], bindings: [], order };
  const [further, sign] = isBack ? [">", "<"] : ["<", ">"];
  return {
    conditions: [`(open ${further} ? OR (open = ? AND (${deadline}, grade_rank, number) ${sign} (?, ?, ?)))`],
    bindings: [Number(place.open), Number(place.open), place.dueAt ?? noDeadline, place.gradeRank, place.number],
    order,
  };
}

interface Beyond {
  readonly conditions: readonly string[];
  readonly bindings: readonly number[];
  readonly order: string;
}

/** `found` has one more row than a page when the list goes on in the direction in which it was read. */
function pageOf(
  { after, before, pageSize }: IncidentQuery,
  found: readonly Row[],
  readable: (rows: readonly Row[]) => readonly IncidentRow[],
): Omit<IncidentPage, "total"> {
  const isBack = after === undefined && before !== undefined;
  const goesOn = found.length > pageSize;
  const [shownRows, inOrder] = [
    found.slice(0, pageSize),
    (rows: readonly Row[]) => (isBack ? rows.toReversed() : rows),
  ];
  // Whether and where the list goes on is asked of all rows: those that cannot be read must not end it.
  const places = inOrder(shownRows).flatMap(placeOf);
  const [first, last] = [places[0], places.at(-1)];
  return {
    rows: readable(inOrder(shownRows)),
    next: last && (isBack || goesOn) ? last : null,
    previous: first && (isBack ? goesOn : after !== undefined) ? first : null,
  };
}

/** Nothing is left on that side of the place: the other side begins with what stands at the place itself. */
function aroundNothing({ after, before, sort }: IncidentQuery): Partial<Pick<IncidentPage, "next" | "previous">> {
  const place = after ?? before;
  if (!place) return {};
  const step = (after === undefined ? -1 : 1) * (sort === "newest" ? -1 : 1);
  const beside = { ...place, number: Math.max(0, place.number + step) };
  return after === undefined ? { next: beside } : { previous: beside };
}

/** None when the columns hold what the program cannot write. */
function placeOf(row: Row): readonly Place[] {
  try {
    const [dueAt, gradeRank] = [integerOrNull(row, "due_at"), integerOrNull(row, "grade_rank") ?? 0];
    return [{ open: integer(row, "open") === 1, dueAt, gradeRank, number: integer(row, "number") }];
  } catch {
    return [];
  }
}

/** So many are read and sorted sooner than the table is walked through. */
const fewMax = 2_000;

/** Only incidents, which are the instances that say whether they are open; and only those of one kind, if so asked. */
function byState({ open, sort }: IncidentQuery, isFew: boolean): Condition {
  // Nearly all are closed: the newest of them are found sooner by number, so the plus keeps the index on `open` out.
  const column = sort === "newest" && !(open === true && isFew) ? "+open" : "open";
  return open === undefined ? [`${column} IS NOT NULL`] : [`${column} = ?`, open ? 1 : 0];
}

/** `isFew`: not many incidents are expected to be found. */
function conditions(
  query: IncidentQuery,
  isFew: boolean,
  dialect: Dialect,
): { where: string; bindings: (string | number)[] } {
  const all: Condition[] = [byState(query, isFew)];
  if (query.playbook !== undefined) all.push(["playbook = ?", query.playbook]);
  if (query.grade !== undefined) all.push(["grade = ?", query.grade]);
  if (query.phase !== undefined) all.push(["phase = ?", query.phase]);
  if (query.holder !== undefined) all.push(["holder = ?", query.holder]);
  if (query.waitingFor !== undefined) {
    const [condition, bindings] = waitingFor(query.waitingFor, dialect);
    all.push([condition, ...bindings]);
  }
  if (query.overdueAt !== undefined) all.push([isOverdue, query.overdueAt]);
  if (query.decided !== undefined) all.push(decided(query.decided, dialect));
  const words = fold(query.text ?? "").slice(0, searchLengthMax);
  if (words) all.push(search(words, dialect));
  return {
    where: all.map(([condition]) => condition).join(" AND "),
    bindings: all.flatMap(([, ...bindings]) => bindings),
  };
}

function decided({ machines, kind, outcomes, from, until }: DecidedQuery, dialect: Dialect): Condition {
  const found = `SELECT instance FROM decided_clocks WHERE due_at >= ? AND due_at < ? AND kind = ? AND ${dialect.isOneOf("outcome")}`;
  const condition = `id IN (${found}) AND ${dialect.isOneOf("machine")}`;
  return [condition, from, until, kind, JSON.stringify(outcomes), JSON.stringify(machines)];
}

/** Few are open, so their summaries are read; an index on what stands inside one would cost every event a row. */
function waitingFor(turns: readonly string[], dialect: Dialect): [condition: string, bindings: readonly string[]] {
  const [byRole, byPost] = [
    ["duty", "by"],
    ["duty", "posts"],
  ].map((path) => dialect.listsOneOf("summary", path));
  const asked = JSON.stringify(turns);
  return [`open = 1 AND (${byRole} OR ${byPost})`, [asked, asked]];
}

/** Longer searches are cut: nobody types them. */
const searchLengthMax = 200;

/** The title that the incident has now: earlier ones stay, and are not found. */
const ofRow = "title_words.instance = instances.id AND title_words.title = instances.title";

/** Incidents whose title has words that meet a condition; the words are looked for first. */
const titled = (condition: string) =>
  `number IN (SELECT instances.number FROM title_words JOIN instances ON ${ofRow} WHERE ${condition})`;

/** `words` are folded as the entries are. */
function search(words: string, dialect: Dialect): Condition {
  const [inEntries, ...bindings] = foundBy(words, dialect);
  const number = /^#?(\d{1,15})$/.exec(words)?.[1];
  return number === undefined
    ? [inEntries, ...bindings]
    : [`(number = ? OR ${inEntries})`, Number(number), ...bindings];
}

/** The times that a calendar has. */
function isMoment(value: Json | undefined): boolean {
  return Number.isSafeInteger(value) && !Number.isNaN(new Date(value as number).getTime());
}

/** Why what is stored for the lists cannot be shown, or null. */
export function whyNotSummary(summary: Json): string | null {
  if (typeof summary !== "object" || summary === null || Array.isArray(summary)) return "its summary is no object";
  const { playbook, title, grade, phase, open, gradeLabel, phaseLabel, duty, dueAt, clock, holder } =
    summary as JsonObject;
  const wrong = Object.entries({ playbook, title, grade, phase }).find(([, value]) => typeof value !== "string");
  if (wrong !== undefined) return `its summary has no ${wrong[0]}`;
  if (typeof open !== "boolean") return "its summary does not say whether it is open";
  const parts = Object.entries({ gradeLabel, phaseLabel, duty });
  const missing = parts.find(([, value]) => typeof value !== "object" || value === null);
  if (missing !== undefined) return `its summary has no ${missing[0]}`;
  if (dueAt !== null && !isMoment(dueAt)) return "its summary is due at no time";
  if (typeof clock !== "object") return "its summary has a clock that is none";
  return holder === null || typeof holder === "string" ? null : "its summary has a holder who is nobody";
}

export function toIncidentRow(row: Readonly<Record<string, unknown>>): IncidentRow {
  const summary = json(row, "summary");
  const why = whyNotSummary(summary);
  if (why !== null) throw new Error(why);
  return {
    id: text(row, "id"),
    number: integer(row, "number"),
    machine: text(row, "machine"),
    summary: summary as unknown as IncidentSummary,
    status: text(row, "status") as InstanceState["status"],
    seq: integer(row, "seq"),
    startedAt: integer(row, "started_at"),
    updatedAt: integer(row, "updated_at"),
  };
}
