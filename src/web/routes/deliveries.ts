import { Router } from "express";
import { bodyOf, wordOf } from "../body.ts";
import { DeliveriesPage } from "../views/deliveries.tsx";
import { actingScene, sendPage, type Web } from "../web.ts";
import { tellingWords } from "../words/telling.ts";

const resenders = ["duty-officer", "lead", "administrator"];

export function deliveryRoutes(web: Web): Router {
  const router = Router();
  const { desk, telling } = web;
  if (telling === null) return router;
  router.get("/deliveries", async (request, response) => {
    const scene = actingScene(web, request, response);
    if (!scene) return;
    const words = tellingWords[scene.language].deliveries;
    const said = request.query["resent"];
    const notice = said === "done" ? words.resent : said === "not-parked" ? words.notResent : null;
    const entries = await telling.log(scene.person);
    const mayResend = scene.person.roles.some((role) => resenders.includes(role));
    sendPage(response, 200, DeliveriesPage({ scene, entries, people: desk.people, mayResend, notice }));
  });
  router.post("/deliveries", async (request, response) => {
    const scene = actingScene(web, request, response);
    if (!scene) return;
    const { outcome } = await telling.resend(wordOf(bodyOf(request), "message"), scene.person);
    if (outcome !== "forbidden") {
      response.redirect(303, `/deliveries?resent=${outcome}`);
      return;
    }
    const entries = await telling.log(scene.person);
    const notice = tellingWords[scene.language].deliveries.mayNot;
    sendPage(response, 403, DeliveriesPage({ scene, entries, people: desk.people, mayResend: false, notice }));
  });
  return router;
}
