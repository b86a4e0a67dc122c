/** Whoever finds a weakness learns where to report it (RFC 9116). */
import { afterAll, describe, expect, test } from "@jest/globals";
import express from "express";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { writeFileSync } from "node:fs";
import { readSettings } from "../../config/policy.ts";
import { securityTxtRoutes } from "../../src/web/routes/security-txt.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

const now = Date.parse("2026-11-22T21:02:00+08:00");
const contacts = ["mailto:security@example.test", "https://example.test/security"];
const servers: Server[] = [];

async function ask(named: readonly string[]): Promise<Response> {
  const app = express();
  const origin = "https://desk.example.test";
  app.use(securityTxtRoutes({ contacts: named, origin, languages: ["zh", "en"], now: () => now }));
  const server = createServer(app).listen(0, "127.0.0.1");
  servers.push(server);
  await new Promise((resolve) => server.once("listening", resolve));
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/security.txt`);
}
afterAll(() => servers.forEach((server) => server.close()));

test("security.txt names contacts, when it ends, languages and its own address", async () => {
  const answer = await ask(contacts);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  expect((await answer.text()).split("\r\n")).toEqual([
    "Contact: mailto:security@example.test",
    "Contact: https://example.test/security",
    "Expires: 2027-02-20T00:00:00.000Z",
    "Preferred-Languages: zh, en",
    "Canonical: https://desk.example.test/.well-known/security.txt",
    "",
  ]);
});

test("without a contact it says who can name one", async () => {
  const answer = await ask([]);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain("security.contact");
});

describe("the settings", () => {
  const folder = aTemporaryFolder();
  const read = (security: string) => {
    const file = folder.file("answerable.yaml");
    const organisation = "organisation: { name: { zh: 甲, en: A }, zone: UTC, zoneLabel: { zh: 世界时, en: UTC } }";
    const people = "people: [{ id: li, name: Li, email: li@example.test, roles: [lead] }]";
    writeFileSync(file, `${organisation}\n${people}\n${security}\n`);
    return readSettings(file, {}).securityContacts;
  };
  afterAll(() => folder.remove());

  test("name them, or nobody", () => {
    expect(read(`security: { contact: ${JSON.stringify(contacts)} }`)).toEqual(contacts);
    expect(read("")).toEqual([]);
  });

  test.each(["security@example.test", "http://example.test", "mailto:a@b\\nExpires: x", "mailto:", "tel:call me"])(
    "do not take %s",
    (contact) => {
      expect(() => read(`security: { contact: ["${contact}"] }`)).toThrow("mailto:security@example.test");
    },
  );
});
