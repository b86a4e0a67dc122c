/** The whole configuration, typed and checked, from the environment and the settings file. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "./env.ts";
import { readSettings, type PolicySchemas, type Settings } from "./policy.ts";

export interface Config extends Omit<Environment, "settingsFile"> {
  readonly settings: Settings;
  /** True when nobody has written a settings file yet and the shipped example stands in for it. */
  readonly settingsAreExample: boolean;
}

/** The settings that hold until an organisation writes its own. */
export const exampleSettingsFile = join(import.meta.dirname, "policy.example.yaml");

/** Throws `ConfigurationError` with every problem found. */
export function loadConfig(environment: Environment, schemas: PolicySchemas): Config {
  const { settingsFile, ...rest } = environment;
  const own = join(environment.dataFolder, "answerable.yaml");
  const file = settingsFile ?? (existsSync(own) ? own : exampleSettingsFile);
  return { ...rest, settings: readSettings(file, schemas), settingsAreExample: file === exampleSettingsFile };
}
