/** The channels that an administrator has described, in `channels` of the data folder. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { ConfigurationError } from "../../config/problems.ts";
import type { ThreadRole } from "../../db/open-storage.ts";
import { knownServices } from "../channels/known-services.ts";
import { readOwnPreset } from "../channels/own-preset.ts";
import type { Preset } from "../channels/preset.ts";

const filesMax = 50;

export interface OwnServices {
  /** Instead of all that there are. */
  readonly services?: readonly Preset[];
  /** The engine's thread reads the same files, and says nothing again. */
  readonly role?: ThreadRole;
  readonly onProblem?: ((problem: unknown) => void) | undefined;
}

/** After the shipped ones, whose addresses stay theirs. A wrong file ends no start: `onProblem` hears of it, and the others are used. */
export function servicesOf({ dataFolder }: Pick<Config, "dataFolder">, overrides: OwnServices = {}): readonly Preset[] {
  const { services, role, onProblem } = overrides;
  if (services !== undefined) return services;
  const folder = join(dataFolder, "channels");
  if (!existsSync(folder)) return knownServices;
  const names = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  const tell = (problems: readonly string[]) => {
    if (problems.length > 0 && role !== "engine") onProblem?.(new ConfigurationError(problems));
  };
  tell(names.slice(filesMax).map((name) => `${join(folder, name)}: not read, there are more than ${filesMax} files.`));
  const own: Preset[] = [];
  for (const name of names.slice(0, filesMax)) {
    const file = join(folder, name);
    const { preset, problems } = readOwnPreset(file, readFileSync(file, "utf8"));
    tell(problems);
    if (preset === null) continue;
    if (own.some(({ id }) => id === preset.id)) tell([`${file}: another file there has the same id.`]);
    else own.push(preset);
  }
  return [...knownServices, ...own];
}
