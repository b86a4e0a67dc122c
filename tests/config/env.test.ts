import { describe, expect, test } from "@jest/globals";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { environmentVariables, readEnvironment } from "../../config/env.ts";
import { ConfigurationError } from "../../config/problems.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe("the environment", () => {
  test("needs nothing", () => {
    expect(readEnvironment({})).toEqual({
      dataFolder: "data",
      settingsFile: null,
      databaseUrl: "sqlite:data/answerable.db",
      channelKey: null,
      publicFolder: "data/public",
      publicUrl: null,
      recordKey: null,
      recordOutside: null,
      port: 8080,
      baseUrl: null,
      clockSpeed: 1,
      entriesPerMinute: 60,
      mode: "development",
      logLevel: "info",
      smtp: null,
      mailFrom: null,
      webhookNetworks: [],
      signIn: "on",
      host: "127.0.0.1",
      provider: null,
      proxies: [],
      setUp: null,
      token: null,
    });
  });

  test("an empty variable counts as not set", () => {
    expect(readEnvironment({ PORT: "", SMTP_URL: "", ANSWERABLE_DATA: "" })).toEqual(readEnvironment({}));
  });

  test("the database follows the data folder", () => {
    expect(readEnvironment({ ANSWERABLE_DATA: "/var/lib/a" }).databaseUrl).toBe("sqlite:/var/lib/a/answerable.db");
  });

  test("a misspelt variable is named, with the probable one", () => {
    expect(problemsOf({ ANSWERABLE_CLOK_SPEED: "60" })).toEqual([
      'ANSWERABLE_CLOK_SPEED is not a known variable. Did you mean "ANSWERABLE_CLOCK_SPEED"?',
    ]);
  });

  test("all problems come at once", () => {
    expect(problemsOf({ PORT: "80x", NODE_ENV: "prod", DATABASE_URL: "mysql://user:secret@host" })).toHaveLength(3);
  });

  test("says what was given and what is allowed, and never repeats a secret", () => {
    expect(problemsOf({ PORT: "70000" })[0]).toBe('PORT is "70000"; allowed are whole numbers from 0 to 65535.');
    expect(problemsOf({ DATABASE_URL: "mysql://user:secret@host" }).join()).not.toContain("secret");
    expect(problemsOf({ SMTP_URL: "http://user:secret@host", MAIL_FROM: "a@example.test" }).join()).not.toContain(
      "secret",
    );
  });

  test("a fast clock and production refuse each other", () => {
    expect(problemsOf({ ANSWERABLE_CLOCK_SPEED: "60", NODE_ENV: "production" })[0]).toContain("development");
    expect(readEnvironment({ ANSWERABLE_CLOCK_SPEED: "60" }).clockSpeed).toBe(60);
  });

  test("links over http only to this machine", () => {
    expect(problemsOf({ ANSWERABLE_BASE_URL: "http://desk.example.test" })[0]).toContain("https://desk.example.test");
    expect(readEnvironment({ ANSWERABLE_BASE_URL: "http://127.0.0.1:9/" }).baseUrl).toBe("http://127.0.0.1:9");
    expect(readEnvironment({ ANSWERABLE_BASE_URL: "https://a.test/desk/" }).baseUrl).toBe("https://a.test/desk");
  });
});

describe("the mail server", () => {
  const from = { MAIL_FROM: "Duty desk <desk@example.test>" };

  test("in one line", () => {
    const { smtp, mailFrom } = readEnvironment({ SMTP_URL: "smtps://desk:p%40ss@mail.example.test", ...from });
    expect(smtp).toEqual({ host: "mail.example.test", port: 465, tls: "implicit", user: "desk", password: "p@ss" });
    expect(mailFrom).toEqual({ name: "Duty desk", address: "desk@example.test" });
  });

  test("in parts", () => {
    expect(readEnvironment({ SMTP_HOST: "mail.example.test", ...from }).smtp).toMatchObject({
      port: 587,
      tls: "starttls",
    });
    expect(readEnvironment({ SMTP_HOST: "::1", SMTP_TLS: "implicit", ...from }).smtp).toMatchObject({ port: 465 });
  });

  test.each([
    [{ SMTP_URL: "smtp://a", SMTP_HOST: "b", ...from }, "one way or the other"],
    [{ SMTP_PORT: "25" }, "without SMTP_HOST"],
    [{ SMTP_URL: "smtp://a%zz@b", ...from }, "is not valid"],
    [{ SMTP_HOST: "mail.example.test" }, "MAIL_FROM is required"],
    [{ SMTP_HOST: "mail.example.test", SMTP_USER: "u", ...from }, "belong together"],
    [
      { SMTP_HOST: "mail.example.test", SMTP_USER: "u", SMTP_PASSWORD: "p", SMTP_TLS: "off", ...from },
      "readable by anybody",
    ],
    [{ SMTP_HOST: "b", SMTP_TLS: "start-tls", ...from }, 'Did you mean "starttls"?'],
    [{ MAIL_FROM: "a@example.test, b@example.test" }, "one address"],
    [{ MAIL_FROM: "Team: a@example.test;" }, "one address"],
    [{ MAIL_FROM: "Desk <a@example.test\r\nBcc: b@example.test>" }, "one address"],
  ])("%j is refused", (source, sentence) => {
    expect(problemsOf(source as Record<string, string>).join("\n")).toContain(sentence);
  });

  test("a relay on this machine may go without encryption", () => {
    const source = { SMTP_HOST: "127.0.0.1", SMTP_TLS: "off", SMTP_USER: "u", SMTP_PASSWORD: "p", ...from };
    expect(readEnvironment(source).smtp?.tls).toBe("off");
  });
});

