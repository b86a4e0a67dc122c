/** A witness signs one history of a log, whoever asks and however often it starts; both verifiers take its word. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { startWitness, type RunningWitness } from "../../src/app/tasks/witness.ts";
import { cosign, cosignedAt, parseWitnessKey, witnessKeyOf } from "../../src/record/cosignature.ts";
import { currentTree } from "../../src/record/current-tree.ts";
import { partsOfNote, parseVkey, signCheckpoint, vkeyOf } from "../../src/record/note.ts";
import { consistencyProof, frontierAt } from "../../src/record/tiles.ts";
import { witnessed } from "../../src/record/witness.ts";
import { Witnessing, type WitnessSeen } from "../../src/record/witnessing.ts";
import { fixedKey, signer as smallSigner } from "./small-log.ts";
import { RecordInFile } from "./record-in-file.ts";
import { exported, setStage, stage } from "./stage.ts";
import { hasPython, runNode, runPython } from "./verifiers.ts";

beforeAll(setStage, 60_000);
afterAll(() => stage.folder.remove());

const wall = { now: () => Date.UTC(2026, 10, 22, 15), after: () => () => undefined };
const start = (folder = stage.folder.file("witness")) =>
  startWitness({ folder, name: "witness.example/w1", logs: [stage.vkey], host: "127.0.0.1", port: 0 }, wall);

async function post(address: string, body: string) {
  const answer = await fetch(`${address}/add-checkpoint`, { method: "POST", body });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

/** The honest log's checkpoint over `size` rows, with the proof from `old`. */
async function request(storage: Storage, old: number, size: number, note?: string): Promise<string> {
  const read = (level: number, n: number) => storage.record.tile(level, n);
  const head = { size, root: (await frontierAt(read, size)).root() };
  const proof = old > 0 && old < size ? await consistencyProof(read, old, size) : [];
  const lines = proof.map((hash) => hash.toString("base64"));
  return [`old ${old}`, ...lines, "", note ?? signCheckpoint(stage.record.signer, head)].join("\n");
}

describe("add-checkpoint", () => {
  test("answers as C2SP tlog-witness says, and keeps what it has signed over a restart", async () => {
    let witness: RunningWitness = await start();
    const key = parseWitnessKey(witness.key)!;
    const asked = async (body: string) => post(witness.address, body);
    try {
      await stage.record.with(async (storage) => {
        const stranger = signCheckpoint(
          { ...stage.record.signer, origin: "other.example/record" },
          await headAt(storage, 5),
        );
        const forger = signCheckpoint({ ...smallSigner, origin: stage.record.signer.origin }, await headAt(storage, 5));
        const fork = signCheckpoint(stage.record.signer, { size: 20, root: Buffer.alloc(32, 7) });
        const status = async (...of: Parameters<typeof request>) => (await asked(await request(...of))).status;
        expect((await asked("old 0\n")).status).toBe(400);
        expect((await asked(`old x\n\n${forger}`)).status).toBe(400);
        expect((await asked(`old 0\n${"AAAA\n".repeat(64)}\n${forger}`)).status).toBe(400);
        expect(await status(storage, 0, 5, stranger)).toBe(404);
        expect(await status(storage, 0, 5, forger)).toBe(403);
        expect(await status(storage, 9, 5)).toBe(400);
        expect(await status(storage, 2, 5)).toBe(409);
        const first = await asked(await request(storage, 0, 5));
        expect(first.status).toBe(200);
        const { body } = partsOfNote(signCheckpoint(stage.record.signer, await headAt(storage, 5)))!;
        expect(cosignedAt(first.text.trimEnd(), body, key)).toBe(wall.now() / 1_000);
        expect(await status(storage, 5, 5)).toBe(200);
        await witness.close();
        witness = await start();
        expect(await asked(await request(storage, 0, 20))).toEqual({
          status: 409,
          type: "text/x.tlog.size",
          text: "5\n",
        });
        expect(
          (await asked((await request(storage, 5, 20)).replace(/\n[^\n]{44}\n/, `\n${"A".repeat(43)}=\n`))).status,
        ).toBe(422);
        expect(await status(storage, 5, 20, fork)).toBe(422);
        expect(await status(storage, 5, 20)).toBe(200);
        expect(await status(storage, 20, 20, fork)).toBe(409);
        expect((await asked(await request(storage, 20, 37))).text).toMatch(/^\u2014 witness\.example\/w1 \S+\n$/);
        expect((await fetch(`${witness.address}/add-checkpoint`)).status).toBe(405);
        expect((await asked("x".repeat(100_000))).status).toBe(413);
      });
    } finally {
      await witness.close();
    }
  });

  test("one that has lost what it signed signs nothing more, and two do not share a folder", async () => {
    const folder = stage.folder.file("lost");
    const witness = await start(folder);
    await expect(start(folder)).rejects.toThrow("in use");
    await witness.close();
    writeFileSync(`${folder}/witnessed.json`, "{");
    await expect(start(folder)).rejects.toThrow("does not know what it has signed");
    rmSync(`${folder}/witnessed.json`);
    await expect(start(folder)).rejects.toThrow("is gone");
  });

  test("the cosignature is that of the golden vectors", () => {
    const signer = { name: "witness.example/w1", privateKey: fixedKey(2) };
    const vectors = new URL("vectors/", import.meta.url);
    expect(readFileSync(new URL("vectors.txt", vectors), "utf8")).toContain(`  ${witnessKeyOf(signer)}\n`);
    const note = readFileSync(new URL("small/checkpoint.txt", vectors), "utf8");
    const { body, lines } = partsOfNote(note)!;
    const at = cosignedAt(lines[1]!, body, parseWitnessKey(witnessKeyOf(signer))!);
    expect(`${lines[1]}\n`).toBe(cosign(signer, body, at!));
    const parts = { signer, logs: [parseVkey(vkeyOf(smallSigner))!], latest: () => null, now: () => at! * 1_000 };
    const withoutWitness = `${body}\n${lines[0]}\n`;
    expect(witnessed(parts, `old 0\n\n${withoutWitness}`)).toMatchObject({ status: 200, body: `${lines[1]}\n` });
  });
});

