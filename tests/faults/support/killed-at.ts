/** Kills a process at one of the system calls by which it changes files and their names. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("keep-data.mjs", import.meta.url));

/** Calls that change a file, a name, or what of it is on disk. */
const changing =
  "rename,renameat,renameat2,link,linkat,unlink,unlinkat,fsync,fdatasync,ftruncate,pwrite64,copy_file_range";

export type Task = "restore" | "backup" | "copy" | "migrate";

/** The n-th call of this name of a thread: as strace counts. */
export interface Place {
  readonly call: string;
  readonly nth: number;
}

/** Every such call that the whole of it makes, in order. */
export function placesIn(traceFile: string, what: Task, from: string, to: string): readonly Place[] {
  const ended = run(["-o", traceFile, "-e", `trace=${changing}`], what, from, to);
  if (ended.status !== 0) throw new Error(`${what} ended with ${ended.status}: ${ended.stderr}`);
  const counts = new Map<string, number>();
  const places = readFileSync(traceFile, "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, thread, call] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
      if (call === undefined) return [];
      const nth = (counts.get(`${thread} ${call}`) ?? 0) + 1;
      counts.set(`${thread} ${call}`, nth);
      return [{ call, nth }];
    });
  if (places.length === 0) throw new Error(`${what} made none of these calls, or strace writes them otherwise`);
  return places;
}

/** True: it was killed there. */
export function killAt({ call, nth }: Place, what: Task, from: string, to: string): boolean {
  const inject = `inject=${call}:signal=SIGKILL:when=${nth}`;
  const { signal, status } = run(["-o", "/dev/null", "-e", `trace=${call}`, "-e", inject], what, from, to);
  return signal === "SIGKILL" || status === 137;
}

function run(traced: readonly string[], what: Task, from: string, to: string) {
  return spawnSync("strace", ["-f", "-qq", ...traced, process.execPath, program, what, from, to], { encoding: "utf8" });
}
