/** What `answerable/engine` gives to other programs: the durable engine with its storage and its clocks. */
export * from "./engine/index.ts";
export { FileInUseError } from "../db/lock.ts";
export { SchemaError } from "../db/schema-error.ts";
export { UnfitDatabaseError } from "../db/unfit-database.ts";
export { openStorage, type Storage, type StorageOptions } from "../db/open-engine-storage.ts";
export { acceleratedClock, systemClock, WindingClock, type Clock } from "./kernel/clock.ts";
export type { Json, JsonObject } from "./kernel/json.ts";
