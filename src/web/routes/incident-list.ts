/** The list that the duty desk shows, whole, for a spreadsheet. */
import { Router, type Request } from "express";
import { turnsOf } from "../../desk/turns.ts";
import type { IncidentQuery, IncidentRow, Place } from "../../desk/ports.ts";
import { csv } from "../../kernel/csv.ts";
import { decidedFilter } from "../decided-filter.ts";
import { filterFrom, firstPage, queryOf } from "../desk-filter.ts";
import { formatInstant, formatText } from "../format.ts";
import type { PageContext } from "../page-context.ts";
import { authenticatedContext } from "../context-of.ts";
import type { Web } from "../web.ts";

/** Whoever needs more asks the API, page by page. */
const exportedRowsMax = 10_000;
const pageSize = 500;

export function incidentListRoutes(web: Web): Router {
  const router = Router();
  router.get("/incidents.csv", async (request, response) => {
    const context = authenticatedContext(web, request);
    const rows = await allRows(web, queryFor(web, context, request));
    response.type("text/csv").attachment("incidents.csv");
    response.send(csv([headOf(context), ...rows.map((row) => cellsOf(context, web, row))]));
  });
  return router;
}

function queryFor({ desk }: Web, context: ReturnType<typeof authenticatedContext>, { query }: Request): IncidentQuery {
  const filter = firstPage(filterFrom(query));
  const decided = decidedFilter(filter, desk.playbooks, context.organisation.zone);
  return {
    ...queryOf(filter, context.now, turnsOf(desk.playbooks, context.person, context.organised)),
    ...(decided && { decided: decided.query }),
  };
}

/** What is changed meanwhile may stand there twice or not at all, as on pages that are read one after the other. */
async function allRows({ desk }: Web, query: IncidentQuery): Promise<readonly IncidentRow[]> {
  const rows: IncidentRow[] = [];
  let after: Place | null = null;
  do {
    const page = await desk.list({ ...query, pageSize, ...(after && { after }) });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length < exportedRowsMax);
  return rows.slice(0, exportedRowsMax);
}

const headOf = ({ words }: PageContext) => words.desk.csv;

function cellsOf(context: PageContext, { desk, baseUrl }: Web, row: IncidentRow) {
  const { playbook, title, gradeLabel, phaseLabel, open, dueAt, clock, holder } = row.summary;
  const { words } = context;
  const name = desk.playbook(playbook)?.title;
  return [
    row.number,
    title,
    name ? formatText(context, name) : playbook,
    formatText(context, gradeLabel),
    formatText(context, phaseLabel),
    open ? words.desk.open : words.desk.closed,
    formatInstant(context, row.startedAt),
    clock ? formatText(context, clock.label) : "",
    dueAt === null ? "" : formatInstant(context, dueAt),
    desk.everybody.find(({ id }) => id === holder)?.name ?? "",
    `${baseUrl ?? ""}/incidents/${row.number}`,
  ];
}
