/**
 * A witness (C2SP tlog-witness, add-checkpoint): keeps the newest head that it has seen of each log, and signs another one
 * only with a proof that it holds the one before. It decides; who calls it stores what it says before anybody is answered.
 */
import { verify } from "node:crypto";
import { cosign, type WitnessSigner } from "./cosignature.ts";
import { isConsistent, proofHashesMax } from "./consistency.ts";
import { partsOfNote, signatureIn, type NoteParts, type VerifierKey } from "./note.ts";
import type { TreeHead } from "./ports.ts";
import { emptyRoot, hashBytes } from "./tree.ts";

export interface WitnessParts {
  readonly signer: WitnessSigner;
  /** Keys of the logs that it knows. A log may have several. */
  readonly logs: readonly VerifierKey[];
  /** The newest head of a log that it has signed; null: none. */
  readonly latest: (origin: string) => TreeHead | null;
  /** ms */
  readonly now: () => number;
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: "text/plain; charset=utf-8" | "text/x.tlog.size";
  readonly body: string;
  /** To be stored before the answer leaves. */
  readonly seen?: { readonly origin: string; readonly head: TreeHead };
}

const refused = (status: 400 | 403 | 404 | 422, sentence: string): WitnessAnswer => ({
  status,
  type: "text/plain; charset=utf-8",
  body: `${sentence}\n`,
});

/** The body of a request to add-checkpoint is answered. */
export function witnessed(parts: WitnessParts, body: string): WitnessAnswer {
  const asked = parseRequest(body);
  if (asked === null) return refused(400, "This is no request of add-checkpoint.");
  const { note } = asked;
  const keys = parts.logs.filter(({ name }) => name === note.head.origin);
  if (keys.length === 0) return refused(404, "This witness does not know that log.");
  if (!isSigned(note, keys)) return refused(403, "No key of that log that this witness knows has signed this.");
  return compared(parts, asked);
}

function compared({ signer, latest, now }: WitnessParts, { old, proof, note }: Asked): WitnessAnswer {
  const { origin, size, root } = note.head;
  if (old > size) return refused(400, "The old size is larger than that of the checkpoint.");
  const before = latest(origin) ?? { size: 0, root: emptyRoot() };
  const conflict: WitnessAnswer = { status: 409, type: "text/x.tlog.size", body: `${before.size}\n` };
  if (old !== before.size) return conflict;
  if (old === size && !before.root.equals(root)) return conflict;
  // Every tree holds the empty one, and itself: then there is nothing to prove.
  const isHeld = old === 0 || old === size ? proof.length === 0 : isConsistent(before, note.head, proof);
  if (!isHeld) return refused(422, "The proof does not show that this log holds what this witness has signed before.");
  const line = cosign(signer, note.body, Math.floor(now() / 1_000));
  const head = { size, root };
  return { status: 200, type: "text/plain; charset=utf-8", body: line, seen: { origin, head } };
}

interface Asked {
  readonly old: number;
  readonly proof: readonly Buffer[];
  readonly note: NoteParts;
}

/** `old N`, the proof, an empty line, the checkpoint. */
function parseRequest(body: string): Asked | null {
  const cut = body.indexOf("\n\n");
  const [first = "", ...encoded] = body.slice(0, cut).split("\n");
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1];
  const note = partsOfNote(body.slice(cut + 2));
  const proof = encoded.map((line) => Buffer.from(line, "base64"));
  const isStrict = proof.every((hash, n) => hash.length === hashBytes && hash.toString("base64") === encoded[n]);
  if (cut < 0 || old === undefined || note === null || !isStrict || proof.length > proofHashesMax) return null;
  if (!body.endsWith("\n") || !Number.isSafeInteger(note.head.size) || note.head.origin === "") return null;
  return { old: Number(old), proof, note };
}

/** One known key has signed, and none whose signature does not fit. */
function isSigned({ body, lines }: NoteParts, keys: readonly VerifierKey[]): boolean {
  const fits = keys.flatMap((key) =>
    lines
      .map((line) => signatureIn(line, key))
      .filter((signature) => signature !== null)
      .map((signature) => verify(null, Buffer.from(body), key.key, signature)),
  );
  return fits.length > 0 && fits.every(Boolean);
}
