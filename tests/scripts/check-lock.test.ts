/** A lock file that somebody has tampered with does not pass. */
import { expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

type Entry = Record<string, unknown>;
interface Lock {
  lockfileVersion: number;
  packages: Record<string, Entry>;
}

const place = "node_modules/express";
const registry = "https://registry.example.test/";

function checked(tamper: (entry: Entry, lock: Lock) => void, isInstalled = false): { ok: boolean; said: string } {
  const folder = aTemporaryFolder();
  try {
    const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
    if (isInstalled) {
      mkdirSync(folder.file("node_modules"));
      writeFileSync(folder.file("node_modules/.package-lock.json"), JSON.stringify(lock));
    }
    tamper(lock.packages[place] ?? {}, lock);
    writeFileSync(folder.file("package-lock.json"), JSON.stringify(lock));
    writeFileSync(folder.file("package.json"), readFileSync("package.json"));
    const { status, stderr } = spawnSync("node", ["scripts/check-lock.mjs", folder.file("."), registry], {
      encoding: "utf8",
    });
    return { ok: status === 0, said: stderr };
  } finally {
    folder.remove();
  }
}

/** Undefined takes it away. */
const put = (name: string, value: string | undefined) => (entry: Entry) => {
  entry[name] = value;
};

test("the lock file of this repository passes, with and without addresses of the registry", () => {
  expect(checked(() => undefined)).toEqual({ ok: true, said: "" });
  expect(checked(() => undefined, true)).toEqual({ ok: true, said: "" });
  const resolved = `${registry}express/-/express-5.3.0.tgz`;
  expect(checked((entry) => Object.assign(entry, { resolved })).ok).toBe(true);
});

test.each<[string, (entry: Entry, lock: Lock) => void, string]>([
  ["without a digest", put("integrity", undefined), "no integrity"],
  ["with a weak digest", put("integrity", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="), "no SHA-512"],
  [
    "with a weak digest beside",
    (entry) => void (entry["integrity"] = `${String(entry["integrity"])} sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=`),
    "no SHA-512",
  ],
  ["from another host", put("resolved", "https://elsewhere.example.test/x.tgz"), "not the configured registry"],
  [
    "from a host that begins alike",
    put("resolved", "https://registry.example.test.evil.test/x.tgz"),
    "not the configured",
  ],
  ["with the host as a name", put("resolved", "https://registry.example.test@evil.test/x.tgz"), "not the configured"],
  ["over plain http", put("resolved", "http://registry.example.test/x.tgz"), "not the configured registry"],
  ["from git", put("resolved", "git+ssh://git@example.test/x.git#abc"), "not the configured registry"],
  ["from a file", put("resolved", "file:../x.tgz"), "not the configured registry"],
  ["as a link", (entry) => void Object.assign(entry, { link: true, resolved: "../x" }), "is a link"],
  ["without a version", put("version", undefined), "no exact version"],
  ["with an address for a version", put("version", "https://evil.test/x.tgz"), "no exact version"],
  [
    "with another range at the top",
    (_entry, lock) => void Object.assign(lock.packages[""]!, { dependencies: { express: "*" } }),
    "not those of package.json",
  ],
  ["of another format", (_entry, lock) => void (lock.lockfileVersion = 1), "not of version 3"],
])("one with a package %s is refused", (_what, tamper, said) => {
  const { ok, said: words } = checked(tamper);
  expect([ok, words]).toEqual([false, expect.stringContaining(said)]);
});

test.each<[string, (entry: Entry) => void, string]>([
  ["version", put("version", "5.2.0"), "is installed, and 5.2.0 in the lock"],
  ["digest", put("integrity", `sha512-${"A".repeat(86)}==`), "another integrity"],
])("one with another %s than what is installed is refused", (_what, tamper, said) => {
  expect(checked(tamper, true).said).toContain(said);
});
