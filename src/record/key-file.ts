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
import type { Signer } from "./note.ts";

/** The sentence says what to do. */
export class RecordKeyError extends Error {
  override name = "RecordKeyError";
}

const originPattern = /^Record: (\S+)$/m;
const namePattern = /^[\w.:[\]-]+(\/[\w.-]+)+$/;
const othersMay = 0o077;

/** Reads the key, and makes it when there is none. Throws `RecordKeyError`. */
export function openKeyFile(file: string, host: string): Signer {
  if (!existsSync(file)) makeKeyFile(file, `${host.replace(/[^\w.:[\]-]/g, "-")}/record`);
  return readKeyFile(file);
}

/** Throws `RecordKeyError`. */
export function readKeyFile(file: string): Signer {
  const text = readForOwner(file);
  const origin = originPattern.exec(text)?.[1];
  const begin = text.indexOf("-----BEGIN ");
  if (origin === undefined || !namePattern.test(origin) || begin < 0)
    throw new RecordKeyError(`${file} is not a record's key: it needs a line "Record: name/record" and a private key.`);
  return { origin, privateKey: privateKeyIn(file, text.slice(begin)) };
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
        `Others on this machine may read ${file}, which signs the record (mode ${mode.toString(8)}). Run chmod 600 ${file}; if somebody may have read it, make a new key (docs/record.md).`,
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
export function writeKeyFile(file: string, { origin, privateKey }: Signer): void {
  const part = `${file}.part`;
  const pem = privateKey.export({ format: "pem", type: "pkcs8" });
  const descriptor = openSync(part, "w", 0o600);
  try {
    writeFileSync(descriptor, `Record: ${origin}\n${String(pem)}`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(part, file);
}
