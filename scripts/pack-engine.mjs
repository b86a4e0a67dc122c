/**
 * Fills packages/engine with what its entry needs of the build, and nothing else. Fails when its manifest does not name exactly the
 * packages that this code imports, in the versions that the desk is tested with.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "packages/engine");
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const specifiers = /(?:\bfrom\s+|\bimport\s*\(?\s*)"([^"]+)"/g;

process.exitCode = pack();

function pack() {
  const entries = ["js", "d.ts"].map((extension) => join(root, `dist/src/library.${extension}`));
  if (!entries.every((entry) => existsSync(entry))) return fail("There is no build: run `npm run build` first.");
  const { files, packages } = closure(entries);
  const wrong = wrongManifest(packages);
  if (wrong !== null) return fail(wrong);
  rmSync(join(folder, "dist"), { recursive: true, force: true });
  for (const file of files) copy(file, join(folder, relative(root, file)));
  copy(join(root, "LICENSE"), join(folder, "LICENSE"));
  return 0;
}

/** Every file that these lead to, and every package that those import. */
function closure(entries) {
  const files = new Set();
  const packages = new Set();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(specifiers)) {
      if (specifier.startsWith(".")) waiting.push(emitted(file, specifier));
      else if (!specifier.startsWith("node:")) packages.add(nameOf(specifier));
    }
  }
  return { files, packages };
}

/** Declarations name their sources: `./a.ts` stands for `a.d.ts` beside them. */
function emitted(file, specifier) {
  const target = resolve(dirname(file), specifier);
  return file.endsWith(".d.ts") ? target.replace(/\.(?:ts|js)$/, ".d.ts") : target;
}

function nameOf(specifier) {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** What is imported for its types alone is declared by a package of another name. */
function wrongManifest(packages) {
  const desk = read(join(root, "package.json"));
  const manifest = read(join(folder, "package.json"));
  const needed = [...packages].sort().map((name) => [name, desk.dependencies[name]]);
  const unknown = needed.find(([, version]) => version === undefined);
  if (unknown) return `The engine imports ${unknown[0]}, which is no dependency of the desk.`;
  const wanted = JSON.stringify({ version: desk.version, dependencies: Object.fromEntries(needed) }, null, 2);
  const { version, dependencies } = manifest;
  const named = JSON.stringify({ version, dependencies }, null, 2);
  return wanted === named ? null : `packages/engine/package.json has to have ${wanted}, and has ${named}.`;
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function fail(sentence) {
  console.error(sentence);
  return 1;
}
