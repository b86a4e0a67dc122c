/** One's own channels, and nobody else's. */
import { Router, type Request, type Response } from "express";
import type { ChannelChanged, Telling } from "../../desk/telling/types.ts";
import type { Person } from "../../desk/types.ts";
import { bodyOf, wordOf } from "../body.ts";
import { ChannelsPage, type ChannelNews } from "../views/channels.tsx";
import { actingScene, sendPage, type Web } from "../web.ts";
import { tellingWords } from "../words/telling.ts";

export function channelRoutes(web: Web): Router {
  const router = Router();
  const { telling } = web;
  if (telling === null) return router;
  const answer = (path: string, act: (person: Person, request: Request) => Promise<ChannelNews>) =>
    router.post(path, (request, response) => acted(web, telling, request, response, act));
  router.get("/channels", async (request, response) => {
    const scene = actingScene(web, request);
    sendPage(response, 200, ChannelsPage({ scene, view: await telling.channels(scene.person), news: {} }));
  });
  answer("/channels/address", async (person, request) => {
    const typed = wordOf(bodyOf(request), "address");
    return newsOf(person, await telling.setWebhook(person, typed), typed);
  });
  answer("/channels/secret", async (person) => newsOf(person, await telling.renewSecret(person), null));
  answer("/channels/on", async (person) => newsOf(person, await telling.switchOn(person), null));
  answer("/channels/remove", async (person) => newsOf(person, await telling.removeWebhook(person), null));
  answer("/channels/test", async (person, request) => {
    const kind = wordOf(bodyOf(request), "kind") === "webhook" ? "webhook" : "mail";
    return { tested: { kind, result: await telling.test(person, kind) } };
  });
  return router;
}

async function acted(
  web: Web,
  telling: Telling,
  request: Request,
  response: Response,
  act: (person: Person, request: Request) => Promise<ChannelNews>,
): Promise<void> {
  const scene = actingScene(web, request);
  const news = await act(scene.person, request);
  const view = await telling.channels(scene.person);
  sendPage(response, news.wrong ? 422 : 200, ChannelsPage({ scene, view, news }));
}

function newsOf({ language }: Person, changed: ChannelChanged, typed: string | null): ChannelNews {
  if (changed.outcome === "done") return { done: true, secret: changed.secret };
  const wrong = changed.outcome === "invalid" ? changed.sentence : tellingWords[language].channels.notThere;
  return { wrong, typed };
}
