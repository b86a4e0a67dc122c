import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { UndeliverableError } from "../../src/engine/failures.ts";
import { fileTransport } from "../../src/notify/transport-file.ts";
import type { OutgoingNotification } from "../../src/notify/transport.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "notifications-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const notification: OutgoingNotification = {
  message: "0196:3.0",
  instance: "0196",
  at: Date.UTC(2026, 10, 22, 14, 56),
  recipient: "li",
  sender: "清河大学",
  to: { name: "李文", address: "li@example.test" },
  language: "zh",
  subject: "快报超时",
  text: "请您确认收到。\n",
  html: "<p>请您确认收到。</p>",
};

const post = () =>
  fileTransport({ folder: join(folder, "notifications"), from: { name: "Desk", address: "desk@example.test" } });

test("a notification becomes a file that a mail program reads", async () => {
  const file = await post().send(notification);
  const parsed = await PostalMime.parse(readFileSync(file));
  expect(parsed).toMatchObject({ subject: "快报超时", to: [{ name: "李文", address: "li@example.test" }] });
  expect(parsed.text).toBe(notification.text);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test("written again it replaces itself, and nothing half-written stays", async () => {
  await post().send(notification);
  await post().send(notification);
  await post().send({ ...notification, recipient: "chen" });
  const files = readdirSync(join(folder, "notifications"));
  expect(files).toHaveLength(2);
  expect(files.every((name) => /^20261122T145600Z-[0-9a-f]{12}\.eml$/.test(name))).toBe(true);
});

test("no name leads out of the folder", async () => {
  const file = await post().send({ ...notification, recipient: "../../etc/passwd", message: "../x" });
  expect(readdirSync(join(folder, "notifications"))).toEqual([file.slice(file.lastIndexOf("/") + 1)]);
});

test("a hostile address is refused here too", async () => {
  const to = { name: "", address: "li@example.test\r\nBcc: evil@example.test" };
  await expect(post().send({ ...notification, to })).rejects.toThrow(UndeliverableError);
});
