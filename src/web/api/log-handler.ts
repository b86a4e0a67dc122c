/** The log as one line of rows, in JSON or a row a line. */
import type { Request } from "express";
import type { PlacedLogRow } from "../../desk/ports.ts";
import type { Answer, ApiRequest } from "./handlers.ts";
import { queries, readQuery } from "./request.ts";
import { logRowJson } from "./represent.ts";

const ndjson = "application/x-ndjson";

export async function readLog({ desk, request, base }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.log, request.query);
  if (!query.ok) return query;
  const { after, limit } = query.value;
  // One more than asked for tells whether there is a next page.
  const found = await desk.logAfter(after, limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1)?.position ?? after;
  const address = (from: number) => `${base}${request.path}?after=${String(from)}&limit=${String(limit)}`;
  const next = found.length > limit ? address(last) : null;
  if (asksForLines(request)) return { status: 200, text: linesOf(rows), headers: headersOf(next) };
  const links = { self: address(after), ...(next === null ? {} : { next }) };
  return { status: 200, body: { items: rows.map(logRowJson), last, links }, headers: { Vary: "Accept" } };
}

/** Only who names it: any other list of wishes gets JSON. */
function asksForLines(request: Request): boolean {
  return request.accepts(["json", ndjson]) === ndjson;
}

function headersOf(next: string | null): Readonly<Record<string, string>> {
  return {
    "Content-Type": `${ndjson}; charset=utf-8`,
    Vary: "Accept",
    ...(next === null ? {} : { Link: `<${next}>; rel="next"` }),
  };
}

const linesOf = (rows: readonly PlacedLogRow[]): string =>
  rows.map((row) => `${JSON.stringify(logRowJson(row))}\n`).join("");
