/** Where the key that signs the record lies. */
import { join } from "node:path";
import type { Config } from "../../config/config.ts";

export function keyFileOf({ recordKey, dataFolder }: Pick<Config, "recordKey" | "dataFolder">): string {
  return recordKey ?? join(dataFolder, "record.key");
}
