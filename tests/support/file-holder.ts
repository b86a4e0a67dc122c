import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { aBatch, aLogRow, anInstance } from "./samples.ts";

export interface FileHolder {
  readonly pid: number;
  /** SIGKILL, and waits until the process is gone. */
  kill(): Promise<void>;
}

/** Another process that opens the file, writes one incident, and keeps the file until it is killed. */
export async function holdFileInChild(url: string, servedAt: string): Promise<FileHolder> {
  const program = `
    const { openStorage } = await import(${JSON.stringify(new URL("../../db/open-storage.ts", import.meta.url).href)});
    const storage = await openStorage(${JSON.stringify({ url, servedAt })});
    await storage.commit(${JSON.stringify(aBatch({ log: [aLogRow("i-1", 0)], inserted: [anInstance("i-1")] }))});
    console.log("holding");
    process.stdin.on("end", () => process.exit()).resume();`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    // It ends with this process, whatever becomes of the test.
    stdio: ["pipe", "pipe", "inherit"],
  });
  await firstWords(child);
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

async function firstWords(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`The child ended with ${code} before it held the file.`)));
  });
}
