/** The files for containers, units and proxies name what there is. */
import { expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";
import { environmentVariables, readEnvironment } from "../../config/env.ts";
import { isInstalled } from "../faults/support/server-process.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

const known = new Set(environmentVariables.map(({ name }) => name));
const read = (file: string) => readFileSync(file, "utf8");

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly read_only?: boolean;
}

const compose = parse(read("compose.yaml")) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, unknown>>;
};

test("the compose file sets what the desk reads, and declares the secrets it uses", () => {
  const { desk } = compose.services;
  const named = Object.keys(desk?.environment ?? {});
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  const used = Object.values(compose.services).flatMap(({ secrets = [] }) => secrets);
  expect([...new Set(used)].toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
  for (const [name, value] of Object.entries(desk?.environment ?? {}))
    if (name.endsWith("_FILE")) expect(desk?.secrets).toContain(value.replace("/run/secrets/", ""));
  expect(desk?.read_only).toBe(true);
});

test("with what the compose file asks for, the settings hold", () => {
  const given = { ANSWERABLE_BASE_URL: "https://desk.example.test", SMTP_HOST: "mail.example.test", SMTP_USER: "desk" };
  const fixed = Object.entries(compose.services["desk"]?.environment ?? {}).filter(
    ([, value]) => !value.startsWith("${"),
  );
  const folder = aTemporaryFolder();
  const here = fixed.map(([name, value]) => {
    if (!value.startsWith("/run/secrets/")) return [name, value];
    const file = folder.file(name);
    writeFileSync(file, name.startsWith("DATABASE") ? "postgres://answerable:x@postgres/answerable" : "secret", {
      mode: 0o600,
    });
    return [name, file];
  });
  const image = { NODE_ENV: "production", ANSWERABLE_DATA: "/data", ANSWERABLE_HOST: "0.0.0.0" };
  const settings = { ...image, ...given, MAIL_FROM: "desk@example.test", ...Object.fromEntries(here) };
  expect(readEnvironment(settings).mode).toBe("production");
  folder.remove();
});

test("the image copies what there is, runs as nobody, and sets what the desk reads", () => {
  const dockerfile = read("Dockerfile");
  const set = [...dockerfile.matchAll(/^(?:ENV|\s+)\s*([A-Z_]+)=/gm)].map(([, name = ""]) => name);
  expect(set.length).toBeGreaterThan(2);
  expect(set.filter((name) => !known.has(name))).toEqual([]);
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = ""]) => names.split(" "));
  expect(copied.filter((name) => !existsSync(name))).toEqual([]);
  expect(dockerfile).toMatch(/^USER \d+:\d+$/m);
});

(isInstalled("systemd-analyze") ? test : test.skip)("systemd takes the unit", () => {
  const unit = read("config/deploy/answerable.service").replace("/usr/bin/node", process.execPath);
  const folder = aTemporaryFolder();
  writeFileSync(folder.file("answerable.service"), unit);
  const verified = spawnSync("systemd-analyze", ["verify", folder.file("answerable.service")], { encoding: "utf8" });
  folder.remove();
  expect([verified.status, verified.stderr]).toEqual([0, ""]);
});

(isInstalled("nginx") && isInstalled("openssl") ? test : test.skip)("nginx takes its file", () => {
  const folder = aTemporaryFolder();
  const [key, certificate] = [folder.file("key.pem"), folder.file("certificate.pem")];
  const asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=desk.example.test", "-days", "1"];
  execFileSync("openssl", [...asked, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  const site = read("config/deploy/nginx.conf")
    .replace("/etc/ssl/desk.example.test.pem", certificate)
    .replace("/etc/ssl/private/desk.example.test.key", key)
    .replace("/var/log/nginx/answerable.log", folder.file("access.log"));
  writeFileSync(folder.file("nginx.conf"), `pid ${folder.file("pid")};\nevents {}\nhttp {\n${site}}\n`);
  const tried = spawnSync("nginx", ["-t", "-c", folder.file("nginx.conf")], { encoding: "utf8" });
  folder.remove();
  expect([tried.status, tried.stderr]).toEqual([0, expect.stringContaining("test is successful")]);
});
