/** The bytes that each service is sent, and that nothing anybody writes changes what they mean. */
import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { knownServices } from "../../src/channels/known-services.ts";
import { render } from "../../src/channels/render.ts";
import { addresses, facts, serviceOf } from "./samples.ts";

const all = knownServices.map((preset) => [preset.id, preset] as const);
const sent = (id: string, more: Partial<typeof facts> = {}) =>
  render(serviceOf(id), { address: addresses[id]! }, { ...facts, ...more });

test.each(all)("%s is sent the bytes of its golden file", (id) => {
  const { url, headers, body } = sent(id);
  const lines = [`POST ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", body, ""];
  expect(lines.join("\n")).toBe(readFileSync(join(import.meta.dirname, "golden", `${id}.txt`), "utf8"));
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
  const json = JSON.parse(sent("ntfy", { acknowledge: null, isUrgent: false }).body);
  expect(json).not.toHaveProperty("actions");
  expect(json).toMatchObject({ topic: "duty-8f2Kq9xTz3", priority: 3, click: facts.link });
});
