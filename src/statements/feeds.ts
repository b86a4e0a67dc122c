/** Atom (RFC 4287) and JSON Feed 1.1. An entry keeps its id whatever happens to it, and moves `updated`. */
import { createHash } from "node:crypto";
import type { Language } from "../../machines/playbook.ts";
import { escapeMarkup } from "../kernel/markup.ts";
import { markdownHtml, markdownWords } from "../playbook/markdown.ts";
import { formatTime } from "../playbook/times.ts";
import { publicWords } from "./pages/frame.tsx";
import { wordingIn } from "./pages/statement.tsx";
import { pagePath, type SiteParts } from "./paths.ts";
import type { SiteStatement } from "./site-statement.ts";

const entriesMax = 50;

interface Entry {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  readonly summary: string;
  readonly language: string;
  readonly published: string;
  readonly updated: string;
}

const iso = (at: number): string => new Date(at).toISOString();

function entryOf(statement: SiteStatement, { organisation, baseUrl }: SiteParts, language: Language): Entry {
  const { id, firstAt, updatedAt, versions, withdrawal } = statement;
  const words = publicWords[language];
  const common = {
    id,
    url: `${baseUrl}/${pagePath(statement, language)}`,
    published: iso(firstAt),
    updated: iso(updatedAt),
  };
  const time = (at: number) => formatTime(at, language, organisation);
  const version = versions.at(-1);
  const wording = version && wordingIn(version, language);
  if (withdrawal !== null || !version || !wording) {
    const line = words.withdrawnLine(time(withdrawal?.at ?? updatedAt), markdownWords(withdrawal?.reason ?? ""));
    const html = `<p>${escapeMarkup(line)}</p>`;
    return { ...common, title: words.withdrawnTitle, html, summary: line, language: words.htmlLang };
  }
  const corrected =
    version.corrects === null
      ? ""
      : `<h2>${escapeMarkup((version.isUpdate ? words.updatedOn : words.correctedOn)(time(version.at)))}</h2>\n${markdownHtml(version.corrects)}<hr>\n`;
  const promise =
    statement.promise === null
      ? ""
      : `<p>${escapeMarkup(`${words.nextUpdate} ${words.nextUpdateBy(time(statement.promise.by))}`)}</p>\n`;
  return {
    ...common,
    title: wording.title,
    html: `${promise}${corrected}${markdownHtml(wording.body)}`,
    summary: markdownWords(wording.body).slice(0, 200),
    language: publicWords[wording.language].htmlLang,
  };
}

export function atomFeed(newest: readonly SiteStatement[], parts: SiteParts, language: Language): string {
  const { organisation, baseUrl } = parts;
  const words = publicWords[language];
  const name = escapeMarkup(organisation.name[language]);
  const entries = newest.slice(0, entriesMax).map((statement) => entryOf(statement, parts, language));
  const updated = newest[0] === undefined ? iso(0) : iso(newest[0].updatedAt);
  return [
    `<?xml version="1.0" encoding="utf-8"?>`,
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${words.htmlLang}">`,
    `<id>${feedId(baseUrl, language)}</id>`,
    `<title>${name} · ${escapeMarkup(words.archiveTitle)}</title>`,
    `<updated>${updated}</updated>`,
    `<author><name>${name}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${escapeMarkup(`${baseUrl}/${language}/feed.xml`)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeMarkup(`${baseUrl}/${language}/index.html`)}"/>`,
    ...entries.map((entry) =>
      [
        `<entry xml:lang="${entry.language}">`,
        `<id>${entry.id}</id>`,
        `<title>${escapeMarkup(entry.title)}</title>`,
        `<published>${entry.published}</published>`,
        `<updated>${entry.updated}</updated>`,
        `<link rel="alternate" type="text/html" href="${escapeMarkup(entry.url)}"/>`,
        `<summary>${escapeMarkup(entry.summary)}</summary>`,
        `<content type="html">${escapeMarkup(entry.html)}</content>`,
        `</entry>`,
      ].join("\n"),
    ),
    `</feed>`,
    ``,
  ].join("\n");
}

export function jsonFeed(newest: readonly SiteStatement[], parts: SiteParts, language: Language): string {
  const { organisation, baseUrl } = parts;
  const words = publicWords[language];
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: `${organisation.name[language]} · ${words.archiveTitle}`,
    home_page_url: `${baseUrl}/${language}/index.html`,
    feed_url: `${baseUrl}/${language}/feed.json`,
    language: words.htmlLang,
    authors: [{ name: organisation.name[language] }],
    items: newest.slice(0, entriesMax).map((statement) => {
      const {
        id,
        url,
        title,
        html,
        summary,
        language: written,
        published,
        updated,
      } = entryOf(statement, parts, language);
      return {
        id,
        url,
        title,
        content_html: html,
        summary,
        language: written,
        date_published: published,
        date_modified: updated,
      };
    }),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}

/** Of the site and the language. */
function feedId(baseUrl: string, language: Language): string {
  const hash = createHash("sha256").update(`${baseUrl}\0${language}`).digest("hex").slice(0, 32);
  return `urn:answerable:feed:${hash}`;
}
