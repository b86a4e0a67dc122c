import { afterAll, beforeAll } from "@jest/globals";
import { openStorage } from "../../db/open-storage.ts";
import { aPostgresServer, type PostgresServer } from "../support/postgres.ts";
import { storageContract } from "./storage-contract.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await aPostgresServer();
  const migrated = await openStorage({ url: await server.createDatabase("migrated") });
  await migrated.close();
}, 60_000);
afterAll(async () => server.remove());

let databases = 0;
storageContract("PostgreSQL", async () =>
  openStorage({ url: await server.createDatabase(`desk-${++databases}`, "migrated") }),
);
