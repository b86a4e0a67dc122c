import type { Migration } from "./migration.ts";

/** Failed sign-ins were counted under what had been typed; from here on under a keyed hash of it. */
const forgetThem = ["DELETE FROM sign_in_failures"];

export const noTypedFailures: Migration = {
  version: 9,
  name: "failed sign-ins by keyed hash",
  sqlite: forgetThem,
  postgres: forgetThem,
};
