/** Getting in and out: password and code, passkey, the organisation's provider, and the proof that it is still the same person. */
import { Router, type Request, type Response } from "express";
import { answerMax } from "../../accounts/passkeys.ts";
import type { SignInOutcome } from "../../accounts/sign-in.ts";
import { bodyOf, wordOf } from "../body.ts";
import { allowScript } from "../middleware/headers.ts";
import { callerOf, dropCookie, readCookie, setCookie, type SignInService } from "../sign-in-service.ts";
import { enter, goOn, redirectOf, renew } from "../sign-in/enter.ts";
import { showCode, showProof, showSignIn, troubleOf } from "../sign-in/show.ts";
import { visitOf } from "../visit.ts";
import { providerRoutes } from "./provider.ts";
import { PasskeyPage } from "../views/passkey.tsx";
import type { Redirect } from "../views/sign-in.tsx";
import { returnPath } from "../visitor.ts";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";

export function signInRoutes(web: Web, signInService: SignInService): Router {
  const router = Router();
  router.get("/sign-in", async (request, response) => {
    const back = returnPath(request.query["back"]);
    if (visitOf(request)?.signed) response.redirect(303, back);
    else if (await signInService.accounts.setUp.needed()) response.redirect(303, "/set-up");
    else {
      const words = pageContext(web, request).words.signIn;
      const notice = request.query["password"] === "set" ? words.passwordIsSet : null;
      showSignIn(web, request, response, { redirect: { back, kept: null }, notice });
    }
  });
  router.post("/sign-in", async (request, response) => {
    const body = bodyOf(request);
    const [mail, password] = [wordOf(body, "mail"), wordOf(body, "password")];
    const outcome = await signInService.accounts.signIn(mail, password, callerOf(signInService, request));
    await answer(web, signInService, { request, response, outcome, redirect: redirectOf(request), mail });
  });
  router.post("/sign-in/code", async (request, response) => {
    const step = readCookie(signInService, request, "step") ?? "";
    const outcome = await signInService.accounts.secondFactor(
      step,
      wordOf(bodyOf(request), "code"),
      callerOf(signInService, request),
    );
    const redirect = redirectOf(request);
    if (outcome.outcome === "wrong" || outcome.outcome === "wait" || outcome.outcome === "busy")
      showCode(web, request, response, { redirect, ...troubleOf(web, request, response, outcome, "codeWrong") });
    else await answer(web, signInService, { request, response, outcome, redirect, mail: "" });
  });
  router.post("/sign-out", async (request, response) => {
    const signed = visitOf(request)?.signed;
    if (signed) await signInService.accounts.sessions.endBySecret(signed.secret);
    dropCookie(signInService, response, "session");
    response.set("Clear-Site-Data", '"cache"');
    response.redirect(303, "/sign-in");
  });
  router.post("/prove", async (request, response) => {
    await prove(web, signInService, request, response);
  });
  passkeyRoutes(web, signInService, router);
  providerRoutes(web, signInService, router);
  return router;
}

interface Answered {
  readonly request: Request;
  readonly response: Response;
  readonly outcome: SignInOutcome;
  readonly redirect: Redirect;
  readonly mail: string;
}

async function answer(
  web: Web,
  signInService: SignInService,
  { request, response, outcome, redirect, mail }: Answered,
): Promise<void> {
  switch (outcome.outcome) {
    case "in":
      await enter(signInService, request, response, outcome);
      goOn(web, request, response, redirect);
      return;
    case "second-factor":
      setCookie(signInService, response, "step", outcome.step);
      showCode(web, request, response, { redirect });
      return;
    case "wrong":
    case "wait":
    case "busy":
      showSignIn(web, request, response, {
        redirect,
        mail,
        ...troubleOf(web, request, response, outcome, "wrong"),
      });
      return;
  }
}

async function prove(web: Web, signInService: SignInService, request: Request, response: Response): Promise<void> {
  const signed = visitOf(request)?.signed;
  const redirect = redirectOf(request);
  if (!signed) {
    showSignIn(web, request, response, { redirect, status: 401 });
    return;
  }
  const password = wordOf(bodyOf(request), "password");
  const outcome = await signInService.accounts.proveByPassword(
    signed.member.id,
    password,
    callerOf(signInService, request),
  );
  if (outcome.outcome === "proven") {
    await renew(signInService, request, response, signed);
    goOn(web, request, response, redirect);
    return;
  }
  const trouble = troubleOf(web, request, response, outcome, "wrongPassword");
  await showProof(web, request, response, { signInService, signed, ...redirect, ...trouble });
}

function passkeyRoutes(web: Web, signInService: SignInService, router: Router): void {
  const show = async (request: Request, response: Response, redirect: Redirect, trouble: string | null) => {
    const proving = visitOf(request)?.signed?.member.id ?? null;
    const { options, step } = await signInService.accounts.passkeys.beginSignIn(proving);
    setCookie(signInService, response, "step", step);
    allowScript(response);
    const context = pageContext(web, request);
    sendPage(
      response,
      trouble === null ? 200 : 401,
      PasskeyPage({ context, ceremony: "sign-in", options, redirect, trouble }),
    );
  };
  router.post("/sign-in/passkey/begin", async (request, response) => {
    await show(request, response, redirectOf(request), null);
  });
  router.post("/sign-in/passkey", async (request, response) => {
    const step = readCookie(signInService, request, "step") ?? "";
    const given = wordOf(bodyOf(request), "answer", answerMax);
    const outcome = await signInService.accounts.signInWithPasskey(step, given, callerOf(signInService, request));
    const redirect = redirectOf(request);
    const { passkey, proof } = pageContext(web, request).words.signIn;
    const trouble = outcome.outcome === "another-person" ? proof.anotherPerson : passkey.failed;
    if (outcome.outcome === "in") await answer(web, signInService, { request, response, outcome, redirect, mail: "" });
    else await show(request, response, redirect, trouble);
  });
}
