/** The way to the organisation's own sign-in provider and back. */
import type { Request, Response, Router } from "express";
import type { Language } from "../../../machines/playbook.ts";
import { ProviderError, type Going, type Remembered } from "../../accounts/provider.ts";
import { callerOf, dropCookie, readCookie, setCookie, type SignInService } from "../sign-in-service.ts";
import { enter, goOn, redirectOf } from "../sign-in/enter.ts";
import { keptFrom, keptText } from "../saved-form.ts";
import { showProof, showSignIn } from "../sign-in/show.ts";
import { visitOf } from "../visit.ts";
import { ToProviderPage, type Redirect } from "../views/sign-in.tsx";
import { returnPath } from "../visitor.ts";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";
import { wordsIn } from "../words/index.ts";

export function providerRoutes(web: Web, signInService: SignInService, router: Router): void {
  const { provider } = signInService.accounts;
  router.post("/sign-in/provider", async (request, response) => {
    if (!provider) {
      refuse(web, request, response, "notFound");
      return;
    }
    const proving = visitOf(request)?.signed?.member.id ?? null;
    const going = { ...rememberedOf(request, proving !== null), proving };
    try {
      const { address, step } = await provider.begin(going);
      setCookie(signInService, response, "step", step);
      sendPage(response, 200, ToProviderPage({ context: pageContext(web, request), name: provider.name, address }));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      web.onProblem(error, web.commandId());
      await formatNo(web, signInService, { request, response, going, outcome: "wrong" });
    }
  });
  // The one GET that changes something: the provider sends the browser here. It needs the cookie of the way there, the
  // state and the code, and each of them once.
  router.get("/sign-in/provider/back", async (request, response) => {
    const step = readCookie(signInService, request, "step");
    dropCookie(signInService, response, "step");
    const address = new URL(request.originalUrl, signInService.origin());
    const came = provider && step !== null ? await provider.finish(address, step) : null;
    const outcome = came?.person
      ? await signInService.accounts.signInFromOutside(came.person, callerOf(signInService, request), came.proving)
      : null;
    if (came === null || outcome?.outcome !== "in") {
      await formatNo(web, signInService, { request, response, going: came, outcome: outcome?.outcome ?? "wrong" });
      return;
    }
    await enter(signInService, request, response, outcome);
    goOn(web, request, response, redirectFrom(came));
  });
}

interface NotLetIn {
  readonly request: Request;
  readonly response: Response;
  readonly going: Going | null;
  readonly outcome: string;
}

/** Whoever was asked to prove who they are is asked again, with what they typed; nobody else sees that. */
async function formatNo(
  web: Web,
  signInService: SignInService,
  { request, response, going, outcome }: NotLetIn,
): Promise<void> {
  const trouble = troubleOf(pageContext(web, request).language, outcome);
  const signed = visitOf(request)?.signed ?? null;
  if (going !== null && signed !== null && going.proving === signed.member.id)
    await showProof(web, request, response, { signInService, signed, ...redirectFrom(going), trouble, status: 401 });
  else showSignIn(web, request, response, { redirect: { back: "/", kept: null }, trouble, status: 401 });
}

function troubleOf(language: Language, outcome: string): string {
  if (outcome === "linked-otherwise") return wordsIn[language].accessList.linkedOtherwise;
  return outcome === "another-person"
    ? wordsIn[language].signIn.proof.anotherPerson
    : wordsIn[language].signIn.providerFailed;
}

function redirectFrom({ back, kept }: Remembered): Redirect {
  return { back: returnPath(back), kept: keptFrom(kept) };
}

/** Of strangers nothing but where to go is kept: anybody could fill the disk. */
function rememberedOf(request: Request, isSigned: boolean): Remembered {
  const { back, kept } = redirectOf(request);
  return { back, kept: isSigned ? keptText(kept) : "" };
}
