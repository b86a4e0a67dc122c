/** The playbooks that this program brings along as files: `machines/<id>/v<version>.yaml`, beside those written in code. */
import { playbookFromData } from "../../machines/from-data/index.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { readShippedFile } from "./parsed-files.ts";
import { shippedFiles } from "./shipped-files.ts";

let read: readonly Playbook[] | null = null;

/** They are checked when they are shipped; a file that was damaged since is a fault of the installation. */
export function shippedPlaybooks(): readonly Playbook[] {
  read ??= shippedFiles().map((shipped) => playbookFromData(readShippedFile(shipped)));
  return read;
}
