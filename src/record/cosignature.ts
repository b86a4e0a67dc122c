/** What a witness adds to a checkpoint (C2SP tlog-cosignature, Ed25519): that it saw this head, consistent with all before, and when. */
import { sign, verify, type KeyObject } from "node:crypto";
import { keyText, keyTypes, partsOfNote, parseVkey, signatureIn, signatureLine, type VerifierKey } from "./note.ts";

export interface WitnessSigner {
  readonly name: string;
  readonly privateKey: KeyObject;
}

const timeBytes = 8;
const signatureBytes = 64;

export function witnessKeyOf({ name, privateKey }: WitnessSigner): string {
  return keyText(name, privateKey, keyTypes.witness);
}

/** Null: it is no key of a witness. */
export function parseWitnessKey(text: string): VerifierKey | null {
  return parseVkey(text, keyTypes.witness);
}

const message = (body: string, seconds: number | bigint) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`);

/** `body`: what the log has signed. */
export function cosign({ name, privateKey }: WitnessSigner, body: string, seconds: number): string {
  const time = Buffer.alloc(timeBytes);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, message(body, seconds), privateKey);
  return signatureLine(name, keyTypes.witness, privateKey, Buffer.concat([time, signature]));
}

/** When this witness saw the checkpoint (s); null: this line does not say so. */
export function cosignedAt(line: string, body: string, key: VerifierKey): number | null {
  const data = signatureIn(line, key);
  if (data?.length !== timeBytes + signatureBytes) return null;
  const time = data.readBigUInt64BE(0);
  const isSigned = verify(null, message(body, time), key.key, data.subarray(timeBytes));
  return isSigned ? Number(time) : null;
}

/** Whether each of these witnesses has signed this note. */
export function isCosignedBy(note: string, witnesses: readonly VerifierKey[]): boolean {
  const parts = partsOfNote(note);
  if (parts === null) return false;
  return witnesses.every((key) => parts.lines.some((line) => cosignedAt(line, parts.body, key) !== null));
}
