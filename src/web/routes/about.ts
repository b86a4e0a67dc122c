import { Router } from "express";
import { AboutPage } from "../views/small-pages.tsx";
import { sceneOf, sendPage, type Web } from "../web.ts";

export function aboutRoutes(web: Web): Router {
  const router = Router();
  const { desk, version } = web;
  router.get("/about", async (request, response) => {
    const scene = sceneOf(web, request);
    const runtime = { program: `Node ${process.versions.node}`, zoneData: process.versions["tz"] ?? "?" };
    sendPage(
      response,
      200,
      AboutPage({ scene, counts: await desk.counts(), playbooks: desk.playbooks, version, runtime }),
    );
  });
  // For whatever watches this process: the database was asked.
  router.get("/health", async (_request, response) => {
    await desk.counts();
    response.type("text").send("ok\n");
  });
  return router;
}
