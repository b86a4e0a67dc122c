/**
 * What the desk is measured against: the same app, the same middleware and log, the same route, body and form, before a
 * desk whose `act` validates and does nothing.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readEnvironment } from "../../config/env.ts";
import { compose, configure } from "../../src/app/compose.ts";
import { checkForm } from "../../src/playbook/forms.ts";
import type { Desk } from "../../src/desk/types.ts";
import { systemNewId } from "../../src/kernel/ids.ts";
import { openLog, secretsOf } from "../../src/operating/log.ts";
import { Telemetry } from "../../src/operating/telemetry.ts";
import { apiRouter } from "../../src/web/api/api-router.ts";
import { webApp } from "../../src/web/app.ts";
import { benchPlaybook } from "../load/requests.ts";

const config = configure(readEnvironment());
const { desk, close } = await compose(config);
const form = desk.playbook(benchPlaybook)?.events.find(({ type }) => type === "NOTE_ADDED");
if (form === undefined) throw new Error("the playbook has no such event");

const idle: Desk = {
  ...desk,
  act: async (id, _type, values) => {
    const checked = checkForm(form, values, desk.now());
    return checked.ok
      ? { outcome: "done", id, number: 1, seq: 1, again: false }
      : { outcome: "invalid", errors: checked.errors };
  },
};
const log = openLog({ level: config.logLevel, pretty: false, secrets: secretsOf(config) });
const watching = new Telemetry(log, systemNewId, () => null);
const app = webApp({ desk: idle, api: apiRouter({ desk: idle }), operations: watching, commandId: systemNewId });
const server = createServer((request, response) => {
  watching.request(request, response);
  app(request, response);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`  Desk      http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void close();
});
