/**
 * The whole public site as files, by path: a pure function of what is out. The same statements make the same bytes, so that what
 * is in the folder can be compared with the log.
 */
import { readFileSync } from "node:fs";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../../machines/playbook.ts";
import { atomFeed, jsonFeed } from "./feeds.ts";
import { ArchivePage } from "./pages/archive.tsx";
import { StatementPage } from "./pages/statement.tsx";
import { pagePath, textPath, versionPath, yearsOf, type SiteParts } from "./paths.ts";
import type { SiteStatement } from "./site-statement.ts";

/** Files by their paths below the folder. */
export type Site = ReadonlyMap<string, string>;

const languages: readonly Language[] = ["zh", "en"];

export function siteOf(statements: readonly SiteStatement[], parts: SiteParts): Site {
  const newest = statements.toSorted((one, other) => other.updatedAt - one.updatedAt || (one.id < other.id ? -1 : 1));
  const [first = "zh"] = parts.organisation.languages;
  const archive = { ...parts, statements: newest, year: null };
  return new Map([
    ["style.css", style()],
    ["robots.txt", "User-agent: *\nAllow: /\n"],
    ["index.html", html(ArchivePage({ ...archive, language: first, path: "index.html" }))],
    ...newest.flatMap((statement) => textsOf(statement)),
    ...languages.flatMap((language) => [
      ...newest.flatMap((statement) => pagesOf(statement, parts, language)),
      [`${language}/index.html`, html(ArchivePage({ ...archive, language, path: `${language}/index.html` }))] as const,
      ...yearsOf(newest).map((year) => {
        const path = `${language}/${year}/index.html`;
        const ofYear = newest.filter((one) => one.year === year);
        return [path, html(ArchivePage({ ...archive, statements: ofYear, year, language, path }))] as const;
      }),
      [`${language}/feed.xml`, atomFeed(newest, parts, language)] as const,
      [`${language}/feed.json`, jsonFeed(newest, parts, language)] as const,
    ]),
  ]);
}

/** The current version under the statement's own address, and each version as it stood. */
function pagesOf(
  statement: SiteStatement,
  parts: SiteParts,
  language: Language,
): readonly (readonly [string, string])[] {
  const page = (path: string, shown: number | null) =>
    [path, html(StatementPage({ ...parts, statement, language, path, shown }))] as const;
  return [
    page(pagePath(statement, language), null),
    ...statement.versions.map(({ number }) => page(versionPath(statement, language, number), number)),
  ];
}

/** What was withdrawn is no longer there to be read: files that were, and are to go. */
export const goneOf = (statements: readonly SiteStatement[]): readonly string[] =>
  statements
    .filter(({ withdrawal }) => withdrawal !== null)
    .flatMap((statement) => statement.versions.map(({ number }) => textPath(statement, number)));

function textsOf(statement: SiteStatement): readonly (readonly [string, string])[] {
  if (statement.withdrawal !== null) return [];
  return statement.versions.map((version) => [textPath(statement, version.number), version.text] as const);
}

const html = (page: VNode): string => `<!doctype html>\n${renderToString(page)}\n`;

let read: string | null = null;
const sheets = ["ground", "page"];
const style = (): string =>
  (read ??= sheets.map((name) => readFileSync(new URL(`style/${name}.css`, import.meta.url), "utf8")).join("\n"));
