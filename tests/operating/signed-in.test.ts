/** Who signed in, which tries were refused and what somebody was refused stands in the log, and nothing that was typed. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { openLog } from "../../src/operating/log.ts";
import { goodPassword } from "../support/accounts-world.ts";
import { Browser } from "../support/desk-world.ts";
import { formFields } from "../support/visitor.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
let server: Running;
const lines: string[] = [];
beforeAll(async () => {
  folder = aTemporaryFolder();
  const config = configure(
    readEnvironment({
      ANSWERABLE_DATA: folder.file("data"),
      PORT: "0",
      ANSWERABLE_SETUP_EMAIL: "li@example.test",
      ANSWERABLE_SETUP_PASSWORD: goodPassword,
    }),
  );
  const log = openLog({ level: "info", pretty: false, secrets: [], write: (line) => lines.push(line) });
  server = await startServer(config, "0.0.0", { log, onProblem: (problem) => log.problem(problem) });
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

const told = async () => {
  await new Promise((resolve) => setImmediate(resolve));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

test("a refused try, a sign-in and a proof each have a line that says who, where from and by what", async () => {
  lines.length = 0;
  const browser = new Browser({ origin: server.address });
  await browser.signIn("li@example.test", "wrong horse wrong horse");
  await browser.signIn("nobody@example.test", "wrong horse wrong horse");
  await browser.signIn("li@example.test");
  const form = await browser.get("/account");
  await browser.post("/prove", { ...formFields(form.text, "/account/phone"), password: goodPassword });
  const address = expect.stringContaining("127.0.0.1");
  expect((await told()).filter(({ event }) => event !== "request")).toEqual([
    expect.objectContaining({
      level: "warn",
      event: "sign-in-refused",
      step: "password",
      why: "wrong",
      person: "li",
      address,
    }),
    expect.objectContaining({ event: "sign-in-refused", person: null }),
    expect.objectContaining({ level: "info", event: "signed-in", step: "password", person: "li", address }),
    expect.objectContaining({ event: "proven", step: "proof", person: "li" }),
  ]);
  for (const typed of ["horse", "herons", "@example.test"]) expect(lines.join("")).not.toContain(typed);
});

test("what somebody is refused is theirs in the log", async () => {
  const browser = new Browser({ origin: server.address });
  await browser.signIn("li@example.test");
  lines.length = 0;
  expect((await browser.post("/account/phone", { phone: "1" })).status).toBe(403);
  expect(await told()).toEqual([expect.objectContaining({ path: "/account/phone", status: 403, person: "li" })]);
});
