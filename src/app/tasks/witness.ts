/**
 * A witness for other desks: answers add-checkpoint over HTTP. What it has seen lies in one file, which is on disk before an
 * answer leaves; one request after the other, so that two cannot overtake each other.
 */
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { lockFile, type FileLock } from "../../../db/lock.ts";
import { CliFailure, exitCodes } from "../../cli/exit-codes.ts";
import type { WitnessOptions } from "../../cli/cli-context.ts";
import type { Clock } from "../../kernel/clock.ts";
import { SerialQueue } from "../../kernel/serial-queue.ts";
import { witnessKeyOf } from "../../record/cosignature.ts";
import { readKeyFile, RecordKeyError, writeKeyFile } from "../../record/key-file.ts";
import { parseVkey, type VerifierKey } from "../../record/note.ts";
import { witnessed, type WitnessAnswer, type WitnessParts } from "../../record/witness.ts";
import { beginHeads, WitnessHeads } from "./witness-heads.ts";

/** A proof has 63 lines of 45 bytes at the most, and a note 64 KiB. */
const bodyBytesMax = 72 * 1024;
const requestLimitMs = 10_000;

export interface RunningWitness {
  readonly address: string;
  /** By which others check what it signs. */
  readonly key: string;
  /** Answers what has come, then ends. */
  close(): Promise<void>;
}

/** Throws `CliFailure`. */
export async function startWitness(
  { folder, name, logs, host, port }: WitnessOptions,
  clock: Clock,
  onProblem: (problem: unknown) => void = () => undefined,
): Promise<RunningWitness> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFile(join(folder, "witnessed.json"), null);
  try {
    const signer = openKey(folder, name);
    const heads = new WitnessHeads(join(folder, "witnessed.json"));
    const parts: WitnessParts = {
      signer,
      logs: logs.map(logKey),
      latest: (origin) => heads.latest(origin),
      now: () => clock.now(),
    };
    const turns = new SerialQueue();
    const answer = (body: string) =>
      turns.run(async () => {
        const decided = witnessed(parts, body);
        if (decided.seen !== undefined) await heads.keep(decided.seen.origin, decided.seen.head);
        return decided;
      });
    const server = createServer((request, response) => void respond(request, response, answer, onProblem));
    server.requestTimeout = requestLimitMs;
    const address = await listen(server, host, port);
    return { address, key: witnessKeyOf(signer), close: () => close(server, turns, lock) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function logKey(text: string): VerifierKey {
  const key = parseVkey(text);
  if (key === null)
    throw new CliFailure(
      exitCodes.usage,
      `--log ${text} is no record's key. Copy what answerable record vkey prints there.`,
    );
  return key;
}

/** The list of what was seen is made before the key: a key without one has lost it, and could sign a second history. */
function openKey(folder: string, name: string | null): WitnessParts["signer"] {
  const [file, list] = [join(folder, "witness.key"), join(folder, "witnessed.json")];
  try {
    if (!existsSync(file)) {
      if (name === null)
        throw new CliFailure(exitCodes.usage, "Name the witness at its first start: --name host/witness");
      beginHeads(list);
      writeKeyFile(file, { origin: name, privateKey: generateKeyPairSync("ed25519").privateKey }, "Witness");
    }
    const { origin, privateKey } = readKeyFile(file, "Witness");
    if (name !== null && name !== origin)
      throw new CliFailure(exitCodes.usage, `The witness in ${folder} is called ${origin}, not ${name}.`);
    if (!existsSync(list))
      throw new CliFailure(
        exitCodes.cannotOpen,
        `${list} is gone, so this witness does not know what it has signed. Put it back; or take another folder and another name, and tell the desks.`,
      );
    return { name: origin, privateKey };
  } catch (error) {
    if (error instanceof RecordKeyError) throw new CliFailure(exitCodes.configuration, error.message);
    throw error;
  }
}

type Answer = (body: string) => Promise<WitnessAnswer>;

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  onProblem: (problem: unknown) => void,
): Promise<void> {
  const { status, type, body } = await answered(request, answer).catch((error: unknown) => {
    onProblem(error);
    return plain(500, "Nothing was signed: the witness could not keep what it has seen.");
  });
  // What has not been read of a request would be taken for the next one.
  if (status === 413) response.setHeader("Connection", "close");
  response.writeHead(status, { "Content-Type": type, "X-Content-Type-Options": "nosniff" });
  response.end(body);
}

const plain = (status: number, sentence: string) => ({
  status,
  type: "text/plain; charset=utf-8",
  body: `${sentence}\n`,
});

async function answered(request: IncomingMessage, answer: Answer): Promise<ReturnType<typeof plain>> {
  if (request.url !== "/add-checkpoint") return plain(404, "A witness answers POST /add-checkpoint.");
  if (request.method !== "POST") return plain(405, "A witness answers POST /add-checkpoint.");
  const body = await bodyOf(request);
  return body === null ? plain(413, "That is larger than a checkpoint with its proof may be.") : answer(body);
}

/** Null: it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ message }) => {
      reject(new CliFailure(exitCodes.cannotOpen, `The witness cannot listen on ${host}, port ${port}: ${message}.`));
    });
    server.listen({ port, host }, () => {
      const shown = host.includes(":") ? `[${host}]` : host;
      resolve(`http://${shown}:${(server.address() as AddressInfo).port}`);
    });
  });
}

async function close(server: Server, turns: SerialQueue, lock: FileLock): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  await turns.idle();
  lock.release();
}
