/** Both verifiers as a stranger starts them. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { plainEnvironment } from "../support/environment.ts";

export interface Ran {
  readonly code: number | null;
  readonly rule: string;
  readonly out: string;
}

const root = join(import.meta.dirname, "../..");

function run(program: string, args: readonly string[]): Ran {
  const ran = spawnSync(program, args, { encoding: "utf8", env: plainEnvironment() });
  const out = `${ran.stdout}${ran.stderr}`;
  return { code: ran.status, rule: ran.status === 0 ? "sound" : (/\(([a-z-]+)\)/.exec(out)?.[1] ?? ""), out };
}

export function runNode(args: readonly string[]): Ran {
  return run(process.execPath, [join(root, "verifier/verify.mjs"), ...args]);
}

export function runPython(args: readonly string[]): Ran {
  return run("python3", [join(import.meta.dirname, "verify.py"), ...args]);
}

export const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.error("PYTHON IS MISSING: the second verifier was not asked.");
