/**
 * Another key signs the record from now on. It is prepared beside the old one, put on record under it, and takes its place last: what was
 * cut short is finished by the same command, with the same key.
 */
import { generateKeyPairSync } from "node:crypto";
import { existsSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import type { Config } from "../../../config/config.ts";
import { makeNamesDurable } from "../../../db/durable-file.ts";
import { openStorage } from "../../../db/open-storage.ts";
import { CliFailure, exitCodes } from "../../cli/exit-codes.ts";
import type { KeyChange } from "../../cli/operator.ts";
import { systemNewId } from "../../kernel/ids.ts";
import { openOrganisation } from "../../organisation/commands.ts";
import { readKeyFile, writeKeyFile } from "../../record/key-file.ts";
import { parseVkey, readCheckpoint, vkeyOf, vkeysOf, type Signer } from "../../record/note.ts";
import { compose, type Answerable } from "../compose.ts";
import { keyFileOf } from "../key-place.ts";
import { readSigner } from "../log-record.ts";

/** So long (ms) notes carry both signatures, for those who have only the key before. */
const bothSignMs = 30 * 86_400_000;

/** Returns the new key, for those who check. Throws `CliFailure`, and what the storage throws while a desk holds it. */
export async function changeKey(config: Config, change: KeyChange, now: number): Promise<string> {
  const file = keyFileOf(config);
  const next = `${file}.next`;
  if (!existsSync(next)) {
    const prepared = nextSigner(config, change, now);
    await requireOwnKey(config, vkeysOf(prepared)[1] ?? "");
    writeKeyFile(next, prepared);
  }
  const signer = readKeyFile(next);
  const answerable = await compose({ ...config, recordKey: next });
  try {
    await putOnRecord(answerable, signer, change);
  } finally {
    await answerable.close();
  }
  renameSync(next, file);
  makeNamesDurable(dirname(file));
  return vkeyOf(signer);
}

function nextSigner(config: Config, { lost }: KeyChange, now: number): Signer {
  const { privateKey } = generateKeyPairSync("ed25519");
  if (lost === null) {
    const old = readSigner(config);
    const [, ...earlier] = vkeysOf(old);
    const { origin } = old;
    return { origin, privateKey, before: { privateKey: old.privateKey, until: now + bothSignMs }, earlier };
  }
  const key = parseVkey(lost);
  if (key === null)
    throw new CliFailure(
      exitCodes.usage,
      `--lost ${lost} is no record's key. Take the line from vkey.txt of an export.`,
    );
  return { origin: key.name, privateKey, earlier: [lost.trim()] };
}

async function putOnRecord({ engine, clock }: Answerable, signer: Signer, change: KeyChange): Promise<void> {
  const [, before = ""] = vkeysOf(signer);
  const { by, second, reason, lost } = change;
  const after = vkeyOf(signer);
  const record = await openOrganisation({ engine, clock, newId: systemNewId, settings: null });
  const outcome = await record.act(
    "RECORD_KEY_CHANGED",
    {
      ...{ before, after, why: lost === null ? "rotated" : "lost" },
      ...(second !== null && { second }),
      ...(reason !== null && { reason }),
    },
    by,
    { commandId: `record-key ${after}`, isDesksOwn: true, auth: "terminal" },
  );
  if (outcome.outcome === "done") return;
  const sentence = "sentence" in outcome ? outcome.sentence.en : "It could not be put on record.";
  throw new CliFailure(exitCodes.refused, `${sentence} The key was not changed.`);
}

/** The next key would be none that those outside can follow. */
async function requireOwnKey({ databaseUrl }: Config, before: string): Promise<void> {
  const storage = await openStorage({ url: databaseUrl, mode: "read" });
  const [newest] = await storage.record.checkpoints(1).finally(() => storage.close());
  const key = parseVkey(before);
  if (newest === undefined || (key !== null && readCheckpoint(newest.note, [key]) !== null)) return;
  throw new CliFailure(exitCodes.refused, "The last checkpoint was signed with another key than the one before.");
}
