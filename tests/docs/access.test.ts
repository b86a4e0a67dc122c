/** What the page says of each route and operation is what the tables in the code say. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { operations } from "../../src/web/api/operations.ts";
import { access } from "../../src/web/access.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/access.md"), "utf8");

/** Rows such as "| `GET /letters` | `incident-readers` |", with any padding. */
const said = [...page.matchAll(/^\| `((?:GET|POST) [^`]+)` +\| (`[^|]+?) +\|$/gm)].map(
  ([, route, who]) => `${route} ${who}`,
);

test("the page has every route and every operation, each with whom it is for, and no other", () => {
  const pages = access.map(({ route, who, byForm }) => `${route} \`${who}\`${byForm ? " + form" : ""}`);
  const api = operations.map(({ method, path, who, body }) => {
    const address = path.replace(/:(\w+)/g, "{$1}");
    return `${method.toUpperCase()} /api${address} \`${who}\`${body === null ? "" : " + form"}`;
  });
  const open = ["GET /api/openapi.json", "GET /api/problems"].map((route) => `${route} \`anybody\``);
  expect(said).toEqual([...pages, ...api, ...open]);
});
