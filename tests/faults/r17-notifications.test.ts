/** R17: asked to stop while notifications are on their way, the desk ends in time and in order, and each notification is sent once. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { compose, configure } from "../../src/app/compose.ts";
import { steadyClock } from "../../src/kernel/clock.ts";
import { startReceiver } from "../support/receiver.ts";
import { aPostgresServer, type PostgresServer } from "../support/postgres.ts";
import { aFolderEach } from "./support/folder.ts";
import { isFullRun } from "../support/extent.ts";
import { aHangingMailServer, phases, type HangingMailServer, type Phase } from "./support/hanging-mail-server.ts";
import { serve, type Serving } from "./support/server-process.ts";
import { until } from "../support/waiting.ts";

const limitMs = 10_000;
const folder = aFolderEach();
let mail: HangingMailServer;
beforeEach(async () => {
  mail = await aHangingMailServer();
});
afterEach(() => mail.close());

function start(more: Readonly<Record<string, string>> = {}): Promise<Serving> {
  const smtp = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, SMTP_TLS: "off", MAIL_FROM: "desk@example.test" };
  return serve({ kind: "desk", folder: folder.path, environment: { ...smtp, ...more } });
}

async function register({ address }: Pick<Serving, "address">) {
  const fields = {
    title: "Export shows other people's records",
    sourceKind: "call",
    discoveredAt: new Date().toISOString(),
    grade: "critical",
  };
  const response = await fetch(`${address}/api/v1/incidents`, {
    method: "POST",
    headers: { "Answerable-Person": "chen", "Idempotency-Key": "register-1", "Content-Type": "application/json" },
    body: JSON.stringify({ playbook: "public-incident", fields }),
  });
  expect([response.status, await response.text()]).toEqual([201, expect.anything()]);
}

/** Sends the signal, and says how it ended. */
async function stop(server: Serving, signal: NodeJS.Signals = "SIGTERM") {
  const askedAt = steadyClock.now();
  const ended = await server.end(signal);
  return { ...ended, inTime: steadyClock.now() - askedAt < limitMs, said: server.said() };
}

const inOrder = { code: 0, signal: null, inTime: true, said: "" };

/** After the next start everything that had not left leaves. */
async function sentOnce(count: number, more: Readonly<Record<string, string>> = {}): Promise<void> {
  mail.hangIn(null);
  const again = await start(more);
  await until("all notifications have left", () => new Set(mail.taken).size >= count, 40_000);
  await until(
    "nothing queued",
    async () => {
      const metrics = await (await fetch(`${again.address}/metrics`)).text();
      return metrics.includes("answerable_messages_waiting 0");
    },
    40_000,
  );
  expect((await again.end("SIGTERM")).code).toBe(0);
  expect(mail.taken.length).toBe(new Set(mail.taken).size);
}

/** A conversation half said; the full run hangs in every phase, on PostgreSQL, and in a webhook. */
const sample: readonly Phase[] = ["RCPT"];
const full = isFullRun ? test : test.skip;
const hanging = phases.filter((phase) => phase !== "text" && (isFullRun || sample.includes(phase)));

describe("a mail server that hangs for good", () => {
  test.each(hanging)(
    "after %s",
    async (phase) => {
      mail.hangIn(phase);
      const server = await start();
      await register(server);
      // The connection is kept for the next notification: it is taken leave of when the desk stops.
      await until("a notification hangs", () => (phase === "QUIT" ? mail.taken.length > 0 : mail.hanging() > 0));
      expect(await stop(server)).toEqual(inOrder);
      await sentOnce(2);
    },
    120_000,
  );
});

describe("a mail server that takes its time over each notification", () => {
  test("is waited for, and what it took is not sent again", async () => {
    mail.hangIn("text", 4_000);
    const server = await start();
    await register(server);
    await until("a notification is with it", () => mail.taken.length > 0);
    const taken = new Set(mail.taken).size;
    expect(await stop(server, "SIGINT")).toEqual(inOrder);
    await sentOnce(taken);
  }, 180_000);

  full(
    "also by a node over PostgreSQL",
    async () => {
      let postgres: PostgresServer | null = null;
      try {
        postgres = await aPostgresServer();
        const DATABASE_URL = await postgres.createDatabase("notifications");
        mail.hangIn("text", 3_000);
        const server = await start({ DATABASE_URL });
        await register(server);
        await until("a notification is with it", () => mail.taken.length > 0);
        const taken = new Set(mail.taken).size;
        expect(await stop(server)).toEqual(inOrder);
        await sentOnce(taken, { DATABASE_URL });
      } finally {
        await postgres?.remove();
      }
    },
    180_000,
  );
});

full(
  "a webhook that takes its time",
  async () => {
    const receiver = await startReceiver((response) => setTimeout(() => response.end("queued"), 3_000));
    const environment = { ANSWERABLE_WEBHOOK_NETWORKS: "127.0.0.1" };
    const config = configure(
      readEnvironment({ ANSWERABLE_DATA: folder.path, ANSWERABLE_SIGN_IN: "off", ...environment }),
    );
    const prepared = await compose(config);
    await prepared.notificationDesk!.setWebhook(prepared.desk.person("li")!, receiver.address);
    const values = { person: "li", first: "webhook" };
    await prepared.desk.administer("CHANNELS_CHANGED", values, prepared.desk.person("li")!, { commandId: "w" });
    await prepared.close();
    const server = await start(environment);
    await register(server);
    await until("a notification is with it", () => receiver.received.length > 0);
    expect(await stop(server)).toEqual(inOrder);
    const posted = receiver.received.length;
    await sentOnce(0, environment);
    expect(receiver.received.length).toBe(posted);
    await receiver.close();
  },
  180_000,
);
