/** A reader who follows a link in our documents arrives: at a file that exists, and at a heading that is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");

interface Link {
  readonly target: string;
  readonly heading: string | undefined;
}

describe("links in the documents", () => {
  test.each(documents())("%s leads nowhere that is not there", (name) => {
    const links = linksIn(readFileSync(join(root, name), "utf8"));
    expect(links.filter((link) => !arrives(name, link))).toEqual([]);
  });

  test("a link that leads nowhere is noticed", () => {
    const links = linksIn(
      "[a](no-such-file.md), [b](README.md#no-such-heading), [c](README.md#quick-start), [d](https://example.org)",
    );
    expect(links.map((link) => arrives("README.md", link))).toEqual([false, false, true]);
  });
});

function documents(): string[] {
  const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`);
  return ["README.md", "README.zh.md", "CONTRIBUTING.md", "STYLE.md", "CHANGELOG.md", ...inDocs].filter((name) =>
    name.endsWith(".md"),
  );
}

/** Links and pictures that point into the project; addresses elsewhere are not ours to promise. */
function linksIn(text: string): Link[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, address = ""]) => address)
    .filter((address) => !/^[a-z]+:/.test(address))
    .map((address) => {
      const [target = "", heading] = address.split("#");
      return { target, heading };
    });
}

function arrives(from: string, { target, heading }: Link): boolean {
  const file = target === "" ? join(root, from) : join(root, dirname(from), target);
  if (!existsSync(file)) return false;
  return heading === undefined || headingsIn(readFileSync(file, "utf8")).includes(heading);
}

function headingsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}
