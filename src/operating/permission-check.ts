import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./finding.ts";

/** Files of ours whose owner matters; notifications hold what was written to people. */
const ownFiles = /^(answerable\.(db.*|yaml)|notifications|clock\.json|record\.key)$/;

/** Who may read and write the data folder? */
export function checkPermissions(folder: string): Finding {
  const check = "permissions";
  if (!existsSync(folder))
    return { check, level: "ok", sentence: `${folder} is not there yet; the first start makes it.` };
  const notOurs = [".", ...readdirSync(folder).filter((name) => ownFiles.test(name))].filter(
    (name) => !isWritable(join(folder, name)),
  );
  if (notOurs.length > 0) {
    return {
      check,
      level: "fail",
      sentence: `This user may not write ${notOurs.map((name) => join(folder, name)).join(", ")}.`,
      todo: "Run the desk and its commands as one user who owns the data folder (chown -R).",
    };
  }
  const { mode } = statSync(folder);
  const todo = `chmod 700 ${folder}`;
  if ((mode & 0o022) !== 0)
    return { check, level: "fail", sentence: `Others on this machine may change what is in ${folder}.`, todo };
  if ((mode & 0o055) !== 0)
    return { check, level: "warn", sentence: `Others on this machine can read the data in ${folder}.`, todo };
  return { check, level: "ok", sentence: `${folder} is for this user only.` };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
