/**
 * The built engine on the built storage behind the smallest possible HTTP: it starts in a fraction of the whole desk's time,
 * so it can be killed that much more often. `node engine-server.mjs <folder> [limit of the clock in ms]`
 */
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { openStorage } from "../../../dist/db/open-storage.js";
import { equipmentFaultMachine } from "../../../dist/machines/equipment-fault/v1.machine.js";
import { openEngine } from "../../../dist/src/engine/index.js";

const folder = process.argv[2];
const storage = await openStorage({ url: `sqlite:${join(folder, "answerable.db")}` });
const engine = await openEngine({
  storage,
  machines: { "equipment-fault@1": equipmentFaultMachine },
  deliver: async ({ id }) => appendFileSync(join(folder, "notifications.txt"), `${id}\n`),
  onProblem: (problem) => process.stderr.write(`${problem?.stack ?? problem}\n`),
});

const server = createServer(async (request, response) => {
  try {
    let text = "";
    for await (const part of request) text += part;
    const { id, event, input, command } = JSON.parse(text || "{}");
    const outcome =
      request.url === "/start"
        ? await engine.start("equipment-fault@1", input, command)
        : await engine.send(id, event, command);
    response.end(JSON.stringify(outcome));
  } catch (error) {
    response.statusCode = 503;
    response.end(JSON.stringify({ error: String(error), reason: error?.reason ?? null }));
  }
});
server.listen(0, "127.0.0.1", () => {
  engine.run();
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
process.once("SIGTERM", async () => {
  server.close();
  server.closeIdleConnections();
  await engine.close();
  process.exit(0);
});
