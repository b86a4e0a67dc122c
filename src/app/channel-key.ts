/**
 * The key that seals the addresses and secrets of people's channels: a file of this user alone, outside the database and its
 * backups. Nodes that share a database share it.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "../../config/config.ts";
import { ConfigurationError } from "../../config/problems.ts";
import { giveToOwner } from "../../db/place.ts";
import { systemNewSecret } from "../kernel/secret.ts";
import { sealingKeyBytes, sealingWith, unsealed, type Sealing } from "../kernel/sealing.ts";

type Settings = Pick<Config, "channelKey" | "dataFolder" | "databaseUrl">;

const begin = "answerable channel key 1 ";
const othersMay = 0o077;

/** Makes the key at the first start. Throws `ConfigurationError`, whose sentence says what to do. */
export function openSealing(config: Settings, mode: "write" | "read"): Sealing {
  if (config.databaseUrl === "sqlite::memory:") return unsealed;
  const file = config.channelKey ?? join(config.dataFolder, "channels.key");
  if (!existsSync(file)) {
    if (mode === "read") return unsealed;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    makeKey(file);
    giveToOwner(file);
  }
  return sealingWith(readKey(file));
}

function readKey(file: string): Buffer {
  const descriptor = openSync(file, "r");
  try {
    const mode = fstatSync(descriptor).mode & 0o777;
    if ((mode & othersMay) !== 0)
      throw new ConfigurationError([
        `Others on this machine may read ${file}, which opens the secrets of people's channels (mode ${mode.toString(8)}). Run chmod 600 ${file}; if somebody may have read it, have people replace their webhooks.`,
      ]);
    const text = readFileSync(descriptor, "utf8").trim();
    const key = Buffer.from(text.startsWith(begin) ? text.slice(begin.length) : "", "base64");
    if (key.length === sealingKeyBytes) return key;
    throw new ConfigurationError([
      `${file} is no key of people's channels. Put back the one that was made here, or move it away: a new one is made, and people enter their webhooks again.`,
    ]);
  } finally {
    closeSync(descriptor);
  }
}

/** Whole or not at all; of two who begin at once one makes it. */
function makeKey(file: string): void {
  const part = `${file}.${process.pid}.part`;
  const descriptor = openSync(part, "w", 0o600);
  try {
    writeFileSync(descriptor, `${begin}${Buffer.from(systemNewSecret(), "base64url").toString("base64")}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(part, { force: true });
  }
}
