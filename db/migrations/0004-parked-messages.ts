import type { Migration } from "./migration.ts";

/** Few among many: counting and finding them must not read every message that was ever sent. */
export const parkedMessages: Migration = {
  version: 4,
  name: "parked messages",
  sqlite: [`CREATE INDEX outbox_parked ON outbox (position) WHERE state = 'parked'`],
  postgres: [`CREATE INDEX outbox_parked ON outbox (position) WHERE state = 'parked'`],
};
