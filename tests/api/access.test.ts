/** Every operation of the API, asked with the token of each role: for reading, for writing, ended, revoked, and with none. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Actor, Role } from "../../machines/playbook.ts";
import { apiRouter } from "../../src/web/api/api-router.ts";
import { operations } from "../../src/web/api/operations.ts";
import { routesOf } from "../../src/web/routes-of.ts";
import type { DeskWorld } from "../support/desk-world.ts";
import { aNightDesk } from "../support/night-desk.ts";
import { rolesIn } from "../support/roles-in.ts";
import { actors, idOf, oneOfEachRole, tokenFor } from "../support/one-of-each-role.ts";

let desk: DeskWorld;
beforeAll(async () => {
  desk = await oneOfEachRole();
}, 60_000);
afterAll(() => desk.shut());

/** By hand, so that no mistake of the code is copied. */
const readers: readonly Role[] = ["duty-officer", "lead", "unit-contact", "spokesperson", "superior", "auditor"];
const forWhom: Readonly<Record<string, readonly Role[]>> = {
  "GET /v1/me": [...readers, "administrator"],
  "GET /v1/people": [...readers, "administrator"],
  "GET /v1/roster": [...readers, "administrator"],
  "GET /v1/roster/now": [...readers, "administrator"],
  "GET /v1/playbooks": [...readers, "administrator"],
  "GET /v1/playbooks/:key": [...readers, "administrator"],
  "GET /v1/incidents": readers,
  "POST /v1/incidents": readers,
  "GET /v1/incidents/:id": readers,
  "POST /v1/incidents/:id/events": readers,
  "GET /v1/log": ["auditor"],
  "GET /v1/incidents/:id/history": readers,
  "GET /v1/incidents/:id/replay": readers,
  "GET /v1/incidents/:id/notifications": readers,
  "POST /v1/incidents/:id/export": readers,
};
/** They say nothing about anybody: a program reads them before it has a token, and the moved path only names the present one. */
const forAnybody = ["GET /openapi.json", "GET /problems", "GET /v1/incidents/:id/messages"];

interface Case {
  readonly route: string;
  readonly body: object | null;
  readonly roles: readonly Role[];
}

/** The incident of the test is an ordinary one, whose statement the lead alone approves. */
const byAtOrdinary: Readonly<Record<string, readonly Role[]>> = { STATEMENT_APPROVED: ["lead"] };

/** Each form that a body can carry is a case of its own. */
function casesOf(route: string): readonly Case[] {
  const roles = forWhom[route] ?? [];
  const among = (by: readonly Actor[]) => roles.filter((role) => rolesIn(by).includes(role));
  if (route === "POST /v1/incidents")
    return desk.desk.playbooks.map(({ id, opening: { by } }) => ({
      route,
      body: { playbook: id, fields: {} },
      roles: among(by),
    }));
  if (route === "POST /v1/incidents/:id/events")
    return desk.desk
      .playbook("public-incident")!
      .events.map(({ type, by }) => ({ route, body: { type, fields: {} }, roles: among(byAtOrdinary[type] ?? by) }));
  return [{ route, body: null, roles }];
}

async function ask({ route, body }: Pick<Case, "route" | "body">, token: string | null): Promise<string> {
  const [method = "", path = ""] = route.split(" ");
  const address = path.replace(":id", "1").replace(":key", "public-incident");
  const response = await fetch(`${desk.origin}/api${address}`, {
    method,
    redirect: "manual",
    headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  const { code } = (await response.json()) as { code?: string };
  return [401, 403].includes(response.status)
    ? `${response.status} ${code}`
    : response.status < 500
      ? "opens"
      : "breaks";
}

const all = () => operations.flatMap(({ method, path }) => casesOf(`${method.toUpperCase()} ${path}`));

async function differences(token: string | null, expected: (one: Case) => string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const one of all()) {
    const [outcome, wanted] = [await ask(one, token), expected(one)];
    if (outcome !== wanted) found.push(`${one.route} ${JSON.stringify(one.body)}: ${outcome}, expected: ${wanted}`);
  }
  return found;
}

const isWriting = ({ route }: Case) => route.startsWith("POST");
const may = ({ roles }: Case, actor: readonly Role[]) => roles.some((role) => actor.includes(role));

test("every route of the API is an operation that says whom it is for, or is for anybody", () => {
  const routes = routesOf(apiRouter({ desk: desk.desk }));
  expect([...routes].sort()).toEqual([...forAnybody, ...Object.keys(forWhom)].sort());
});

describe.each(actors.flatMap(([name, roles]) => (roles ? [[name, roles] as const] : [])))(
  "a token of %s",
  (_name, roles) => {
    test("reads what their roles open, and writes nothing, when it is for reading", async () => {
      const token = await tokenFor(desk, roles, ["read"]);
      const expected = (one: Case) =>
        isWriting(one) ? "403 scope-missing" : may(one, roles) ? "opens" : "403 forbidden";
      expect(await differences(token, expected)).toEqual([]);
    });

    test("sends what the forms leave to their roles when it is for writing", async () => {
      const token = await tokenFor(desk, roles, ["write"]);
      expect(await differences(token, (one) => (may(one, roles) ? "opens" : "403 forbidden"))).toEqual([]);
    });

    test("opens nothing when it has ended or was revoked", async () => {
      const [revoked, ended] = [await tokenFor(desk, roles, ["write"]), await tokenFor(desk, roles, ["write"])];
      const { id } = (await desk.accounts.tokens.find(revoked))!;
      await desk.accounts.tokens.revoke(idOf(roles), id);
      expect(await differences(revoked, () => "401 nobody-acts")).toEqual([]);
      desk.clock.wind(25 * 60 * 60_000);
      expect(await differences(ended, () => "401 nobody-acts")).toEqual([]);
    });
  },
);

test("without a token, or with one that was made up, nothing opens but the description", async () => {
  for (const token of [null, `answerable_${"A".repeat(43)}`]) {
    expect(await differences(token, () => "401 nobody-acts")).toEqual([]);
    for (const route of forAnybody) expect([route, await ask({ route, body: null }, token)]).toEqual([route, "opens"]);
  }
});

test("a refusal says whom it is for", async () => {
  const token = await tokenFor(desk, ["administrator"], ["read"]);
  const headers = { authorization: `Bearer ${token}`, "accept-language": "en" };
  const problem = await (await fetch(`${desk.origin}/api/v1/incidents/1`, { headers })).json();
  expect(problem).toMatchObject({
    status: 403,
    code: "forbidden",
    detail: expect.stringContaining("Administrators need an additional role"),
  });
});

test("where nobody signs in, whoever is named has no more than their roles", async () => {
  const open = await aNightDesk();
  const values = { person: "ren", name: "ren", language: "en", roles: ["administrator"] };
  await open.desk.administer("PERSON_INVITED", values, open.desk.person("li")!, { commandId: "invite" });
  const statusFor = async (person: string) =>
    (await fetch(`${open.origin}/api/v1/incidents`, { headers: { "Answerable-Person": person } })).status;
  expect([await statusFor("ren"), await statusFor("sun"), await statusFor("nobody")]).toEqual([403, 200, 403]);
  await open.shut();
});
