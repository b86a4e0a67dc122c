/** The frame of every public page: the organisation's name, its feeds, the other language, how to reach it. */
import type { ComponentChildren } from "preact";
import type { Language } from "../../../machines/playbook.ts";
import { formatTime } from "../../playbook/times.ts";
import type { SiteParts } from "../paths.ts";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";

export const publicWords = { zh, en } as const;

/** A page of the site. `path` is its own, below the folder. */
export interface PageParts extends SiteParts {
  readonly language: Language;
  readonly path: string;
}

export const otherLanguage = (language: Language): Language => (language === "zh" ? "en" : "zh");

/** Links are relative, so that the folder can be served anywhere. */
export function linkTo({ path }: Pick<PageParts, "path">, target: string): string {
  return `${"../".repeat(path.split("/").length - 1)}${target}`;
}

export function timeOf({ organisation, language }: PageParts, at: number) {
  return <time dateTime={new Date(at).toISOString()}>{formatTime(at, language, organisation)}</time>;
}

interface FrameProps {
  readonly parts: PageParts;
  readonly title: string;
  readonly description: string;
  readonly kind: "article" | "website";
  /** The page that counts, where this is an older version of it. */
  readonly canonical: string;
  /** The same page in the other language. */
  readonly translated: string;
  readonly publishedAt?: number;
  readonly updatedAt?: number;
  readonly children: ComponentChildren;
}

export function Frame(props: FrameProps) {
  const { parts, title, translated, children } = props;
  const { language, organisation, contact } = parts;
  const words = publicWords[language];
  const name = organisation.name[language];
  const other = otherLanguage(language);
  const to = (target: string) => linkTo(parts, target);
  return (
    <html lang={words.htmlLang}>
      <Head {...props} />
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <header>
          <div>
            <b>{name}</b>
            <nav aria-label={words.parts}>
              <a href={to(`${language}/index.html`)}>{words.all}</a>
              <a href={to(`${language}/feed.xml`)}>Atom</a>
              <a href={to(`${language}/feed.json`)}>JSON</a>
              <a href={to(translated)} lang={publicWords[other].htmlLang} hreflang={publicWords[other].htmlLang}>
                {words.otherLanguage}
              </a>
            </nav>
          </div>
        </header>
        <main id="content" tabIndex={-1} aria-label={title}>
          {children}
        </main>
        <footer>
          <p>
            <b>{name}</b>
            {contact === null ? null : <span>{contact[language]}</span>}
          </p>
        </footer>
      </body>
    </html>
  );
}

function Head({ parts, title, description, kind, canonical, translated, publishedAt, updatedAt }: FrameProps) {
  const { language, organisation, baseUrl, path } = parts;
  const words = publicWords[language];
  const other = otherLanguage(language);
  const name = organisation.name[language];
  const to = (target: string) => linkTo(parts, target);
  const iso = (at: number) => new Date(at).toISOString();
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta
        http-equiv="Content-Security-Policy"
        content="default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
      />
      <title>{`${title} · ${name}`}</title>
      <meta name="description" content={description} />
      <meta name="robots" content={canonical === path ? "index, follow" : "noindex, follow"} />
      <link rel="canonical" href={`${baseUrl}/${canonical}`} />
      <link rel="alternate" hreflang={publicWords[other].htmlLang} href={`${baseUrl}/${translated}`} />
      <link rel="alternate" type="application/atom+xml" title={name} href={to(`${language}/feed.xml`)} />
      <link rel="alternate" type="application/feed+json" title={name} href={to(`${language}/feed.json`)} />
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={to("style.css")} />
      <meta property="og:title" content={title} />
      <meta property="og:type" content={kind} />
      <meta property="og:url" content={`${baseUrl}/${canonical}`} />
      <meta property="og:site_name" content={name} />
      <meta property="og:description" content={description} />
      <meta property="og:locale" content={words.locale} />
      {publishedAt === undefined ? null : <meta property="article:published_time" content={iso(publishedAt)} />}
      {updatedAt === undefined ? null : <meta property="article:modified_time" content={iso(updatedAt)} />}
    </head>
  );
}
