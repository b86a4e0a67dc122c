import { Router } from "express";
import { chartOf } from "../../diagram/chart.ts";
import { PlaybookPage, PlaybooksPage } from "../views/playbook.tsx";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";
import { standingOf } from "../playbook-standing.ts";

export function playbookRoutes(web: Web): Router {
  const router = Router();
  const { desk } = web;
  router.get("/playbooks", (request, response) => {
    sendPage(response, 200, PlaybooksPage({ context: pageContext(web, request), playbooks: desk.playbooks }));
  });
  router.get("/playbooks/:key", async (request, response) => {
    const context = pageContext(web, request);
    const playbook = desk.playbook(request.params.key);
    if (!playbook) {
      refuse(web, request, response, "noPlaybook");
      return;
    }
    const svg = await web.drawings.draw(playbook, { language: context.language });
    sendPage(
      response,
      200,
      PlaybookPage({
        context,
        playbook,
        limits: desk.limits(playbook),
        chart: chartOf(playbook, context.language),
        svg,
        standing: await standingOf(web, playbook),
      }),
    );
  });
  router.get("/playbooks/:key/chart.svg", async (request, response) => {
    const playbook = desk.playbook(request.params.key);
    if (!playbook) {
      refuse(web, request, response, "noPlaybook");
      return;
    }
    response.type("svg").send(await web.drawings.draw(playbook, { language: pageContext(web, request).language }));
  });
  return router;
}
