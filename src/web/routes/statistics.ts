import { Router, type Request } from "express";
import { gradesOf } from "../../playbook/grades.ts";
import { monthAfter, monthOf, monthsBetween, monthsMax, readMonth } from "../../desk/statistics/months.ts";
import type { StatisticsAsked } from "../../desk/statistics/statistics.ts";
import { activePlaybooks } from "../../playbook/active.ts";
import { csv } from "../../kernel/csv.ts";
import { authenticatedContext } from "../context-of.ts";
import type { PageContext } from "../page-context.ts";
import { sendPage } from "../page.ts";
import { statisticsRows } from "../statistics-rows.ts";
import type { StatisticsFilter } from "../statistics-filter.ts";
import { StatisticsPage } from "../views/statistics.tsx";
import type { Web } from "../web.ts";

const shownAtFirst = 12;

export function statisticsRoutes(web: Web): Router {
  const router = Router();
  router.get("/statistics", async (request, response) => {
    const context = authenticatedContext(web, request);
    const filter = filterOf(context, request);
    const clocks = await web.desk.statistics(askedOf(context, filter));
    const playbooks = activePlaybooks(web.desk.playbooks).filter(
      ({ clockKinds }) => Object.keys(clockKinds).length > 0,
    );
    const all = playbooks.flatMap(gradesOf);
    const grades = all.filter(({ value }, index) => all.findIndex((other) => other.value === value) === index);
    sendPage(response, 200, StatisticsPage({ context, filter, clocks, playbooks, grades }));
  });
  router.get("/statistics.csv", async (request, response) => {
    const context = authenticatedContext(web, request);
    const filter = filterOf(context, request);
    const clocks = await web.desk.statistics(askedOf(context, filter));
    response.type("text/csv").attachment(`statistics-${filter.from}-${filter.until}.csv`);
    response.send(csv(statisticsRows(context, clocks)));
  });
  return router;
}

/** What makes no sense counts as not said; months in the wrong order are exchanged, and of too many the last ones are shown. */
function filterOf({ now, organisation }: PageContext, { query }: Request): StatisticsFilter {
  const month = (name: string) => (typeof query[name] === "string" ? readMonth(query[name]) : null);
  const word = (name: string) => (typeof query[name] === "string" ? query[name].slice(0, 100) : "");
  const asked = month("until") ?? monthOf(now, organisation.zone);
  const first = month("from") ?? monthAfter(asked, 1 - shownAtFirst);
  const [from, until] = first <= asked ? [first, asked] : [asked, first];
  const earliest = monthAfter(until, 1 - monthsMax);
  return {
    from: from < earliest ? earliest : from,
    until,
    playbook: word("playbook"),
    grade: word("grade"),
    isReport: word("report") === "on",
  };
}

function askedOf({ organisation }: PageContext, { from, until, playbook, grade }: StatisticsFilter): StatisticsAsked {
  return {
    periods: monthsBetween(from, until, organisation.zone),
    ...(playbook && { playbook }),
    ...(grade && { grade }),
  };
}
