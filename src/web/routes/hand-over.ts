import { Router } from "express";
import type { Directory } from "../../directory/types.ts";
import { handoversBetween, nextHandover, unsignedHandovers, type HandoverDue } from "../../roster/handovers.ts";
import { mayOpen } from "../access.ts";
import { HandOverPage } from "../views/organisation/hand-over.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { recordedWords } from "./change.ts";

const hourMs = 60 * 60_000;
/** What nobody signed longer ago is in the record, and is not asked for any more. */
const askedForMs = 24 * hourMs;
const signedBeforeMs = hourMs;
const incidentsMax = 100;

export function handOverRoutes(web: Web): Router {
  const router = Router();
  const { desk } = web;
  router.get("/hand-over", async (request, response) => {
    const context = authenticatedContext(web, request);
    const view = await desk.organisationView(context.person);
    const { directory, now } = view;
    const list = { open: true, pageSize: incidentsMax, sort: "deadline" } as const;
    sendPage(
      response,
      200,
      HandOverPage({
        context,
        view,
        due: [...unsignedLately(directory, now), ...comingSoon(directory, now)],
        signed: signedLately(directory, now),
        incidents: mayOpen(context.person, "GET /incidents/:number") ? (await desk.list(list)).rows : null,
        seen: { commandId: web.commandId(), expectedSeq: view.seq },
        recorded: recordedWords(context, view, request.query),
      }),
    );
  });
  return router;
}

/** Past, and still without a signature. */
export function unsignedLately(directory: Directory, now: number): readonly HandoverDue[] {
  return ofEveryLayer(directory, (layer) => unsignedHandovers(directory, layer, now - askedForMs, now));
}

function comingSoon(directory: Directory, now: number): readonly HandoverDue[] {
  return ofEveryLayer(directory, (layer) => {
    const next = nextHandover(directory, layer, now);
    const isBetweenTwo = typeof next?.from === "string" && typeof next.to === "string";
    return isBetweenTwo && next.moment - now <= signedBeforeMs ? [next] : [];
  });
}

function signedLately(directory: Directory, now: number): readonly HandoverDue[] {
  return ofEveryLayer(directory, (layer) =>
    handoversBetween(directory, layer, now - askedForMs, now + 1).filter((one) => one.signedFrom && one.signedTo),
  );
}

function ofEveryLayer(directory: Directory, of: (layer: string) => readonly HandoverDue[]): readonly HandoverDue[] {
  return directory.layers.flatMap((layer) => of(layer.id)).sort((a, b) => a.moment - b.moment);
}
