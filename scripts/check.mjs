/**
 * Everything that can be checked, in one word: one line a step, and the output only of what failed.
 * `--without-tests` leaves the tests out, for callers that have just run them.
 */
import { spawn } from "node:child_process";

const sideBySide = 2;
const quickSteps = ["format", "types", "lint", "arrows", "dead", "lock", "schema"];
const steps = quickSteps.map((name) => ({ name, command: `check:${name}` }));
const testStep = { name: "tests", command: "test" };

const results = await runPool(steps, sideBySide);
// The tests use both processors themselves, and time-outs would show it.
if (!process.argv.includes("--without-tests")) results.push(await runStep(testStep));
const failures = results.filter((result) => result.status !== 0);
for (const { name, output } of failures) console.log(`\n── ${name} ──\n${output.trimEnd()}`);
console.log(failures.length === 0 ? "\nAll good." : `\nFailed: ${failures.map(({ name }) => name).join(", ")}.`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function runPool(queue, width) {
  const waiting = [...queue];
  const done = [];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) done.push(await runStep(step));
  };
  await Promise.all(Array.from({ length: width }, worker));
  return done;
}

async function runStep({ name, command }) {
  const startedAt = Date.now();
  const { status, output } = await run("npm", ["run", "--silent", command]);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"}  ${name.padEnd(8)} ${seconds.padStart(6)} s`);
  return { name, status, output };
}

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ status: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ status: code ?? 1, output }));
  });
}
