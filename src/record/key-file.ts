/**
 * The key that signs checkpoints: a file of this user alone, outside the database and its backups. Its first line names the
 * record, because a name that changed with a setting would be another record.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Signer } from "./note.ts";

/** The sentence says what to do. */
export class RecordKeyError extends Error {
  override name = "RecordKeyError";
}

/** What a key file is for is its first word. */
export type KeyFileKind = "Record" | "Witness";

const namePattern = /^[\w.:[\]-]+(\/[\w.-]+)+$/;
const pemPattern = /-----BEGIN [^-]+-----[^-]*-----END [^-]+-----/g;
const othersMay = 0o077;

/** Reads the key, and makes it when there is none. Throws `RecordKeyError`. */
export function openKeyFile(file: string, host: string): Signer {
  if (!existsSync(file)) makeKeyFile(file, `${host.replace(/[^\w.:[\]-]/g, "-")}/record`);
  return readKeyFile(file);
}

/** Throws `RecordKeyError`. */
export function readKeyFile(file: string, kind: KeyFileKind = "Record"): Signer {
  const text = readForOwner(file);
  const lineOf = (word: string) => new RegExp(`^${word}: (\\S+)$`, "m").exec(text)?.[1];
  const origin = lineOf(kind);
  const [current, previous] = text.match(pemPattern) ?? [];
  if (origin === undefined || !namePattern.test(origin) || current === undefined)
    throw new RecordKeyError(
      `${file} is not a ${kind.toLowerCase()}'s key: it needs a line "${kind}: name/${kind.toLowerCase()}" and a private key.`,
    );
  const until = Date.parse(lineOf("Until") ?? "");
  if (previous !== undefined && Number.isNaN(until))
    throw new RecordKeyError(
      `${file} holds a second key without a line "Until:". Take it out, or say until when it signs.`,
    );
  const earlier = [...text.matchAll(/^Earlier: (\S+)$/gm)].map(([, vkey = ""]) => vkey);
  return {
    origin,
    privateKey: privateKeyIn(file, current),
    ...(previous !== undefined && { before: { privateKey: privateKeyIn(file, previous), until } }),
    ...(earlier.length > 0 && { earlier }),
  };
}

function privateKeyIn(file: string, pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Said below: what the library says names no file.
  }
  throw new RecordKeyError(`${file} holds no Ed25519 private key. Put back the one that was made with this record.`);
}

function readForOwner(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    const mode = fstatSync(descriptor).mode & 0o777;
    if ((mode & othersMay) !== 0)
      throw new RecordKeyError(
        `Others on this machine may read ${file}, which signs (mode ${mode.toString(8)}). Run chmod 600 ${file}; if somebody may have read it, make a new key (docs/record.md).`,
      );
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

function makeKeyFile(file: string, origin: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  writeKeyFile(file, { origin, privateKey });
}

/** Whole or not at all. */
export function writeKeyFile(file: string, signer: Signer, kind: KeyFileKind = "Record"): void {
  const part = `${file}.part`;
  const descriptor = openSync(part, "w", 0o600);
  try {
    writeFileSync(descriptor, textOf(signer, kind));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(part, file);
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function textOf({ origin, privateKey, before, earlier = [] }: Signer, kind: KeyFileKind): string {
  const pemOf = (key: KeyObject) => String(key.export({ format: "pem", type: "pkcs8" }));
  const previous =
    before === undefined ? "" : `Until: ${new Date(before.until).toISOString()}\n${pemOf(before.privateKey)}`;
  return `${kind}: ${origin}\n${pemOf(privateKey)}${previous}${earlier.map((vkey) => `Earlier: ${vkey}\n`).join("")}`;
}