test("config/example.env lists exactly the variables that are read, in their order", () => {
  const text = readFileSync("config/example.env", "utf8");
  const listed = [...text.matchAll(/^# ([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(listed).toEqual(environmentVariables.map(({ name }) => name));
});

describe("signing in", () => {
  test("may be off on this machine only, and never in production", () => {
    expect(readEnvironment({ ANSWERABLE_SIGN_IN: "off" }).signIn).toBe("off");
    expect(problemsOf({ ANSWERABLE_SIGN_IN: "off", NODE_ENV: "production" })[0]).toContain("act as anybody");
    expect(problemsOf({ ANSWERABLE_SIGN_IN: "off", ANSWERABLE_HOST: "0.0.0.0" })[0]).toContain("act as anybody");
  });

  test.each([
    [{ ANSWERABLE_HOST: "192.0.2.1" }, "ANSWERABLE_HOST is 192.0.2.1"],
    [{ ANSWERABLE_HOST: "::" }, "ANSWERABLE_HOST is ::"],
    [{ ANSWERABLE_HOST: "desk.example.test" }, "ANSWERABLE_HOST is desk.example.test"],
    [{ ANSWERABLE_BASE_URL: "https://desk.example.test" }, "ANSWERABLE_BASE_URL is https://desk.example.test"],
    [{ ANSWERABLE_BASE_URL: "https://192.0.2.1:8443/desk" }, "ANSWERABLE_BASE_URL is https://192.0.2.1:8443/desk"],
    [{ ANSWERABLE_BASE_URL: "https://127.0.0.1.example.test" }, "ANSWERABLE_BASE_URL is"],
    [{ ANSWERABLE_PROXIES: "10.0.0.1" }, "ANSWERABLE_PROXIES names 10.0.0.1"],
    [{ ANSWERABLE_PROXIES: "127.0.0.1" }, "ANSWERABLE_PROXIES names 127.0.0.1"],
  ] as const)("is never off where others reach the desk: %j", (open, sentence) => {
    const problems = problemsOf({ ANSWERABLE_SIGN_IN: "off", ...open });
    expect(problems).toEqual([
      expect.stringMatching(
        /^ANSWERABLE_SIGN_IN is off and .*: anybody in the network could act as anybody\. Unset one/,
      ),
    ]);
    expect(problems[0]).toContain(sentence);
    expect(problemsOf({ ...open, ANSWERABLE_SIGN_IN: "on" }).join()).not.toContain("ANSWERABLE_SIGN_IN");
  });

  test.each([
    { ANSWERABLE_HOST: "localhost" },
    { ANSWERABLE_HOST: "::1" },
    { ANSWERABLE_BASE_URL: "http://127.0.0.1:8080" },
    { ANSWERABLE_BASE_URL: "http://[::1]:8080" },
    { ANSWERABLE_BASE_URL: "https://localhost:8443" },
  ])("may be off on this machine: %j", (here) => {
    expect(problemsOf({ ANSWERABLE_SIGN_IN: "off", ...here })).toEqual([]);
  });

  test("in a network needs an https address", () => {
    expect(problemsOf({ ANSWERABLE_HOST: "0.0.0.0" })[0]).toContain("https://");
    expect(problemsOf({ ANSWERABLE_HOST: "0.0.0.0", ANSWERABLE_BASE_URL: "http://localhost:8080" })[0]).toContain(
      "https://",
    );
    const open = { ANSWERABLE_HOST: "0.0.0.0", ANSWERABLE_BASE_URL: "https://desk.example.test" };
    expect(readEnvironment(open).host).toBe("0.0.0.0");
  });

  test("reads secrets from files that are their owner's alone", () => {
    const folder = aTemporaryFolder();
    const file = folder.file("secret");
    const source = { ANSWERABLE_SETUP_EMAIL: "li@example.test", ANSWERABLE_SETUP_PASSWORD_FILE: file };
    writeFileSync(file, "seven green herons\n", { mode: 0o644 });
    expect(problemsOf(source)[0]).toContain(`chmod 600 ${file}`);
    chmodSync(file, 0o600);
    expect(readEnvironment(source).setUp).toEqual({
      name: "li@example.test",
      mail: "li@example.test",
      password: "seven green herons",
      organisation: null,
      zone: null,
      language: "zh",
    });
    folder.remove();
  });

  test.each(environmentVariables.filter(({ secret }) => secret).map(({ name }) => name))(
    "%s may stand in a file, and not twice",
    (name) => {
      const folder = aTemporaryFolder();
      const file = folder.file("secret");
      const source = { [`${name}_FILE`]: file };
      expect(problemsOf(source).join()).toContain(`${name}_FILE) cannot be read`);
      writeFileSync(file, "\n", { mode: 0o600 });
      expect(problemsOf(source).join()).toContain(`${name}_FILE) is empty`);
      writeFileSync(file, "smtp://desk:words@mail.example.test\n");
      expect(problemsOf(source).join()).not.toContain(file);
      expect(problemsOf({ ...source, [name]: "other" }).join()).toContain(`${name} and ${name}_FILE are both set`);
      folder.remove();
    },
  );

  test("a secret from a file is the setting itself", () => {
    const folder = aTemporaryFolder();
    const file = folder.file("secret");
    writeFileSync(file, "p%40ss\r\n", { mode: 0o600 });
    const mail = { SMTP_HOST: "mail.example.test", SMTP_USER: "desk", MAIL_FROM: "desk@example.test" };
    expect(readEnvironment({ ...mail, SMTP_PASSWORD_FILE: file }).smtp?.password).toBe("p%40ss");
    writeFileSync(file, "postgres://desk:secret@db.example.test/answerable\n");
    expect(readEnvironment({ DATABASE_URL_FILE: file }).databaseUrl).toBe(
      "postgres://desk:secret@db.example.test/answerable",
    );
    folder.remove();
  });

  test("maps the provider's words to roles, and names those that are none", () => {
    const provider = { ANSWERABLE_OIDC_ISSUER: "https://id.example.test", ANSWERABLE_OIDC_CLIENT_ID: "answerable" };
    const mapped = { ...provider, ANSWERABLE_OIDC_ROLES: "cn=duty,ou=x=duty-officer, it = administrator" };
    expect(problemsOf(mapped)[0]).toContain('"cn=duty"');
    expect(readEnvironment({ ...provider, ANSWERABLE_OIDC_ROLES: "it = administrator" }).provider).toMatchObject({
      name: "id.example.test",
      clientSecret: null,
      roles: { it: "administrator" },
    });
    expect(problemsOf({ ...provider, ANSWERABLE_OIDC_ROLES: "it=admnistrator" })[0]).toContain(
      'Did you mean "administrator"?',
    );
    expect(problemsOf({ ANSWERABLE_OIDC_CLIENT_ID: "x" })[0]).toContain("without ANSWERABLE_OIDC_ISSUER");
    expect(problemsOf({ ANSWERABLE_OIDC_ISSUER: "http://id.example.test" })).not.toEqual([]);
  });
});

describe("own networks", () => {
  const read = (networks: string) => readEnvironment({ ANSWERABLE_WEBHOOK_NETWORKS: networks }).webhookNetworks;

  test("are addresses and networks with commas between", () => {
    expect(read(" 10.1.2.3, fd00::/8,192.168.0.0/16,")).toEqual(["10.1.2.3", "fd00::/8", "192.168.0.0/16"]);
  });

  test("those of proxies are written in the same way", () => {
    expect(readEnvironment({}).proxies).toEqual([]);
    expect(readEnvironment({ ANSWERABLE_PROXIES: "127.0.0.1, ::1" }).proxies).toEqual(["127.0.0.1", "::1"]);
    expect(problemsOf({ ANSWERABLE_PROXIES: "all" })[0]).toContain('ANSWERABLE_PROXIES has "all" in it');
  });

  test.each(["10.1.2", "10.0.0.0/33", "::/129", "gateway.example.test", "10.0.0.0/8/8", "10.0.0.0/x"])(
    "%j is none",
    (one) => {
      expect(() => read(one)).toThrow("ANSWERABLE_WEBHOOK_NETWORKS");
    },
  );
});
