/** Signed notes and checkpoints as C2SP describes them (signed-note, tlog-checkpoint), with Ed25519. */
import { createPublicKey, hash, sign, verify, type KeyObject } from "node:crypto";
import type { TreeHead } from "./ports.ts";

/** Who signs: the origin is the name of the key and of the log. */
export interface Signer {
  readonly origin: string;
  readonly privateKey: KeyObject;
}

/** A key to check with: `name+key id+base64(type ‖ key)`. */
export interface VerifierKey {
  readonly name: string;
  /** 8 hex digits. */
  readonly id: string;
  readonly key: KeyObject;
}

const ed25519 = 1;
const keyBytes = 32;
/** What stands before the 32 bytes of an Ed25519 key in its usual form. */
const keyPrefix = Buffer.from("302a300506032b6570032100", "hex");
const dash = "\u2014";

function rawKey(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-keyBytes);
}

function keyId(name: string, raw: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ed25519]), raw]), "buffer").subarray(
    0,
    4,
  );
}

/** The text by which others check what this signs. */
export function vkeyOf({ origin, privateKey }: Signer): string {
  const raw = rawKey(privateKey);
  const data = Buffer.concat([Buffer.from([ed25519]), raw]).toString("base64");
  return `${origin}+${keyId(origin, raw).toString("hex")}+${data}`;
}

/** Null: it is no such key. */
export function parseVkey(text: string): VerifierKey | null {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim());
  const [, name = "", id = "", encoded = ""] = match ?? [];
  const data = Buffer.from(encoded, "base64");
  if (match === null || data.length !== 1 + keyBytes || data[0] !== ed25519) return null;
  const raw = data.subarray(1);
  if (keyId(name, raw).toString("hex") !== id) return null;
  return { name, id, key: createPublicKey({ key: Buffer.concat([keyPrefix, raw]), format: "der", type: "spki" }) };
}

function checkpointBody(origin: string, { size, root }: TreeHead): string {
  return `${origin}\n${size}\n${root.toString("base64")}\n`;
}

/** The checkpoint of a tree, signed. */
export function signCheckpoint(signer: Signer, head: TreeHead): string {
  const body = checkpointBody(signer.origin, head);
  const id = keyId(signer.origin, rawKey(signer.privateKey));
  const signature = Buffer.concat([id, sign(null, Buffer.from(body), signer.privateKey)]).toString("base64");
  return `${body}\n${dash} ${signer.origin} ${signature}\n`;
}

export interface ReadCheckpoint extends TreeHead {
  readonly origin: string;
}

const sizePattern = /^(0|[1-9]\d{0,15})$/;

/** What a note says, when one of the keys has signed it; null: it is no checkpoint, or nobody known has signed it. */
export function readCheckpoint(note: string, keys: readonly VerifierKey[]): ReadCheckpoint | null {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0) return null;
  const body = note.slice(0, cut + 1);
  const [origin = "", size = "", encoded = ""] = body.split("\n");
  const root = Buffer.from(encoded, "base64");
  if (!sizePattern.test(size) || root.length !== keyBytes || root.toString("base64") !== encoded) return null;
  const lines = note.slice(cut + 2).split("\n");
  const isSigned = keys.some((key) => key.name === origin && lines.some((line) => hasSigned(key, line, body)));
  return isSigned ? { origin, size: Number(size), root } : null;
}

function hasSigned({ name, id, key }: VerifierKey, line: string, body: string): boolean {
  const [mark, signer, encoded = ""] = line.split(" ");
  const data = Buffer.from(encoded, "base64");
  if (mark !== dash || signer !== name || data.subarray(0, 4).toString("hex") !== id) return false;
  return verify(null, Buffer.from(body), key, data.subarray(4));
}
