/** The command that takes a finished backup elsewhere. */
import { spawnSync } from "node:child_process";
import { CliFailure, exitCodes } from "../../cli/exit-codes.ts";

/**
 * Runs `command` in a shell, as a line of a crontab would be; `$1` is the file. What it prints is shown.
 * Throws `CliFailure` when it ends with anything but 0.
 */
export function runThen(command: string, file: string): void {
  // Standard output is the report's own.
  const { status, signal, error } = spawnSync("sh", ["-c", command, "sh", file], { stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  const how = error?.message ?? (signal === null ? `it ended with ${status}` : `it was ended by ${signal}`);
  throw new CliFailure(
    exitCodes.refused,
    `The backup is good: ${file}\nThe command after it failed (${how}), so the backup does not count as made: ${command}`,
  );
}
