/** A notification that is said to be sent is on the disk under its name: the file, its name, and the folder's own name. */
import { expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { aFolderEach } from "./support/folder.ts";
import { isInstalled } from "./support/server-process.ts";

const folder = aFolderEach();
const notifications = 2;
const withStrace = isInstalled("strace") ? test : test.skip;

withStrace("syncs stand between the writing, the naming and the answer", () => {
  const trace = folder.file("trace");
  const watched = ["-f", "-qq", "-y", "-o", trace, "-e", "trace=fsync,rename,renameat,renameat2,write"];
  const node = [process.execPath, "--import", "tsx", "--input-type=module", "--eval", program()];
  const child = spawnSync("strace", [...watched, ...node], { encoding: "utf8" });
  expect(child.stderr).toBe("");
  const happened = readFileSync(trace, "utf8").split("\n").flatMap(whatHappened);
  const each = ["sync the file", "rename", "sync the folder", "sent"];
  expect(happened).toEqual(["sync the data folder", ...Array.from({ length: notifications }, () => each).flat()]);
});

function whatHappened(line: string): readonly string[] {
  // A call that another thread interrupted begins in one line and ends in another; the end counts.
  if (/fsync\(\d+<[^>]*\.part>/.test(line)) return ["sync the file"];
  if (/fsync\(\d+<[^>]*\/notifications>/.test(line)) return ["sync the folder"];
  if (/fsync\(\d+<[^>]*>/.test(line)) return ["sync the data folder"];
  if (/rename\w*\(.*\.part/.test(line)) return ["rename"];
  return line.includes('"sent') ? ["sent"] : [];
}

/** Sends notifications one after another in another process, which says when each is sent. */
function program(): string {
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  return `
    import { writeSync } from "node:fs";
    const { fileTransport } = await import(${here("../../src/notify/transport-file.ts")});
    const from = { name: "Desk", address: "desk@answerable.invalid" };
    const transport = fileTransport({ folder: ${JSON.stringify(folder.file("notifications"))}, from });
    for (let n = 0; n < ${notifications}; n++) {
      await transport.send({
        message: "i-1:" + n, instance: "i-1", at: 0, recipient: "li", language: "en",
        to: { name: "Li", address: "li@example.test" }, subject: "A clock fired", text: "Look.", html: "<p>Look.</p>",
      });
      writeSync(1, "sent " + n + "\\n");
    }`;
}
