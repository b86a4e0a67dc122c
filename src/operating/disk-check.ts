import { existsSync, statfsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Finding } from "./finding.ts";

const mebibyte = 2 ** 20;
/** Below this a night may fill it. */
const failBytes = 100 * mebibyte;
const warnBytes = 1024 * mebibyte;

/** Is there room for what will be written, and for a backup of what is there? */
export function checkDisk(folder: string, databaseFile: string | null): Finding {
  const check = "disk";
  const free = freeBytes(folder);
  const size = databaseFile !== null && existsSync(databaseFile) ? statSync(databaseFile).size : 0;
  const sentence = `${say(free)} free where ${folder} is; the database has ${say(size)}.`;
  const todo = "Free some space or move the data to a larger disk. On a full disk nothing can be recorded.";
  if (free < failBytes) return { check, level: "fail", sentence, todo };
  if (free < warnBytes || free < size) return { check, level: "warn", sentence, todo };
  return { check, level: "ok", sentence };
}

/** A folder that is not there yet will lie on the disk of the nearest one that is. */
function freeBytes(folder: string): number {
  const path = resolve(folder);
  if (!existsSync(path) && dirname(path) !== path) return freeBytes(dirname(path));
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

function say(bytes: number): string {
  return bytes < 1024 * mebibyte
    ? `${Math.ceil(bytes / mebibyte)} MiB`
    : `${(bytes / (1024 * mebibyte)).toFixed(1)} GiB`;
}
