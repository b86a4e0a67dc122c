import { Router } from "express";
import { playbookKey } from "../../../machines/playbook.ts";
import { fieldsOf } from "../../desk/forms.ts";
import type { IncidentRow } from "../../desk/ports.ts";
import type { Desk, IncidentView, Person } from "../../desk/types.ts";
import { filterFrom, pageSize, queryOf, type DeskFilter } from "../desk-filter.ts";
import type { FilterChoices } from "../views/desk-filter-bar.tsx";
import { DutyDeskPage } from "../views/duty-desk.tsx";
import { unsignedLately } from "./hand-over.ts";
import { actingScene, sendPage, type Web } from "../web.ts";

/** A duty is worked out from each incident's state; beyond this many open ones "waiting for me" looks at the most urgent. */
const lookedThroughMax = 200;

export function dutyDeskRoutes(web: Web): Router {
  const router = Router();
  const { desk } = web;
  router.get("/", async (request, response) => {
    const scene = actingScene(web, request, response);
    if (!scene) return;
    const filter = filterFrom(request.query);
    const counts = await desk.counts();
    const found =
      filter.show === "mine" ? await mine(desk, filter, scene.person) : await listed(desk, filter, scene.person);
    const mineCount = filter.show === "mine" ? found.total : null;
    const choices = choicesOf(desk);
    const directory = desk.directory();
    const unsigned = unsignedLately(directory, scene.now);
    sendPage(
      response,
      200,
      DutyDeskPage({
        scene,
        filter,
        ...found,
        counts,
        mine: mineCount,
        choices,
        people: desk.people,
        directory,
        unsigned,
      }),
    );
  });
  router.get("/incidents", (_request, response) => response.redirect(303, "/"));
  return router;
}

interface Found {
  readonly views: readonly IncidentView[];
  readonly total: number;
}

async function listed(desk: Desk, filter: DeskFilter, viewer: Person): Promise<Found> {
  const page = await desk.list(queryOf(filter, desk.now()));
  return { views: await viewsOf(desk, page.rows, viewer), total: page.total };
}

async function mine(desk: Desk, filter: DeskFilter, viewer: Person): Promise<Found> {
  const query = { ...queryOf(filter, desk.now()), open: true, page: 1, pageSize: lookedThroughMax };
  const views = await viewsOf(desk, (await desk.list(query)).rows, viewer);
  const waiting = views.filter(
    ({ duty, row }) => row.summary.holder === viewer.id || duty.by.some((role) => viewer.roles.includes(role)),
  );
  return { views: waiting.slice((filter.page - 1) * pageSize, filter.page * pageSize), total: waiting.length };
}

async function viewsOf(desk: Desk, rows: readonly IncidentRow[], viewer: Person): Promise<IncidentView[]> {
  const views = await Promise.all(rows.map((row) => desk.incident(row.id, viewer)));
  return views.filter((view) => view !== null);
}

/** The grades of all playbooks, each once, as their opening forms offer them. */
function choicesOf(desk: Desk): FilterChoices {
  const options = desk.playbooks.flatMap((playbook) =>
    fieldsOf(playbook.opening)
      .filter((field) => field.name === "grade")
      .flatMap((field) => field.options),
  );
  const grades = options.filter(
    (option, index) => options.findIndex((other) => other.value === option.value) === index,
  );
  return {
    grades,
    playbooks: desk.playbooks.map((playbook) => ({ value: playbookKey(playbook), label: playbook.title })),
  };
}
