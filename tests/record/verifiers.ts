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

/** What the second verifier makes of tables, rows and states, one answer each. */
export function pythonAccounts(cases: readonly unknown[]): readonly unknown[] {
  const input = cases.map((one) => `${JSON.stringify(one)}\n`).join("");
  const args = [join(import.meta.dirname, "verify.py"), "--accounts"];
  const { stdout, stderr } = spawnSync("python3", args, { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (stderr !== "") throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

export const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.error("PYTHON IS MISSING: the second verifier was not asked.");
