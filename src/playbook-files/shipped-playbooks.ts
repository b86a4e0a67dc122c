/** The playbooks that this program brings along as files: `machines/<id>/v<version>.yaml`, beside those written in code. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { playbookFromData } from "../../machines/from-data/index.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { readPlaybookFile } from "./read-playbook-file.ts";

const folder = fileURLToPath(new URL("../../machines", import.meta.url));

interface ShippedFile {
  /** `liaison-slip/v1.yaml` */
  readonly path: string;
  readonly text: string;
}

/** In the order of their names. */
function shippedFiles(): readonly ShippedFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /^[a-z-]+\/v\d+\.yaml$/.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(`${folder}/${path}`, "utf8") }));
}

let read: readonly Playbook[] | null = null;

/** They are checked when they are shipped; a file that was damaged since is a fault of the installation. */
export function shippedPlaybooks(): readonly Playbook[] {
  read ??= shippedFiles().map(({ path, text }) => {
    const { file, faults } = readPlaybookFile(path, text);
    const [fault] = faults;
    if (file === undefined) throw new Error(`${path}:${String(fault?.line)}: ${String(fault?.message)}`);
    return playbookFromData(file);
  });
  return read;
}
