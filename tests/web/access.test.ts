/** Every route of the real app, asked by everybody: one person for each role, one with none, and a stranger. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Router } from "express";
import { access, assertForAnybody, type Access } from "../../src/web/access.ts";
import { authorize } from "../../src/web/middleware/authorize.ts";
import { routesOf } from "../../src/web/routes-of.ts";
import type { DeskWorld } from "../support/desk-world.ts";
import { casesOf, expectedOf, outcomeOf, type Case } from "./access-cases.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { actors, askAs, idOf, oneOfEachRole, type Actor } from "../support/one-of-each-role.ts";
import { missing, Visitor, type Page } from "../support/visitor.ts";

let desk: DeskWorld;
let open: NightDesk;
beforeAll(async () => {
  desk = await oneOfEachRole();
  open = await aNightDesk();
}, 60_000);
afterAll(async () => {
  await desk.shut();
  await open.shut();
});

/** What the app itself says that it has; the API has a test of its own. */
const routesIn = ({ app }: Pick<DeskWorld, "app">) =>
  routesOf(app.router).filter((route, index, all) => !route.includes(" /api/") && all.indexOf(route) === index);

/** `GET /letters (administrator): opens, expected refuses`, for each that is not as the table has it. */
async function differences(
  cases: readonly Case[],
  actor: Actor,
  ask: (request: string, one: Case) => Promise<Page>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const one of cases) {
    const [outcome, expected] = [outcomeOf(one, await ask(one.request, one)), expectedOf(one, actor)];
    if (outcome !== expected) found.push(`${one.request}: ${outcome}, expected: ${expected}`);
  }
  return found;
}

describe("the table", () => {
  test("has every route of the app, with and without a sign-in, and no other", () => {
    const routes = new Set([...routesIn(desk), ...routesIn(open)]);
    expect(routes.size).toBeGreaterThan(70);
    const known = new Set([...routes, ...routesOf(desk.app.router)]);
    expect(access.map(({ route }) => route).filter((route) => !known.has(route))).toEqual([]);
    expect([...routes].filter((route) => access.every((entry) => entry.route !== route))).toEqual([]);
  });

  test("is asked about every route: with one that it does not have the desk does not start", () => {
    const pages = Router().get("/new-page", () => undefined);
    const web = {} as Parameters<typeof authorize>[0];
    expect(() => authorize(web, {} as Parameters<typeof authorize>[1], routesOf(pages))).toThrow(
      "may open GET /new-page",
    );
    expect(() => {
      assertForAnybody(["GET /new-page"]);
    }).toThrow("may open GET /new-page");
    expect(() => {
      assertForAnybody(["GET /letters"]);
    }).toThrow("GET /letters would be answered before");
  });
});

describe("every route", () => {
  test.each(actors)(
    "opens to %s as the table has it, and not otherwise",
    async (_name, actor) => {
      const cases = casesOf(desk.desk, routesIn(desk));
      expect(cases.length).toBeGreaterThan(140);
      const found = await differences(cases, actor, (request, { fields }) => askAs(desk, actor, request, fields));
      expect(found).toEqual([]);
      expect(desk.problems).toEqual([]);
    },
    60_000,
  );

  test("would be noticed if the table said otherwise of it", async () => {
    const wrong: readonly Access[] = [
      { route: "GET /letters", who: "members" },
      { route: "GET /roster", who: "administrators" },
      { route: "GET /about", who: "anybody" },
      { route: "GET /sign-in", who: "members" },
    ];
    const cases = casesOf(desk.desk, routesIn(desk)).flatMap((one) =>
      wrong.filter(({ route }) => route === one.entry.route).map((entry) => ({ ...one, entry })),
    );
    const noticed = async (actor: Actor) =>
      (await differences(cases, actor, (request) => askAs(desk, actor, request))).length;
    expect([await noticed(["administrator"]), await noticed(["lead"]), await noticed(null)]).toEqual([1, 1, 2]);
  });
});

