import { describe, expect, test } from "@jest/globals";
import { writeNotification } from "../../src/notify/frame.ts";

const same = (text: string) => ({ zh: text, en: text });
const hostile = `<img src=x onerror=alert(1)>"'&\u202e\n<script>`;
const write = (words: string, more: object = {}) =>
  writeNotification({
    notification: { subject: same(words), happened: same(words), asked: same(words), dueAt: 5 },
    person: { name: words, language: "en" },
    organisation: { name: same(words) },
    link: "https://desk.example.test/incidents/1",
    sayTime: () => words,
    ...more,
  });

describe("the HTML of a notification", () => {
  test("holds no mark-up that a stranger wrote", () => {
    const { html } = write(hostile, { because: same(hostile), passedOver: [same(hostile)] });
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
    expect(addresses(write("x", { acknowledge: 'https://desk.example.test/acknowledge/a"b' }).html)).toEqual([
      "https://desk.example.test/acknowledge/a&quot;b",
      "https://desk.example.test/incidents/1",
    ]);
  });
});

test("text and HTML say the same, in the reader's language", () => {
  const notification = writeNotification({
    notification: {
      subject: { zh: "快报超时", en: "Fast report overdue" },
      happened: { zh: "快报未发。", en: "No fast report." },
      asked: { zh: "请确认收到。", en: "Please acknowledge." },
      dueAt: 5,
    },
    person: { name: "李文", language: "zh" },
    organisation: { name: { zh: "清河大学", en: "Qinghe" } },
    link: "https://desk.example.test/incidents/1",
    acknowledge: "https://desk.example.test/acknowledge/t",
    because: { zh: "代理陈晓", en: "acting for Chen" },
    passedOver: [{ zh: "陈晓不在岗", en: "Chen is absent" }],
    sayTime: () => "2026-11-22 22:56",
  });
  for (const words of [
    "李文",
    "快报未发。",
    "请确认收到。",
    "2026-11-22 22:56",
    "/acknowledge/t",
    "代理陈晓",
    "陈晓不在岗",
  ]) {
    expect(notification.text).toContain(words);
    expect(notification.html).toContain(words);
  }
  expect(notification.html).toContain('lang="zh-CN"');
  expect(notification.text).not.toContain("Chen");
});
