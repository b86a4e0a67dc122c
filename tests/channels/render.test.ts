/** The bytes that each service is sent, and that nothing anybody writes changes what they mean. */
import { describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { knownServices } from "../../src/channels/known-services.ts";
import { render } from "../../src/channels/render.ts";
import { addresses, facts, secrets, sentAt, serviceOf } from "./samples.ts";

const all = knownServices.map((preset) => [preset.id, preset] as const);
const sent = (id: string, more: Partial<typeof facts> = {}, secret: string | null = null) =>
  render(serviceOf(id), { address: addresses[id]!, secret }, { ...facts, ...more }, sentAt);

const golden = (name: string) => readFileSync(join(import.meta.dirname, "golden", `${name}.txt`), "utf8");

function wire(id: string, secret: string | null): string {
  const { url, headers, body } = sent(id, {}, secret);
  return [`POST ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", body, ""].join(
    "\n",
  );
}

test.each(all)("%s is sent the bytes of its golden file", (id) => {
  expect(wire(id, null)).toBe(golden(id));
});

test.each(Object.keys(secrets))("%s, signed, is sent the bytes of its golden file", (id) => {
  expect(wire(id, secrets[id]!)).toBe(golden(`${id}-signed`));
});

const openssl = (key: string, text: string) =>
  execFileSync("openssl", ["dgst", "-sha256", "-hmac", key, "-binary"], { input: text }).toString("base64");

describe("a robot that checks signatures", () => {
  test("DingTalk: over time and secret, in the address", () => {
    const secret = secrets["dingtalk"]!;
    const { searchParams } = new URL(sent("dingtalk", {}, secret).url);
    expect(searchParams.get("timestamp")).toBe(String(sentAt));
    expect(searchParams.get("sign")).toBe(openssl(secret, `${sentAt}\n${secret}`));
    expect(searchParams.get("access_token")).toMatch(/^0123/);
  });

  test("Feishu: over nothing, by time and secret, in the body", () => {
    const secret = secrets["feishu"]!;
    const { url, body } = sent("feishu", {}, secret);
    const seconds = String(Math.floor(sentAt / 1000));
    expect(url).toBe(addresses["feishu"]);
    expect(JSON.parse(body)).toMatchObject({ timestamp: seconds, sign: openssl(`${seconds}\n${secret}`, "") });
  });

  test.each(Object.keys(secrets))("%s: the same request without a secret has neither time nor signature", (id) => {
    const { url, body } = sent(id);
    expect(url + body).not.toMatch(/timestamp|sign/);
  });
});

/** What a reader sees: the text of the message, wherever the service wants it. */
const textOf = (body: string): string => {
  const { attachments, text, content, message } = JSON.parse(body) as {
    attachments?: readonly { content: { body: readonly { inlines: readonly { text: string }[] }[] } }[];
    text?: string | { content: string };
    content?: { text: string };
    message?: string;
  };
  const card = attachments?.[0]!.content.body.map(({ inlines }) => inlines[0]!.text).join("\n");
  return card ?? content?.text ?? message ?? (typeof text === "object" ? text.content : (text ?? ""));
};

test.each(all)(
  "%s: a long text is cut to its limit, its beginning and the link stay",
  (id, { text: { max, unit } }) => {
    const { body } = sent(id, { happened: "一👩‍👩‍👧".repeat(9_000) });
    const text = textOf(body);
    expect(unit === "bytes" ? Buffer.byteLength(text) : Array.from(text).length).toBeLessThanOrEqual(max);
    expect(text).toMatch(/^(?:#7 重大|一)/);
    expect(text).toMatch(/(?:一|👧)…\n陈晓 · 清河大学 https:\/\/desk\.example\.test\/incidents\/i1$/u);
  },
);

test.each(all)("%s: an address that acts for its reader stands only where one person reads", (id, { reach }) => {
  expect(sent(id).body.includes("/acknowledge/token")).toBe(reach === "person");
});

test.each(all)("%s: quotes, braces and half characters break out of nothing", (id) => {
  const happened = '"},"msgtype":"image","x":{" {link} {text} \ud800 \u202e \u0007';
  const { body } = sent(id, { happened, subject: happened });
  expect(textOf(body)).toContain('"},"msgtype":"image","x":{" {link} {text}');
  expect(body).not.toMatch(/[\u202e\u0007]|\\u0007|\\ud800/);
});

test("what is written calls nobody and hides no address", () => {
  expect(textOf(sent("slack").body)).toContain("&lt;!channel&gt;");
  expect(textOf(sent("feishu", { happened: '<at user_id="all">所有人</at>' }).body)).not.toContain("<at");
  for (const id of ["mattermost", "rocket-chat"]) expect(textOf(sent(id).body)).not.toMatch(/@all|\]\(|<!/);
});

test("ntfy: no button without anything to acknowledge, and a usual priority when nothing is due", () => {
  const json = JSON.parse(sent("ntfy", { acknowledge: null, oneTap: null, isUrgent: false }).body);
  expect(json).not.toHaveProperty("actions");
  expect(json).toMatchObject({ topic: "duty-8f2Kq9xTz3", priority: 3, click: facts.link });
});
