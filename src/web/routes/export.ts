/** The signed record of an incident, as a file to take away. */
import { Router } from "express";
import { commandOf } from "../body.ts";
import { authenticatedContext } from "../context-of.ts";
import { refuse } from "../failures.ts";
import type { Web } from "../web.ts";

export function exportRoutes(web: Web): Router {
  const router = Router();
  router.post("/incidents/:number/export", async (request, response) => {
    const { person } = authenticatedContext(web, request);
    const exported = await web.desk.exportRecord(request.params.number, person, commandOf(request, web.commandId));
    if (exported === null) {
      refuse(web, request, response, "noIncident");
      return;
    }
    response.attachment(`incident-${String(exported.number)}-record.zip`).type("zip");
    response.set("Cache-Control", "no-store").end(exported.zip);
  });
  return router;
}
