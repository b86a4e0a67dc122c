/** Who acts, and in which language the desk speaks to them. The first only where nobody signs in. */
import { Router } from "express";
import { bodyOf, wordOf } from "../body.ts";
import { ChoosePersonPage } from "../views/small-pages.tsx";
import { returnPath, cookieOptions, languageCookie, personCookie, secureLanguageCookie } from "../visitor.ts";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";

export function iAmRoutes(web: Web): Router {
  const router = Router();
  router.get("/i-am", (request, response) => {
    sendPage(
      response,
      200,
      ChoosePersonPage({
        context: pageContext(web, request),
        people: web.desk.people,
        back: returnPath(request.query["back"]),
      }),
    );
  });
  router.post("/i-am", (request, response) => {
    const body = bodyOf(request);
    const person = web.desk.person(wordOf(body, "person"));
    if (!person) {
      refuse(web, request, response, "badRequest");
      return;
    }
    response.cookie(personCookie, person.id, cookieOptions());
    // Whoever tries out several people goes on reading what they have read so far.
    response.cookie(languageCookie, pageContext(web, request).language, cookieOptions());
    response.redirect(303, returnPath(body["back"]));
  });
  return router;
}

export function languageRoutes(web: Web): Router {
  const router = Router();
  router.post("/language", (request, response) => {
    const body = bodyOf(request);
    const language = wordOf(body, "language");
    if (language !== "zh" && language !== "en") {
      refuse(web, request, response, "badRequest");
      return;
    }
    const secure = web.signInService?.isSecure ?? false;
    response.cookie(secure ? secureLanguageCookie : languageCookie, language, { ...cookieOptions(), secure });
    response.redirect(303, returnPath(body["back"]));
  });
  return router;
}
