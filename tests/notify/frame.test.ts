import { describe, expect, test } from "@jest/globals";
import { writeNotification } from "../../src/notify/frame.ts";
import type { NotificationOptions } from "../../src/notify/parts.ts";

const same = (text: string) => ({ zh: text, en: text });
const hostile = `<img src=x onerror=alert(1)>"'&\u202e\n<script>`;
const textOf = (words: string) => ({
  subject: same(words),
  happened: same(words),
  about: same(words),
  details: same(words),
  asked: same(words),
  dueAt: 5,
  dueNote: same(words),
  next: same(words),
  attached: same(words),
  calculation: same(words),
});
const write = (words: string, more: Partial<NotificationOptions> = {}, acknowledge: string | null = null) =>
  writeNotification({
    items: [{ notification: textOf(words), acknowledge }],
    person: { name: words, language: "en" },
    organisation: { name: same(words) },
    link: "https://desk.example.test/incidents/1",
    time: () => words,
    ...more,
  });

describe("the HTML of a notification", () => {
  test("holds no mark-up that a stranger wrote", () => {
    const { html } = write(hostile, {
      because: { how: "deputy", words: same(hostile) },
      skipped: [same(hostile)],
      items: [{ notification: textOf(hostile) }, { notification: textOf(hostile), acknowledge: hostile }],
    });
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script");
    expect(html).not.toContain("\u202e");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
    const tags = [...html.matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag);
    expect([...new Set(tags)].map(String).sort()).toEqual([
      "a",
      "b",
      "body",
      "br",
      "div",
      "head",
      "hr",
      "html",
      "meta",
      "p",
      "title",
    ]);
  });

  test("leads to the desk and nowhere else", () => {
    const addresses = (html: string) => [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses(write("x").html)).toEqual(["https://desk.example.test/incidents/1"]);
    expect(addresses(write("x", { link: "javascript:alert(1)" }).html)).toEqual([""]);
    expect(addresses(write("x", {}, 'https://desk.example.test/acknowledge/a"b').html)).toEqual([
      "https://desk.example.test/acknowledge/a&quot;b",
      "https://desk.example.test/incidents/1",
    ]);
  });
});

const overdue = (of: string) => ({
  subject: { zh: `#7 ${of}已超时`, en: `#7 ${of} overdue` },
  happened: { zh: `${of}未报。`, en: `No ${of}.` },
  about: { zh: "热水中断 · 特别重大", en: "No hot water · Critical" },
  asked: { zh: "确认收到。", en: "acknowledge." },
  dueAt: 5,
});
const inChinese = {
  person: { name: "李文", language: "zh" },
  organisation: { name: { zh: "清河大学", en: "Qinghe" } },
  link: "https://desk.example.test/incidents/1",
  time: () => "2026-11-22 22:56（北京时间）",
} as const;

test("text and HTML say the same, in the reader's language, and begin with the sentence", () => {
  const notification = writeNotification({
    ...inChinese,
    items: [{ notification: overdue("快报"), acknowledge: "https://desk.example.test/acknowledge/t" }],
    because: { how: "deputy", words: { zh: "代理陈晓（值班员）", en: "deputy for Chen (duty officer)" } },
    skipped: [{ zh: "陈晓不在岗", en: "Chen is absent" }],
  });
  expect(notification.text).toBe(`快报未报。
热水中断 · 特别重大

请办理：确认收到。
截止：2026-11-22 22:56（北京时间）
确认收到（打开页面后点击按钮）：https://desk.example.test/acknowledge/t

打开事件：https://desk.example.test/incidents/1

您代理陈晓（值班员）收到本通知。
未通知到：陈晓不在岗
本通知由系统自动发出，请勿直接回复。
清河大学
`);
  for (const words of notification.text.split("\n").filter((line) => line !== "" && !line.includes("https://")))
    expect(notification.html).toContain(words);
  expect(notification.html).toContain('lang="zh-CN"');
  expect(notification.text).not.toContain("Chen");
});

describe("several matters in one message", () => {
  const items = [
    { notification: overdue("快报"), acknowledge: "https://desk.example.test/acknowledge/1" },
    { notification: overdue("正式回复"), acknowledge: "https://desk.example.test/acknowledge/2" },
    { notification: overdue("联系单 1") },
  ] as const;
  const written = (language: "zh" | "en") =>
    writeNotification({ ...inChinese, person: { name: "李文", language }, items });

  test("the subject is that of the first, and says how many there are", () => {
    expect(written("zh").subject).toBe("#7 快报已超时，等 3 项");
    expect(written("en").subject).toBe("#7 快报 overdue and 2 more");
  });

  test("each stands there whole, with a link of its own; the text begins with the first", () => {
    const { text, html } = written("zh");
    expect(text.startsWith("快报未报。\n")).toBe(true);
    for (const each of [text, html])
      expect(
        ["快报未报。", "/acknowledge/1", "正式回复未报。", "/acknowledge/2", "联系单 1未报。"].map((part) =>
          each.includes(part),
        ),
      ).toEqual([true, true, true, true, true]);
    expect(text).toContain("—— 2/3 ——\n正式回复未报。");
    expect(text.match(/打开事件：/g)).toHaveLength(1);
  });

  test("a long subject gives way to how many there are", () => {
    const long = { notification: { ...overdue("快报"), subject: same(`#7 ${"x".repeat(57)}`) } };
    const { subject } = writeNotification({ ...inChinese, items: [long, items[1]] });
    expect(subject).toMatch(/^#7 x+…，等 2 项$/);
    expect(subject).toHaveLength(60);
  });
});
