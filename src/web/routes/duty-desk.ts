import { Router } from "express";
import { playbookKey } from "../../../machines/playbook.ts";
import { gradesOf } from "../../playbook/grades.ts";
import { turnsOf } from "../../desk/turns.ts";
import type { Desk } from "../../desk/types.ts";
import type { IncidentPage } from "../../desk/ports.ts";
import { addressOf, filterFrom, firstPage, queryOf } from "../desk-filter.ts";
import { decidedFilter } from "../decided-filter.ts";
import type { FilterChoices } from "../views/desk-filter-bar.tsx";
import { DutyDeskPage } from "../views/duty-desk.tsx";
import { putsInCharge } from "../views/holder.tsx";
import { unsignedLately } from "./hand-over.ts";
import type { Web } from "../web.ts";
import { authenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";

export function dutyDeskRoutes(web: Web): Router {
  const router = Router();
  const { desk } = web;
  router.get("/", async (request, response) => {
    const context = authenticatedContext(web, request);
    const filter = filterFrom(request.query);
    const decided = decidedFilter(filter, desk.playbooks, context.organisation.zone);
    const counts = await desk.counts(context.person);
    const page = await desk.list({
      ...queryOf(filter, context.now, turnsOf(desk.playbooks, context.person, context.organised)),
      ...(decided && { decided: decided.query }),
    });
    if (isBehindTheEnd(page)) {
      response.redirect(303, addressOf(firstPage(filter)));
      return;
    }
    const { everybody: people } = desk;
    const directory = desk.directory();
    const duty = { directory, unsigned: unsignedLately(directory, context.now) };
    const choices = choicesOf(desk);
    const assigned = desk.playbooks.filter(({ events }) => events.some(putsInCharge)).map(playbookKey);
    const reports = (await web.reports?.waiting()) ?? 0;
    sendPage(
      response,
      200,
      DutyDeskPage({ reports, context, filter, decided, page, counts, choices, people, assigned, ...duty }),
    );
  });
  router.get("/incidents", (_request, response) => response.redirect(303, "/"));
  return router;
}

/** Whatever stood on that page has left the list since; on others there is still something. */
function isBehindTheEnd({ rows, total, next, previous }: IncidentPage): boolean {
  return rows.length === 0 && total > 0 && (next === null) !== (previous === null);
}

/** The grades of all playbooks, each once, as their opening forms offer them. */
function choicesOf(desk: Desk): FilterChoices {
  const options = desk.playbooks.flatMap(gradesOf);
  const grades = options.filter(
    (option, index) => options.findIndex((other) => other.value === option.value) === index,
  );
  return {
    grades,
    playbooks: desk.playbooks.map((playbook) => ({ value: playbookKey(playbook), label: playbook.title })),
  };
}
