import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { Router } from "express";
import { playbookKey } from "../../machines/playbook.ts";
import { playbooks as shipped } from "../../machines/registry.ts";
import { checkForm } from "../../src/playbook/forms.ts";
import { apiRouter } from "../../src/web/api/api-router.ts";
import { exampleNow } from "../../src/web/api/examples.ts";
import { schemaName } from "../../src/web/api/openapi.ts";
import { leakPlaybook } from "../support/leak-playbook.ts";
import { anApi, type Api } from "./api.ts";

type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly examples?: readonly { fields: object }[] }>>;
  };
};

const playbooks = [leakPlaybook, ...Object.values(shipped)];

let api: Api;
let document: Document;
beforeAll(async () => {
  api = await anApi(playbooks);
  document = (await api.get("/api/openapi.json", { "Answerable-Person": "" })).body as unknown as Document;
});
afterAll(() => api.close());

test("the description is a valid OpenAPI 3.1 document", async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("a broken description would not pass", async () => {
  const broken = { ...structuredClone(document), paths: { "no-slash": { fetch: {} } } };
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

/** `GET /v1/incidents/{id}` for each route that does something; the answers to wrong methods do not count. */
function routesOf(router: Router): readonly string[] {
  return router.stack.flatMap(({ route }) => {
    if (!route) return [];
    const methods = [...new Set(route.stack.map((layer) => layer.method))].filter((method) => method);
    return methods.map((method) => `${method.toUpperCase()} ${route.path.replace(/:(\w+)/g, "{$1}")}`);
  });
}

test("every route is described, and everything described is a route", () => {
  const routes = routesOf(apiRouter({ desk: api.desk }));
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.length).toBeGreaterThan(10);
  expect([...described].sort()).toEqual([...routes].sort());
});

test("every reference leads somewhere and every operation has its own name", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference]) => reference ?? "",
  );
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) {
    const name = /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1] ?? "";
    expect(document.components.schemas).toHaveProperty([name]);
  }
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(playbooks.map((playbook) => [playbookKey(playbook), playbook] as const))("of %s", (_key, playbook) => {
  test.each(
    [playbook.opening, ...playbook.events].map(
      (form) => ["type" in form ? String(form.type) : "opening", form] as const,
    ),
  )("%s has a schema and an example that its form takes", (type, form) => {
    const [example] = document.components.schemas[schemaName(playbook, type)]?.examples ?? [];
    expect(checkForm(form, example?.fields, exampleNow)).toMatchObject({ ok: true });
  });
});
