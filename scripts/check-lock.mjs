/**
 * Refuses a lock file that would let something else in than what was looked at: a package without a SHA-512 digest, from another
 * host than the configured registry, over plain http, from git, a file or a link, or in another version than what is installed.
 * `node scripts/check-lock.mjs [folder] [registry]`
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder = ".", registry = configuredRegistry()] = process.argv.slice(2);
const problems = problemsOf(readJson("package-lock.json"), readJson("package.json"), installed());
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
if (problems.length > 0) console.error("Look at what changed the lock file; `git diff package-lock.json` shows it.");
process.exitCode = problems.length > 0 ? 1 : 0;

function problemsOf(lock, manifest, present) {
  if (lock.lockfileVersion !== 3) return ["is not of version 3."];
  const { "": root = {}, ...packages } = lock.packages ?? {};
  const kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
  return [
    ...(Object.keys(packages).length === 0 ? ["locks nothing."] : []),
    ...kinds
      .filter((kind) => JSON.stringify(sorted(root[kind])) !== JSON.stringify(sorted(manifest[kind])))
      .map((kind) => `its ${kind} are not those of package.json.`),
    ...Object.entries(packages).flatMap(([place, entry]) =>
      [...wrongWith(entry), ...differsFrom(present[place], entry)].map((what) => `${place} ${what}`),
    ),
  ];
}

function* wrongWith({ version, resolved, integrity, link }) {
  if (link) yield "is a link to somewhere else.";
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/.test(version ?? "")) yield `has no exact version: ${version}.`;
  const digests = (integrity ?? "").split(/\s+/).filter(Boolean);
  if (digests.length === 0) yield "has no integrity.";
  else if (!digests.every((digest) => /^sha512-[A-Za-z0-9+/]{86}==$/.test(digest)))
    yield "has an integrity that is no SHA-512.";
  if (resolved !== undefined && !isFromRegistry(resolved))
    yield `comes from ${resolved}, which is not the configured registry.`;
}

/** The digest alone says which file it is; the version beside it could say anything. */
function* differsFrom(before, { version, integrity }) {
  if (!before) return;
  if (before.version !== version) yield `is ${before.version} where it is installed, and ${version} in the lock.`;
  if (before.integrity && before.integrity !== integrity) yield "has another integrity than what is installed.";
}

function isFromRegistry(resolved) {
  if (!URL.canParse(resolved)) return false;
  const [from, ours] = [new URL(resolved), new URL(registry)];
  return from.protocol === "https:" && from.host === ours.host && from.username === "" && from.password === "";
}

/** What npm wrote down of the packages that are there; before an installation nothing. */
function installed() {
  const file = join(folder, "node_modules", ".package-lock.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

function readJson(name) {
  return JSON.parse(readFileSync(join(folder, name), "utf8"));
}

function sorted(ranges = {}) {
  return Object.entries(ranges).sort(([a], [b]) => (a < b ? -1 : 1));
}

function configuredRegistry() {
  return execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
}
