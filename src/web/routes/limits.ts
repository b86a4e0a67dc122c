import { Router } from "express";
import { LimitsPage } from "../views/organisation/limits.tsx";
import type { Web } from "../web.ts";
import { sendPage } from "../page.ts";
import { administering } from "./administration.ts";

export function limitsRoutes(web: Web): Router {
  const router = Router();
  router.get("/administration/limits", async (request, response) => {
    const shown = await administering(web, request);
    sendPage(response, 200, LimitsPage({ ...shown, all: web.desk.allLimits() }));
  });
  return router;
}
