/** What channels are reached by stands in no byte of the database, and is read with its own key alone. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { backupSqlite } from "../../db/backup.ts";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { ConfigurationError } from "../../config/problems.ts";
import { openSealing } from "../../src/app/channel-key.ts";
import { sealingWith, type Sealing } from "../../src/kernel/sealing.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = aTemporaryFolder();
  mkdirSync(folder.file("data"));
});
afterEach(() => folder.remove());

const key = (n: number): Sealing => sealingWith(Buffer.alloc(32, n));
const webhook = {
  person: "li",
  address: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa",
  secret: "whsec_ThisIsTheSecretOfTheWebhook",
  earlierSecret: "whsec_ThisWasTheSecretBefore",
  earlierUntil: 9,
  serviceSecret: "SEC0123456789abcdef0123456789",
  off: null,
  changedAt: 5,
};
const notice = {
  id: "n-1",
  person: "li",
  name: "li",
  language: "zh",
  what: "webhook-set",
  detail: "",
  by: null,
  at: 5,
  channel: "webhook",
  address: webhook.address,
  secret: webhook.secret,
  tries: 0,
  nextAt: 7,
} as const;
const words = ["693a91f6", "ThisIsTheSecret", "ThisWasTheSecret", "SEC01234"];

async function within<Result>(
  sealing: Sealing | undefined,
  act: (storage: Storage) => Promise<Result>,
): Promise<Result> {
  const storage = await openStorage({
    url: `sqlite:${folder.file("data/answerable.db")}`,
    ...(sealing && { sealing }),
  });
  try {
    return await act(storage);
  } finally {
    await storage.close();
  }
}
/** In all files there. */
const found = (in_: string) => {
  const bytes = readdirSync(folder.file(in_)).map((name) => readFileSync(folder.file(`${in_}/${name}`), "latin1"));
  return words.filter((word) => bytes.some((text) => text.includes(word)));
};

test("no byte of the database or of a backup holds them, and their own key reads them", async () => {
  await within(key(1), async ({ webhooks, accounts }) => {
    await webhooks.put(webhook);
    await accounts.notices.put([notice]);
    expect(found("data")).toEqual([]);
  });
  mkdirSync(folder.file("backups"));
  await backupSqlite(folder.file("data/answerable.db"), folder.file("backups/one.db"));
  expect(found("data")).toEqual([]);
  expect(found("backups")).toEqual([]);
  await within(key(1), async ({ webhooks, accounts }) => {
    expect(await webhooks.of("li")).toEqual(webhook);
    expect(await accounts.notices.due(8, 9)).toEqual([notice]);
    expect(
      (await accounts.ways.of("li", { now: 0, sessionsSeenSince: 0, devicesSeenSince: 0 })).find(
        ({ kind }) => kind === "webhook",
      )?.label,
    ).toBe(webhook.address);
    await webhooks.switchOff("li", webhook.address, "410 Gone", 8);
    expect(await webhooks.of("li")).toMatchObject({ off: "410 Gone" });
  });
});

test("what was stored before there was a key is sealed at the next start", async () => {
  await within(undefined, ({ webhooks }) => webhooks.put(webhook));
  expect(found("data")).toEqual(words);
  await within(key(1), async ({ webhooks }) => expect(await webhooks.of("li")).toEqual(webhook));
  expect(found("data")).toEqual([]);
});

test("another key switches the webhook off and says what to do; its own finds it as it was", async () => {
  await within(key(1), ({ webhooks }) => webhooks.put(webhook));
  await within(key(2), async ({ webhooks }) =>
    expect(await webhooks.of("li")).toMatchObject({
      address: "",
      secret: "",
      off: expect.stringContaining("Put that file back"),
    }),
  );
  await within(undefined, async ({ webhooks }) => expect(await webhooks.of("li")).toMatchObject({ address: "" }));
  await within(key(1), async ({ webhooks }) => expect(await webhooks.of("li")).toEqual(webhook));
});

test("what is sealed is the same for the same text, and opens whole or not at all", () => {
  const sealed = key(1).seal("secret");
  expect(key(1).seal("secret")).toBe(sealed);
  expect(key(1).seal("secreT")).not.toBe(sealed);
  expect(key(1).open(sealed)).toBe("secret");
  for (let at = "sealed:1:".length; at < sealed.length; at += 1) {
    const other = sealed[at] === "A" ? "B" : "A";
    const damaged = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
    // The last character has bits that stand for nothing.
    if (at < sealed.length - 1) expect(key(1).open(damaged)).toBeNull();
  }
  expect(key(1).open(sealed.slice(0, 30))).toBeNull();
});

describe("the key file", () => {
  const config = () => ({ channelKey: null, dataFolder: folder.file("data"), databaseUrl: "sqlite:x.db" });
  const file = () => folder.file("data/channels.key");

  test("is made once, for its owner alone, and stays", () => {
    const first = openSealing(config(), "write").seal("x");
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.file("data"))).toEqual(["channels.key"]);
    expect(openSealing(config(), "write").seal("x")).toBe(first);
    copyFileSync(file(), folder.file("kept.key"));
    rmSync(file());
    expect(openSealing({ ...config(), channelKey: folder.file("kept.key") }, "read").seal("x")).toBe(first);
    expect(openSealing(config(), "read").seal("x")).toBe("x");
    expect(existsSync(file())).toBe(false);
  });

  test.each([0o644, 0o640, 0o604])("that others may read (%o) stops the start, and says what to do", (mode) => {
    openSealing(config(), "write");
    chmodSync(file(), mode);
    expect(() => openSealing(config(), "write")).toThrow(ConfigurationError);
    expect(() => openSealing(config(), "write")).toThrow(`chmod 600 ${file()}`);
  });

  test.each(["", "answerable channel key 1 c2hvcnQ=", "-----BEGIN PRIVATE KEY-----"])(
    "that is none (%j) is left as it is",
    (text) => {
      writeFileSync(file(), text, { mode: 0o600 });
      expect(() => openSealing(config(), "write")).toThrow("Put back the one that was made here");
      expect(readFileSync(file(), "utf8")).toBe(text);
    },
  );
});
