/** The way to the organisation's own sign-in provider and back. */
import type { Request, Response, Router } from "express";
import { ProviderError, type Remembered } from "../../people/provider.ts";
import { callerOf, dropCookie, readCookie, setCookie, type Door } from "../sign-in/door.ts";
import { enter, goOn, onwardOf } from "../sign-in/enter.ts";
import { keptFrom, keptText } from "../sign-in/kept.ts";
import { showSignIn } from "../sign-in/show.ts";
import { visitOf } from "../sign-in/visit.ts";
import { ToProviderPage } from "../views/sign-in.tsx";
import { backTo } from "../visitor.ts";
import { refuse, sceneOf, sendPage, type Web } from "../web.ts";
import { signInWords } from "../words/sign-in.ts";
import { wayWords } from "../words/ways.ts";

export function providerRoutes(web: Web, door: Door, router: Router): void {
  const { provider } = door.accounts;
  const failed = (request: Request, response: Response, isOtherwise = false) => {
    const { language } = sceneOf(web, request);
    const trouble = isOtherwise ? wayWords[language].linkedOtherwise : signInWords[language].providerFailed;
    showSignIn(web, request, response, { onward: { back: "/", kept: null }, trouble, status: 401 });
  };
  router.post("/sign-in/provider", async (request, response) => {
    if (!provider) {
      refuse(web, request, response, "notFound");
      return;
    }
    const again = (visitOf(request)?.signed ?? null) !== null;
    try {
      const { address, step } = await provider.begin(again, rememberedOf(request, again));
      setCookie(door, response, "step", step);
      sendPage(response, 200, ToProviderPage({ scene: sceneOf(web, request), name: provider.name, address }));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      web.onProblem(error, web.commandId());
      failed(request, response);
    }
  });
  // The one GET that changes something: the provider sends the browser here. It needs the cookie of the way there, the
  // state and the code, and each of them once.
  router.get("/sign-in/provider/back", async (request, response) => {
    const step = readCookie(door, request, "step");
    dropCookie(door, response, "step");
    const address = new URL(request.originalUrl, door.origin());
    const came = provider && step !== null ? await provider.finish(address, step) : null;
    const outcome = came && (await door.accounts.signInFromOutside(came.person, callerOf(door, request)));
    if (outcome?.outcome !== "in") {
      failed(request, response, outcome?.outcome === "linked-otherwise");
      return;
    }
    await enter(door, request, response, outcome);
    goOn(web, request, response, { back: backTo(came?.back), kept: keptFrom(came?.kept ?? "") });
  });
}

/** Of strangers nothing but where to go is kept: anybody could fill the disk. */
function rememberedOf(request: Request, isSigned: boolean): Remembered {
  const { back, kept } = onwardOf(request);
  return { back, kept: isSigned ? keptText(kept) : "" };
}
