/** The bytes that each service is sent, and that nothing anybody writes changes what they mean. */
import { describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { knownServices } from "../../src/channels/known-services.ts";
import { carriesLinks } from "../../src/channels/recognise.ts";
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

/** Those that may go without a signature. */
const optional = all.map(([id]) => id).filter((id) => !serviceOf(id).signs?.isRequired);

test.each(optional)("%s is sent the bytes of its golden file", (id) => {
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

  test("Aliyun: over the whole form, as Python counts it", () => {
    const secret = secrets["aliyun-sms"]!;
    const { url, body } = sent("aliyun-sms", {}, secret);
    expect(url).toBe("https://dysmsapi.aliyuncs.com/");
    const signature = new URLSearchParams(body).get("Signature");
    const signed = execFileSync("python3", ["-c", aliyunInPython, secret], { input: body }).toString().trim();
    expect(signature).toBe(signed);
    expect(body).not.toContain(secret);
  });

  test.each(optional.filter((id) => id in secrets))(
    "%s: the same request without a secret has neither time nor signature",
    (id) => {
      const { url, body } = sent(id);
      expect(url + body).not.toMatch(/timestamp|sign/);
    },
  );
});

/** Written from the manual, not from ours. */
const aliyunInPython = `
import base64, hashlib, hmac, sys
from urllib.parse import parse_qsl, quote
form = [(n, v) for n, v in parse_qsl(sys.stdin.read(), keep_blank_values=True) if n != "Signature"]
q = lambda s: quote(s, safe="-_.~")
query = "&".join(q(n) + "=" + q(v) for n, v in sorted(form))
text = "POST&" + q("/") + "&" + q(query)
print(base64.b64encode(hmac.new((sys.argv[1] + "&").encode(), text.encode(), hashlib.sha1).digest()).decode())
`;

test("Aliyun: a text is a few short variables, without a link, and no two requests are the same", () => {
  const secret = secrets["aliyun-sms"]!;
  const form = (now: number, happened = facts.happened) =>
    new URLSearchParams(
      render(serviceOf("aliyun-sms"), { address: addresses["aliyun-sms"]!, secret }, { ...facts, happened }, now).body,
    );
  const parameters = (happened?: string): unknown => JSON.parse(form(sentAt, happened).get("TemplateParam")!);
  expect(parameters()).toEqual({ number: "7", what: "快报尚未发出。", due: "11月22日 22:56（北京时间）" });
  expect(parameters(`【冒充】"},{${"一".repeat(60)}`)).toMatchObject({ what: `（冒充）"},{${"一".repeat(27)}` });
  expect(form(sentAt).get("SignatureNonce")).not.toBe(form(sentAt + 1).get("SignatureNonce"));
  expect(form(sentAt).toString()).not.toContain("desk.example.test");
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

const withLinks = all.filter(([, { form }]) => form === undefined);

test.each(withLinks)(
  "%s: a long text is cut to its limit, its beginning and the link stay",
  (id, { text: { max, unit } }) => {
    const { body } = sent(id, { happened: "一👩‍👩‍👧".repeat(9_000) });
    const text = textOf(body);
    expect(unit === "bytes" ? Buffer.byteLength(text) : Array.from(text).length).toBeLessThanOrEqual(max);
    expect(text).toMatch(/^(?:#7 重大|一)/);
    expect(text).toMatch(/(?:一|👧)…\n陈晓 · 清河大学 https:\/\/desk\.example\.test\/incidents\/i1$/u);
  },
);

test.each(all)("%s: an address that acts for its reader stands only where one person reads", (id, preset) => {
  expect(sent(id).body.includes("/acknowledge/token")).toBe(carriesLinks(preset));
});

test.each(withLinks)("%s: quotes, braces and half characters break out of nothing", (id) => {
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