async function headAt({ record }: Storage, size: number) {
  return { size, root: (await frontierAt((level, n) => record.tile(level, n), size)).root() };
}

describe("a desk with a witness", () => {
  const seen: WitnessSeen[] = [];
  const witnessingWith = ({ address, key }: RunningWitness) =>
    new Witnessing({
      witnesses: [{ address: `${address}/`, key: parseWitnessKey(key)! }],
      post: (path, body) => post(path.replace(/\/add-checkpoint$/, ""), body),
      onAnswer: (one) => void seen.push(one),
    });

  test("exports what the witness has signed; a second history gets no signature, and both verifiers say so", async () => {
    const witness = await start(stage.folder.file("of-desk"));
    try {
      const at = stage.folder.file("witnessed");
      const witnessing = witnessingWith(witness);
      await stage.record.with((storage) => exported(storage, at, [], witnessing));
      const asked = ["--vkey", stage.vkey, "--witness", witness.key];
      expect(seen).toEqual([{ witness: "witness.example/w1", size: 37, failed: null }]);
      const told = runNode([at, ...asked]);
      expect(told).toMatchObject({
        code: 0,
        out: expect.stringContaining("Witness    witness.example/w1 saw this log"),
      });
      if (hasPython) expect(runPython([at, ...asked]).code).toBe(0);
      expect(runNode([stage.honest, ...asked]).rule).toBe("witness");
      // Over what the witness has seen, rows can be dated back no more.
      writeFileSync(stage.folder.file("cosigned.txt"), readFileSync(`${at}/checkpoint.txt`));
      const since = ["--since", stage.folder.file("cosigned.txt")];
      expect(runNode([at, ...asked, ...since]).code).toBe(0);

      const forged = new RecordInFile(stage.folder.file("."));
      forged.database = stage.folder.file("second-history.db");
      cpSync(stage.record.database, forged.database);
      forged.forge("UPDATE log SET by = 'li' WHERE instance = 'i-1' AND seq = 4");
      const other = stage.folder.file("second-history");
      const storage = await openStorage({ url: `sqlite:${forged.database}` });
      await exported(storage, other, [], witnessingWith(witness)).finally(() => storage.close());
      expect(seen.at(-1)).toMatchObject({ size: 37, failed: expect.stringContaining("another history") });
      for (const run of hasPython ? [runNode, runPython] : [runNode]) {
        expect(run([other, "--vkey", stage.vkey]).code).toBe(0);
        expect(run([other, ...asked])).toMatchObject({ code: 2, rule: "witness" });
      }
    } finally {
      await witness.close();
    }
  });

  test("goes on when the witness is away or somebody else answers, and says so", async () => {
    const tree = await stage.record.with(({ record }) => currentTree(record).then(({ head }) => head));
    const note = signCheckpoint(stage.record.signer, tree);
    const key = parseWitnessKey(witnessKeyOf({ name: "witness.example/w1", privateKey: fixedKey(2) }))!;
    const answers = [
      { status: 200, text: cosign({ name: "witness.example/w1", privateKey: fixedKey(3) }, note, 1) },
      { status: 404, text: "" },
      { status: 409, text: "99\n" },
      { status: 500, text: "out of order" },
    ];
    for (const answer of answers) {
      const onAnswer = (one: WitnessSeen) => void seen.push(one);
      const witnesses = [{ address: "https://witness.example", key }];
      const witnessing = new Witnessing({ witnesses, post: async () => answer, onAnswer });
      const readTile = async () => null;
      expect(await witnessing.cosigned(note, { head: tree, readTile })).toBe(note);
    }
    expect(seen.slice(-4).map(({ failed }) => failed)).toEqual([
      "Its answer has no signature by the key that is set for it.",
      expect.stringContaining("does not know this record"),
      "It has signed 99 rows already, and this checkpoint covers 37.",
      "It answered 500: out of order",
    ]);
  });
});
