/** What the gate does with a stranger, and with a form that it cannot take as it is. */
import type { Gate } from "../middleware/session.ts";
import { backTo } from "../visitor.ts";
import { refuse, type Web } from "../web.ts";
import type { Door } from "./door.ts";
import { resume } from "./enter.ts";
import { keptOf } from "./kept.ts";
import { showSignIn } from "./show.ts";

export function gateKeeper(web: Web, door: Door): Gate {
  return {
    askToSignIn: async (request, response) => {
      const isReading = request.method === "GET" || request.method === "HEAD";
      if (await door.accounts.setUp.needed()) response.redirect(303, "/set-up");
      else if (isReading) response.redirect(303, `/sign-in?back=${encodeURIComponent(request.originalUrl)}`);
      else {
        const onward = { back: backTo("/"), kept: keptOf(request) };
        showSignIn(web, request, response, { onward, status: 401 });
      }
    },
    askAgain: (request, response) => {
      resume(web, request, response, keptOf(request));
    },
    refuseForm: (request, response) => {
      refuse(web, request, response, "foreignOrigin");
    },
  };
}
