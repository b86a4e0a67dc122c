import { hostname } from "node:os";
import type { Config } from "../../config/config.ts";
import type { Storage } from "../../db/open-storage.ts";
import type { Sharing } from "../engine/index.ts";

/** A database server may serve several desks; a file or a database in memory has one. */
export function sharingOf({ databaseUrl }: Config, { leases }: Storage): Sharing | null {
  return databaseUrl.startsWith("sqlite:") ? null : { leases, node: `${hostname()}, process ${process.pid}` };
}
