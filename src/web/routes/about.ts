import { Router } from "express";
import { AboutPage } from "../views/small-pages.tsx";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";

export function aboutRoutes(web: Web): Router {
  const router = Router();
  const { desk, version } = web;
  router.get("/about", async (request, response) => {
    const context = pageContext(web, request);
    const runtime = { program: `Node ${process.versions.node}`, zoneData: process.versions["tz"] ?? "?" };
    sendPage(
      response,
      200,
      AboutPage({ context, counts: await desk.counts(), playbooks: desk.playbooks, version, runtime }),
    );
  });
  return router;
}
