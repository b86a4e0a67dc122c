import { engineTables } from "./0001-engine-tables.ts";
import { letters } from "./0002-letters.ts";
import type { Migration } from "./migration.ts";

/** In the order in which they are applied. Add at the end; never change what was released. */
export const migrations: readonly Migration[] = [engineTables, letters];
