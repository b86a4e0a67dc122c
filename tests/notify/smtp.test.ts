import { afterEach, describe, expect, test } from "@jest/globals";
import type { SMTPServerOptions } from "smtp-server";
import { UndeliverableError } from "../../src/engine/failures.ts";
import { smtpTransport } from "../../src/notify/transport-smtp.ts";
import type { OutgoingNotification } from "../../src/notify/transport.ts";
import { answer, startMailServer, type MailServer } from "../support/mail-server.ts";

const running: MailServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function post(options?: SMTPServerOptions, tls: "off" | "starttls" = "off") {
  const server = await startMailServer(options);
  running.push(server);
  const smtp = { host: "127.0.0.1", port: server.port, tls, user: null, password: null };
  return { server, transport: smtpTransport({ smtp, from: { name: "Duty desk", address: "desk@example.test" } }) };
}

const notification: OutgoingNotification = {
  message: "0196:3.0",
  instance: "0196",
  at: Date.UTC(2026, 10, 22, 14, 56),
  recipient: "li",
  sender: "清河大学",
  to: { name: "李文", address: "li@example.test" },
  language: "zh",
  subject: "快报超时:教务系统泄露数据",
  text: "李文,您好:\n\n时限 2026-11-22 22:56（北京时间）。\n.\n单独一个点的一行。\n",
  html: "<p>请您确认收到。</p>",
};

describe("a notification by mail", () => {
  test("arrives as it was written, at one person", async () => {
    const { server, transport } = await post();
    expect(await transport.send(notification)).toMatch(/^250/);
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: "desk@example.test", to: ["li@example.test"] });
    expect(mail!.parsed).toMatchObject({
      from: { name: "Duty desk", address: "desk@example.test" },
      to: [{ name: "李文", address: "li@example.test" }],
      subject: notification.subject,
      date: "2026-11-22T14:56:00.000Z",
    });
    expect(mail!.parsed.text).toBe(notification.text);
    expect(mail!.parsed.html).toContain("<p>请您确认收到。</p>");
    expect(mail!.raw).toMatch(/^Content-Type: multipart\/alternative/m);
  });

  test("says that a machine sent it, and hangs together with the incident's other notifications", async () => {
    const { server, transport } = await post();
    await transport.send(notification);
    await transport.send({ ...notification, message: "0196:4.0" });
    const [first, second] = server.received.map(({ parsed }) => parsed);
    expect(first!.headers).toContainEqual(expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }));
    expect(first!.references).toBe(second!.references);
    expect(first!.inReplyTo).toBe(first!.references);
    expect(first!.messageId).not.toBe(second!.messageId);
  });

  test("has the same Message-ID on a second try, and another for another person", async () => {
    const { server, transport } = await post();
    await transport.send(notification);
    await transport.send(notification);
    await transport.send({ ...notification, recipient: "chen" });
    const ids = server.received.map(({ parsed }) => parsed.messageId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

describe("what would lead a notification astray", () => {
  test.each([
    "li@example.test\r\nBcc: evil@example.test",
    "li@example.test\nRCPT TO:<evil@example.test>",
    "li@example.test, evil@example.test",
    "li@example.test; evil@example.test",
    "Team: li@example.test, evil@example.test;",
    "li@example.test <evil@example.test>",
    "<evil@example.test>",
    '"li@example.test" <evil@example.test>',
    "li@example.test (evil@example.test)",
    '"a,b"@example.test',
    "li@[127.0.0.1]",
    "li@example..test",
    "evil@exаmple.test",
    " li@example.test",
    "",
  ])("the address %j is refused and nothing leaves", async (address) => {
    const { server, transport } = await post();
    await expect(transport.send({ ...notification, to: { name: "Li", address } })).rejects.toThrow(UndeliverableError);
    expect(server.received).toEqual([]);
  });

  test.each([
    "Fire\r\nBcc: evil@example.test",
    "Fire\r\n\r\n<script>alert(1)</script>",
    "Fire\u2028X-Evil: 1\u0000\u000b",
    "=?utf-8?B?RmlyZQ0KQmNjOiBldmlsQGV4YW1wbGUudGVzdA==?=",
  ])("the subject %j stays a subject", async (subject) => {
    const { server, transport } = await post();
    await transport.send({ ...notification, subject });
    const [mail] = server.received;
    expect(mail!.to).toEqual(["li@example.test"]);
    expect(mail!.parsed.text).toBe(notification.text);
    const keys = mail!.parsed.headers.map(({ key }) => key);
    expect(keys).not.toContain("bcc");
    expect(keys).not.toContain("x-evil");
    expect(keys.filter((key) => key === "subject")).toHaveLength(1);
  });

  test("a person's name is a name", async () => {
    const { server, transport } = await post();
    await transport.send({
      ...notification,
      sender: "清河大学",
      to: { name: 'Li\r\nBcc: evil@example.test, "x" <y@example.test>', address: "li@example.test" },
    });
    expect(server.received[0]!.to).toEqual(["li@example.test"]);
    expect(server.received[0]!.parsed.to).toEqual([expect.objectContaining({ address: "li@example.test" })]);
    expect(server.received[0]!.parsed.bcc).toBeUndefined();
  });

  test.each([{ path: "/etc/hostname" }, { href: "http://127.0.0.1:1/" }, { path: "data:text/plain,hello" }])(
    "a text that is really %j is not followed",
    async (text) => {
      const { server, transport } = await post();
      await expect(transport.send({ ...notification, text: text as unknown as string })).rejects.toThrow(
        UndeliverableError,
      );
      await expect(transport.send({ ...notification, html: text as unknown as string })).rejects.toThrow(
        UndeliverableError,
      );
      expect(server.received).toEqual([]);
    },
  );
});

describe("a server that says no", () => {
  test("to the receiver for good: dead-lettered at once, with its words", async () => {
    const { transport } = await post({
      onRcptTo: (_address, _session, done) => {
        done(answer(550, "No such person here"));
      },
    });
    const sending = transport.send(notification);
    await expect(sending).rejects.toThrow(UndeliverableError);
    await expect(sending).rejects.toThrow("550 No such person here");
  });

  test("to the receiver for now: to be tried again", async () => {
    const { transport } = await post({
      onRcptTo: (_address, _session, done) => {
        done(answer(450, "Greylisted"));
      },
    });
    await expect(transport.send(notification)).rejects.toThrow("450 Greylisted");
    await expect(transport.send(notification)).rejects.not.toThrow(UndeliverableError);
  });

  test("to the text for good: dead-lettered", async () => {
    const { transport } = await post({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on("end", () => {
          done(answer(554, "Looks like spam"));
        });
      },
    });
    await expect(transport.send(notification)).rejects.toThrow(UndeliverableError);
  });

  test("to our sender: the operator mends that, so it is tried again", async () => {
    const { transport } = await post({
      onMailFrom: (_address, _session, done) => {
        done(answer(550, "Unknown sender"));
      },
    });
    const failure = await transport.send(notification).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(UndeliverableError);
  });

  test("to encryption: nothing is sent in the clear", async () => {
    const { server, transport } = await post({}, "starttls");
    await expect(transport.send(notification)).rejects.toThrow(/STARTTLS/i);
    expect(server.received).toEqual([]);
  });

  test("by not being there: to be tried again", async () => {
    const { server, transport } = await post();
    running.length = 0;
    await server.close();
    const failure = await transport.send(notification).catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(UndeliverableError);
    expect(String(failure)).toMatch(/ECONNREFUSED/);
  });
});
