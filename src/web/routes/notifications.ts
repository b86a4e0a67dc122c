import { Router } from "express";
import type { Desk } from "../../desk/types.ts";
import { NotificationsPage } from "../views/small-pages.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";

const shownMax = 50;

export function notificationRoutes(web: Web): Router {
  const router = Router();
  router.get("/notifications", async (request, response) => {
    const context = authenticatedContext(web, request);
    const recent = await web.desk.recentNotifications(shownMax, context.person);
    const numbers = await numbersOf(web.desk, [...new Set(recent.map((notification) => notification.instance))]);
    const notifications = recent.map((notification) => ({
      notification,
      number: numbers.get(notification.instance) ?? null,
    }));
    sendPage(response, 200, NotificationsPage({ context, notifications, people: web.desk.everybody }));
  });
  // The page's earlier address, in bookmarks.
  router.get("/letters", (request, response) => {
    const query = request.originalUrl.indexOf("?");
    response.redirect(308, `/notifications${query === -1 ? "" : request.originalUrl.slice(query)}`);
  });
  return router;
}

async function numbersOf(desk: Desk, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await Promise.all(ids.map((id) => desk.find(id)));
  return new Map(rows.filter((row) => row !== null).map((row) => [row.id, row.number]));
}
