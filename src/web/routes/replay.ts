import { Router, type Request } from "express";
import type { RecordPart } from "../../desk/views.ts";
import { ReplayPage } from "../views/replay.tsx";
import { messagePlaceFrom, seqFrom } from "../record-place.ts";
import type { Web } from "../web.ts";
import { authenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";

export function replayRoutes(web: Web): Router {
  const router = Router();
  const { desk } = web;
  router.get("/incidents/:number/replay", async (request, response) => {
    const context = authenticatedContext(web, request);
    const row = await desk.find(request.params.number);
    const view =
      row && (await desk.replay(row.id, stepFrom(request.query["at"], row.seq), context.person, partFrom(request)));
    if (!view) {
      refuse(web, request, response, "noIncident");
      return;
    }
    const chart = await web.drawings.drawIfReady(view.playbook, {
      value: view.instance.value,
      language: context.language,
    });
    sendPage(
      response,
      200,
      ReplayPage({ context, view, people: desk.everybody, chart, isSigned: desk.exportsRecords }),
    );
  });
  return router;
}

function partFrom({ query }: Request): RecordPart {
  const messagesBefore = messagePlaceFrom(query["sent"]);
  return messagesBefore === null ? {} : { messagesBefore };
}

/** The last entry unless a number says otherwise; beyond the last is the last. */
function stepFrom(at: unknown, last: number): number {
  const step = seqFrom(at) ?? last;
  return Math.min(step, last);
}
