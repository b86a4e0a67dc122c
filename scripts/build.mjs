/**
 * Builds dist/: TypeScript becomes JavaScript, assets that are read at run time are copied beside it, and what no longer
 * has a source is removed. Does nothing twice: unchanged files are left alone.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const sourceFolders = ["machines", "config", "db", "src"];
const entry = join(dist, "src/app/main.js");
const buildInfo = join(root, ".cache/build.tsbuildinfo");

/** What the running program reads that is not code. */
const assetPattern =
  /^(db\/.*\.sql|src\/web\/(static|style)\/.*|src\/statements\/style\/.*|src\/accounts\/.*\.txt|config\/.*\.yaml|machines\/[a-z-]+\/v[0-9]+\.yaml|config\/example\.env)$/;
const emittedPattern = /\.(js|d\.ts|js\.map)$/;

process.exitCode = await build();

async function build() {
  const compiler = join(root, "node_modules/@typescript/native/bin/tsc");
  if (!existsSync(compiler)) return withoutCompiler();
  if (!existsSync(dist)) rmSync(buildInfo, { force: true });
  const status = spawnSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  }).status;
  copyAssets();
  removeOrphans();
  if (existsSync(entry)) chmodSync(entry, 0o755);
  if (status === 0) await parsePlaybooks();
  return status ?? 1;
}

/** So that no start has to read and check what is shipped. */
async function parsePlaybooks() {
  const { writeParsedFiles } = await import(pathToFileURL(join(dist, "src/playbook-files/parsed-files.js")).href);
  writeParsedFiles();
}

/** An installation without development tools keeps the build it came with. */
function withoutCompiler() {
  if (existsSync(entry)) return 0;
  console.error("There is no dist/ and no compiler to build it: run `npm install` with development dependencies once.");
  return 1;
}

function copyAssets() {
  for (const file of sourceFolders.flatMap((folder) => filesIn(join(root, folder)))) {
    const name = relative(root, file);
    if (assetPattern.test(name) && isNewer(file, join(dist, name))) copy(file, join(dist, name));
  }
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function isNewer(source, target) {
  return !existsSync(target) || statSync(source).mtimeMs > statSync(target).mtimeMs;
}

/** A renamed source would otherwise leave its old self behind, and it would still run. */
function removeOrphans() {
  for (const file of filesIn(dist)) {
    const name = relative(dist, file);
    const stem = name.replace(emittedPattern, "");
    const sources = [name, `${stem}.ts`, `${stem}.tsx`, name.replace(/^(machines\/.*)\.json$/, "$1.yaml")];
    if (!sources.some((source) => existsSync(join(root, source)))) rmSync(file);
  }
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath ?? found.path, found.name));
}