describe("where nobody signs in", () => {
  const chosen: readonly (readonly [name: string, actor: Actor])[] = [
    ["nobody", null],
    ["an administrator", ["administrator"]],
    ["an auditor", ["auditor"]],
    ["a duty officer", ["duty-officer"]],
  ];

  beforeAll(async () => {
    const li = open.desk.person("li")!;
    for (const [, roles] of chosen) {
      if (roles === null) continue;
      const values = { person: idOf(roles), name: idOf(roles), language: "en", roles };
      const invited = await open.desk.administer("PERSON_INVITED", values, li, { commandId: idOf(roles) });
      expect(invited.outcome).toBe("done");
    }
    const values = { title: "x", sourceKind: "call", discoveredAt: "2026-11-22T21:00:00+08:00", grade: "major" };
    await open.desk.open("public-incident", values, li, { commandId: "open" });
  });

  test.each(chosen)(
    "the same holds for %s who was chosen",
    async (_name, actor) => {
      const cases = casesOf(open.desk, routesIn(open));
      const visitor = new Visitor(open, actor && idOf(actor));
      const found = await differences(cases, actor, (request, { fields }) => {
        const [method, path = ""] = request.split(" ");
        return method === "GET" ? visitor.get(path) : visitor.post(path, fields);
      });
      expect(found).toEqual([]);
    },
    60_000,
  );
});

describe("an administrator without another role", () => {
  const administrator = ["administrator"] as const;

  test("begins in the administration, finds only what they may open, and reads why the rest is not for them", async () => {
    expect((await askAs(desk, administrator, "GET /")).location).toBe("/administration");
    const { text } = await askAs(desk, administrator, "GET /administration");
    expect(missing(text, 'href="/roster"', 'href="/playbooks"', 'href="/deliveries"')).toEqual([]);
    for (const href of ["/register", "/notifications"]) expect(text).not.toContain(`href="${href}"`);
    const page = await askAs(desk, administrator, "GET /incidents/1");
    expect([page.status, missing(page.text, "Administrators need an additional role", "administrator")]).toEqual([
      403,
      [],
    ]);
  });

  test("reads no title of an incident anywhere", async () => {
    await desk.engine.runDue();
    expect((await askAs(desk, ["auditor"], "GET /notifications")).text).toContain("Brown water");
    for (const { request } of casesOf(desk.desk, routesIn(desk)).filter((one) => one.request.startsWith("GET"))) {
      const { text } = await askAs(desk, administrator, request);
      expect([request, text.includes("Brown water")]).toEqual([request, false]);
    }
  });
});

test("an auditor reads everything, takes records away, and changes nothing but what concerns themselves", () => {
  const cases = casesOf(desk.desk, routesIn(desk));
  const opens = (one: Case) => expectedOf(one, ["auditor"]) === "opens";
  const pages = cases.filter(({ request, entry }) => request.startsWith("GET") && !entry.byForm);
  // Inviting is a form with a page of its own.
  expect(pages.filter((one) => !opens(one)).map(({ request }) => request)).toEqual([
    "GET /reports/import",
    "GET /administration/people/invite",
    "GET /administration/people/only-here/sign-in",
    "GET /administration/erasures/of/1",
  ]);
  const own = /^POST \/(account|channels|calendar|sign-out|prove)/;
  const sends = cases.filter(
    (one) => one.request.startsWith("POST") && expectedOf(one, null) !== "opens" && opens(one),
  );
  expect(sends.map(({ request }) => request).filter((request) => !own.test(request))).toEqual([
    "POST /incidents/1/export",
    ...["CHANNELS_CHANGED", "ABSENCE_RECORDED", "ABSENCE_ENDED", "HANDOVER_SIGNED"].map(
      (type) => `POST /administration/${type}`,
    ),
  ]);
});

test("whoever may not register finds no button that leads there", async () => {
  expect((await askAs(desk, ["lead"], "GET /")).text).toContain('href="/register"');
  expect((await askAs(desk, ["auditor"], "GET /")).text).not.toContain('href="/register"');
  const page = await askAs(desk, ["auditor"], "GET /register");
  expect([page.status, missing(page.text, "Only these roles can do this: duty officer, duty lead")]).toEqual([403, []]);
});

test("a stranger's pages have no navigation", async () => {
  const { text } = await askAs(desk, null, "GET /sign-in");
  expect(text).not.toContain("<nav");
});
