/** One's own channels, and nobody else's. */
import { Router, type Request, type Response } from "express";
import type { ChannelChanged, NotificationDesk, Recorded } from "../../desk/delivery/types.ts";
import type { Person } from "../../directory/person.ts";
import type { FormBody } from "../../playbook/forms.ts";
import { bodyOf, wordOf } from "../body.ts";
import { ChannelsPage, type ChannelNews } from "../views/channels.tsx";
import { isProven } from "../sign-in/proof.ts";
import type { Web } from "../web.ts";
import { authenticatedContext } from "../context-of.ts";
import type { PageContext } from "../page-context.ts";
import { sendPage } from "../page.ts";

export function channelRoutes(web: Web): Router {
  const router = Router();
  const { notificationDesk } = web;
  if (notificationDesk === null) return router;
  const answer = (path: string, act: (person: Person, request: Request) => Promise<ChannelNews>) =>
    router.post(path, (request, response) => acted(web, notificationDesk, request, response, act));
  // Where notifications go is worth a proof, and whoever had them so far hears of it.
  const change = (
    path: string,
    what: Change["what"],
    act: (person: Person, typed: string, record: Recorded | undefined, body: FormBody) => Promise<ChannelChanged>,
  ) =>
    router.post(path, async (request, response) => {
      if (!(await isProven(web, request, response))) return;
      const typed = wordOf(bodyOf(request), "address");
      await acted(web, notificationDesk, request, response, async (person) => {
        const outcome = await changed(web, { person, what, typed }, (record) =>
          act(person, typed, record, bodyOf(request)),
        );
        return newsOf(authenticatedContext(web, request), outcome, path === "/channels/address" ? typed : null);
      });
    });
  router.get("/channels", async (request, response) => {
    const context = authenticatedContext(web, request);
    sendPage(response, 200, ChannelsPage({ context, view: await notificationDesk.channels(context.person), news: {} }));
  });
  change("/channels/address", "webhook-set", (person, typed, record) =>
    notificationDesk.setWebhook(person, typed, record),
  );
  change("/channels/secret", "webhook-secret-set", (person, _, record) => notificationDesk.renewSecret(person, record));
  change("/channels/service-secret", "webhook-secret-set", (person, _, record, body) =>
    notificationDesk.setServiceSecret(person, wordOf(body, "secret"), record),
  );
  change("/channels/on", "webhook-set", (person, _, record) => notificationDesk.switchOn(person, record));
  change("/channels/remove", "webhook-removed", (person, _, record) => notificationDesk.removeWebhook(person, record));
  answer("/channels/test", async (person, request) => {
    const kind = kindOf(request);
    return { tested: { kind, result: await notificationDesk.test(person, kind) } };
  });
  answer("/channels/code", async (person, request) => {
    const kind = kindOf(request);
    if (await notificationDesk.proveByCode(person, kind, wordOf(bodyOf(request), "code"))) return { done: true };
    return { wrongCode: authenticatedContext(web, request).words.delivery.channels.wrongCode };
  });
  return router;
}

function kindOf(request: Request): "mail" | "webhook" {
  return wordOf(bodyOf(request), "kind") === "webhook" ? "webhook" : "mail";
}

interface Change {
  readonly person: Person;
  readonly what: "webhook-set" | "webhook-secret-set" | "webhook-removed";
  readonly typed: string;
}

/** On record that it changes, and told where the person was reached before: both before it is changed. */
async function changed(
  { signInService }: Web,
  { person: { id }, what, typed }: Change,
  act: (record?: Recorded) => Promise<ChannelChanged>,
): Promise<ChannelChanged> {
  if (!signInService) return act();
  const { ways, members } = signInService.accounts;
  const tell = await ways.soFar(id);
  return act(async () => {
    const change = what === "webhook-removed" ? "removed" : "set";
    await members.note({ what: "contact", person: id, part: "webhook", change }, id);
    await tell(what, { by: id, detail: hostOf(typed) });
  });
}

/** The rest of the address is often its secret. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : "";
}

async function acted(
  web: Web,
  notificationDesk: NotificationDesk,
  request: Request,
  response: Response,
  act: (person: Person, request: Request) => Promise<ChannelNews>,
): Promise<void> {
  const context = authenticatedContext(web, request);
  const news = await act(context.person, request);
  const view = await notificationDesk.channels(context.person);
  sendPage(
    response,
    news.wrong || news.wrongSecret || news.wrongCode ? 422 : 200,
    ChannelsPage({ context, view, news }),
  );
}

/** In the language of the page, which need not be the person's own. */
function newsOf({ words: { delivery } }: PageContext, changed: ChannelChanged, typed: string | null): ChannelNews {
  if (changed.outcome === "done") return { done: true, secret: changed.secret };
  const words = delivery.channels;
  if (changed.outcome === "not-its-secret") return { wrongSecret: words.wrongSecret };
  const wrong = changed.outcome === "invalid" ? changed.sentence : words.notThere;
  return { wrong, typed };
}
