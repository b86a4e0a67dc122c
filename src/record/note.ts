/** Signed notes and checkpoints as C2SP describes them (signed-note, tlog-checkpoint), with Ed25519. */
import { createPublicKey, hash, sign, verify, type KeyObject } from "node:crypto";
import type { TreeHead } from "./ports.ts";

/** Who signs: the origin is the name of the key and of the log. */
export interface Signer {
  readonly origin: string;
  readonly privateKey: KeyObject;
  /** The key before this one signs as well, until then (ms). */
  readonly before?: { readonly privateKey: KeyObject; readonly until: number };
  /** Keys by which notes of earlier days are known, and which sign nothing any more. */
  readonly earlier?: readonly string[];
}

/** A key to check with: `name+key id+base64(type ‖ key)`. */
export interface VerifierKey {
  readonly name: string;
  /** 8 hex digits. */
  readonly id: string;
  readonly key: KeyObject;
}

/** What a key is for: it is the first byte of a vkey, and part of its id. */
export const keyTypes = { log: 1, witness: 4 } as const;
export type KeyType = (typeof keyTypes)[keyof typeof keyTypes];

const keyBytes = 32;
/** What stands before the 32 bytes of an Ed25519 key in its usual form. */
const keyPrefix = Buffer.from("302a300506032b6570032100", "hex");
const dash = "\u2014";

function rawKey(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-keyBytes);
}

function keyId(name: string, type: KeyType, raw: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([type]), raw]), "buffer").subarray(0, 4);
}

export function keyText(name: string, privateKey: KeyObject, type: KeyType): string {
  const raw = rawKey(privateKey);
  const data = Buffer.concat([Buffer.from([type]), raw]).toString("base64");
  return `${name}+${keyId(name, type, raw).toString("hex")}+${data}`;
}

/** The text by which others check what this signs. */
export function vkeyOf({ origin, privateKey }: Pick<Signer, "origin" | "privateKey">): string {
  return keyText(origin, privateKey, keyTypes.log);
}

/** The same, and those of earlier days behind it, the newest first. */
export function vkeysOf({ origin, privateKey, before, earlier = [] }: Signer): readonly string[] {
  const others = before === undefined ? [] : [vkeyOf({ origin, privateKey: before.privateKey })];
  return [vkeyOf({ origin, privateKey }), ...others, ...earlier];
}

/** Null: it is no such key. */
export function parseVkey(text: string, type: KeyType = keyTypes.log): VerifierKey | null {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim());
  const [, name = "", id = "", encoded = ""] = match ?? [];
  const data = Buffer.from(encoded, "base64");
  if (match === null || data.length !== 1 + keyBytes || data[0] !== type) return null;
  const raw = data.subarray(1);
  if (keyId(name, type, raw).toString("hex") !== id) return null;
  return { name, id, key: createPublicKey({ key: Buffer.concat([keyPrefix, raw]), format: "der", type: "spki" }) };
}

/** A line below a note: whose key, and what it has made of the text. */
export function signatureLine(name: string, type: KeyType, privateKey: KeyObject, signature: Buffer): string {
  const id = keyId(name, type, rawKey(privateKey));
  return `${dash} ${name} ${Buffer.concat([id, signature]).toString("base64")}\n`;
}

/** What stands in a line of this key behind its id; null: the line is of another key, or is none. */
export function signatureIn(line: string, { name, id }: VerifierKey): Buffer | null {
  const [mark, signer, encoded = ""] = line.split(" ");
  const data = Buffer.from(encoded, "base64");
  if (mark !== dash || signer !== name || data.subarray(0, 4).toString("hex") !== id) return null;
  return data.subarray(4);
}

/** The checkpoint of a tree, signed. `at` (ms): whether the key before still signs. */
export function signCheckpoint({ origin, privateKey, before }: Signer, head: TreeHead, at = Infinity): string {
  const body = `${origin}\n${head.size}\n${head.root.toString("base64")}\n`;
  const keys = [privateKey, ...(before !== undefined && at < before.until ? [before.privateKey] : [])];
  const lines = keys.map((key) => signatureLine(origin, keyTypes.log, key, sign(null, Buffer.from(body), key)));
  return `${body}\n${lines.join("")}`;
}

export interface ReadCheckpoint extends TreeHead {
  readonly origin: string;
}

export interface NoteParts {
  /** With its last line feed: what is signed. */
  readonly body: string;
  readonly lines: readonly string[];
  readonly head: ReadCheckpoint;
}

const sizePattern = /^(0|[1-9]\d{0,15})$/;

/** Null: it is no checkpoint. Nothing is said of who has signed. */
export function partsOfNote(note: string): NoteParts | null {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0) return null;
  const body = note.slice(0, cut + 1);
  const [origin = "", size = "", encoded = ""] = body.split("\n");
  const root = Buffer.from(encoded, "base64");
  if (!sizePattern.test(size) || root.length !== keyBytes || root.toString("base64") !== encoded) return null;
  const lines = note.slice(cut + 2).split("\n");
  return { body, lines, head: { origin, size: Number(size), root } };
}

/** What a note says, when one of the keys has signed it; null: it is no checkpoint, or nobody known has signed it. */
export function readCheckpoint(note: string, keys: readonly VerifierKey[]): ReadCheckpoint | null {
  const parts = partsOfNote(note);
  if (parts === null) return null;
  const { body, lines, head } = parts;
  return keys.some((key) => key.name === head.origin && lines.some((line) => hasSigned(key, line, body))) ? head : null;
}

function hasSigned(key: VerifierKey, line: string, body: string): boolean {
  const signature = signatureIn(line, key);
  return signature !== null && verify(null, Buffer.from(body), key.key, signature);
}
