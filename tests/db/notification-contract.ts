import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { NotificationRow } from "../../src/desk/notification-ports.ts";

export function notificationContract(storage: () => Storage): void {
  test("a notification is kept for each recipient of a message", async () => {
    const written = [
      aNotification("m-1", "lead", 5),
      aNotification("m-1", "officer", 5),
      aNotification("m-2", "lead", 7),
    ];
    for (const notification of written) await storage().notifications.put(notification);
    await storage().notifications.put(aNotification("m-3", "lead", 6, { instance: "i-2" }));
    expect(await storage().notifications.ofMessage("m-1")).toEqual(written.slice(0, 2));
    expect(await storage().notifications.ofMessages(["m-1", "m-2"])).toEqual(written);
    const recent = await storage().notifications.recent(2);
    expect(recent.map(({ message }) => message)).toEqual(["m-2", "m-3"]);
  });

  test("a failed notification is replaced by the next try, and a sent one stays sent", async () => {
    const failed = aNotification("m-1", "lead", 5, { state: "failed", answer: "connection refused" });
    const sent = aNotification("m-1", "lead", 9, { state: "sent", attempts: 2, answer: "250 queued" });
    await storage().notifications.put(failed);
    expect(await storage().notifications.ofMessage("m-1")).toEqual([failed]);
    await storage().notifications.put(sent);
    await storage().notifications.put({ ...failed, attempts: 3, sentAt: 12 });
    expect(await storage().notifications.ofMessage("m-1")).toEqual([sent]);
  });
}

function aNotification(
  message: string,
  recipient: string,
  sentAt: number,
  parts: Partial<NotificationRow> = {},
): NotificationRow {
  const address = `${recipient}@example.test`;
  const written: NotificationRow = {
    message,
    recipient,
    instance: "i-1",
    address,
    channel: "mail",
    language: "zh",
    subject: "快报已超时",
    text: 'It\'s "due" — 请处理。',
    state: "sent",
    attempts: 1,
    answer: null,
    sentAt,
  };
  return { ...written, ...parts };
}
