/** Restricted Markdown: what cannot go out as it was typed is refused, and what is shown holds nothing but text and https links. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { publicTextFault } from "../../machines/kit/characters.ts";
import { markdownFault, markdownHtml, markdownWords } from "../../src/playbook/markdown.ts";

test.each([
  ["<b>x</b>", "HTML"],
  ["a<!-- hidden -->b", "HTML"],
  ["<script>alert(1)</script>", "HTML"],
  ["<div>\nx\n</div>", "HTML"],
  ["![a](https://x.example.org/a.png)", "Images"],
  ["[see ![x](https://a.example.org/p.png)](https://b.example.org)", "Images"],
  ["[x](javascript:alert(1))", "link"],
  ["[x](http://a.example.org)", "link"],
  ["[x](//a.example.org)", "link"],
  ["[x](/record)", "link"],
  ["[x](mailto:a@example.org)", "link"],
  ["<http://a.example.org>", "link"],
  ["[x](https://a@b.example.org)", "link"],
  ["[x](https://localhost/a)", "link"],
])("%s is refused", (text, word) => {
  expect(markdownFault(text)?.en).toContain(word);
  expect(markdownFault(text)?.zh).toBeTruthy();
});

test.each([
  "5 < 6 & 7 > 2",
  "**bold** and *so*",
  "- a\n- b",
  "`x` | y | ~~z~~",
  "1. one\n2. two",
  "[x](https://a.example.org)",
])("%s is taken", (text) => {
  expect(markdownFault(text)).toBeNull();
});

test("a link shows its host, as a browser goes there", () => {
  expect(markdownHtml("[the bank](https://www.example.org/x?a=1&b=2)")).toBe(
    '<p><a href="https://www.example.org/x?a=1&amp;b=2" rel="noopener noreferrer external">the bank</a> <span class="host">(www.example.org)</span></p>\n',
  );
  expect(markdownHtml("<https://пример.example>")).toContain('<span class="host">(xn--e1afmkfd.example)</span>');
});

test("a heading goes below the page's own", () => {
  expect(markdownHtml("# One\n\n### Three")).toBe("<h2>One</h2>\n<h4>Three</h4>\n");
});

test("an entity is no way in for a character that nobody sees", () => {
  expect(markdownHtml("a&#8238;b&nbsp;c")).toBe("<p>a&amp;#8238;b&amp;nbsp;c</p>\n");
});

test("the words alone", () => {
  expect(markdownWords("# One\n\nwater is **brown**, see\n[this](https://example.org)\n\n- two")).toBe(
    "One water is brown, see this two",
  );
});

test("whatever is typed, no tag but ours leaves", () => {
  const signs = fc.string({
    unit: fc.constantFrom(
      "<",
      ">",
      "[",
      "]",
      "(",
      ")",
      "!",
      "*",
      "\\",
      "a",
      "/",
      ":",
      '"',
      "&",
      "\n",
      " ",
      "https://",
      "b.c",
    ),
  });
  fc.assert(
    fc.property(signs, (text) => {
      const tags = markdownHtml(text).match(/<[^>]*>/g) ?? [];
      for (const tag of tags)
        expect(tag).toMatch(
          /^<\/?(?:p|h[234]|ul|ol(?: start="\d+")?|li|blockquote|em|strong|hr|br|a|span)>$|^<span class="host">$|^<a href="[^"<>]*" rel="noopener noreferrer external">$/,
        );
    }),
    { numRuns: 500 },
  );
});

test.each(["\u202e", "\u2066", "\u200b", "\u200e", "\u00ad", "\ufeff", "\u2060", "\u061c", "\u{e0041}"])(
  "%j is refused in what the public reads",
  (sign) => {
    expect(publicTextFault(`water${sign} is brown`)?.en).toContain("invisible character");
  },
);

test("what shapes a visible character stays", () => {
  expect(publicTextFault("👩‍🚒 می‌خواهم\nline")).toBeNull();
});
