/** What the disk does to a commit: every acknowledgement waits for it, and its failures are never taken for success. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { openStorage } from "../../db/open-storage.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const strace = hasStrace() ? describe : describe.skip;
const commits = 12;

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = aTemporaryFolder();
  // The tables are there before the disk is disturbed.
  await (await openStorage({ url: `sqlite:${folder.file("night.db")}` })).close();
});
afterEach(() => folder.remove());

strace("an SQLite file on a disk that fails", () => {
  test("there is an fsync between each commit and its acknowledgement", () => {
    const { said, trace } = writeUnderStrace(["-e", "trace=fsync,fdatasync,write"]);
    expect(said).toEqual(Array.from({ length: commits }, (_, index) => `acknowledged ${index}`));
    const happened = trace.flatMap((line) =>
      line.includes("sync(") ? ["sync"] : (/"(asked|acknowledged) \d+/.exec(line)?.[1] ?? []),
    );
    // The first commit into a new write-ahead log also syncs the log's head and its folder.
    const between = happened.slice(happened.indexOf("asked")).filter((what, index, all) => what !== all[index - 1]);
    const perCommit = Array.from({ length: commits }, () => ["asked", "sync", "acknowledged"]).flat();
    expect(between.slice(0, perCommit.length)).toEqual(perCommit);
  });

  test("after an fsync that failed nothing is acknowledged any more, and the file is whole", async () => {
    const { said } = writeUnderStrace(["-e", "inject=fsync,fdatasync:error=EIO:when=6"]);
    const failed = said.indexOf("broken");
    expect(failed).toBeGreaterThan(0);
    expect(said.slice(failed)).toEqual(Array.from({ length: commits - failed }, () => "broken"));
    const storage = await openStorage({ url: `sqlite:${folder.file("night.db")}` });
    const kept = await storage.instanceIds(null, 100);
    expect(kept.length).toBeGreaterThanOrEqual(failed);
    await storage.close();
  });

  test("on a full disk nothing is acknowledged, and afterwards it goes on without a restart", async () => {
    const { said } = writeUnderStrace(["-e", "inject=pwrite64:error=ENOSPC:when=20..24"]);
    expect(said).toContain("full");
    expect(said.at(-1)).toBe(`acknowledged ${commits - 1}`);
    const storage = await openStorage({ url: `sqlite:${folder.file("night.db")}` });
    const acknowledged = said.filter((word) => word.startsWith("acknowledged"));
    expect(await storage.instanceIds(null, 100)).toHaveLength(acknowledged.length);
    await storage.close();
  });
});

/** Commits twelve incidents in another process, which says what became of each, while strace watches or disturbs it. */
function writeUnderStrace(options: readonly string[]): {
  said: string[];
  trace: string[];
} {
  const trace = folder.file("trace");
  const strace = ["-f", "-qq", "-o", trace, ...options, process.execPath, "--import", "tsx", "--input-type=module"];
  const child = spawnSync("strace", [...strace, "--eval", program()], { encoding: "utf8" });
  expect(child.stderr).toBe("");
  const said = child.stdout.split("\n").filter((line) => line !== "" && !line.startsWith("asked"));
  return { said, trace: readFileSync(trace, "utf8").split("\n") };
}

function program(): string {
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  return `
    import { writeSync } from "node:fs";
    const { openStorage } = await import(${here("../../db/open-storage.ts")});
    const { aBatch, aLogRow, anInstance } = await import(${here("../support/samples.ts")});
    const storage = await openStorage(${JSON.stringify({ url: `sqlite:${folder.file("night.db")}` })});
    for (let index = 0; index < ${commits}; index++) {
      const batch = aBatch({ log: [aLogRow("i-" + index, 0)], inserted: [anInstance("i-" + index)] });
      writeSync(1, "asked " + index + "\\n");
      await storage.commit(batch).then(
        () => writeSync(1, "acknowledged " + index + "\\n"),
        (error) => writeSync(1, (error.reason ?? error.message) + "\\n"),
      );
    }
    await storage.close();`;
}

function hasStrace(): boolean {
  try {
    execFileSync("strace", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("strace is not installed: what the disk does is not tested.");
    return false;
  }
}
