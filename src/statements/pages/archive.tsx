/** Everything that is out, or that went out in one year, newest first. */
import { markdownWords } from "../../playbook/markdown.ts";
import { formatTime } from "../../playbook/times.ts";
import { pagePath, yearsOf } from "../paths.ts";
import type { SiteStatement } from "../site-statement.ts";
import { Frame, linkTo, otherLanguage, publicWords, timeOf, type PageParts } from "./frame.tsx";
import { wordingIn } from "./statement.tsx";

interface ArchiveProps extends PageParts {
  readonly statements: readonly SiteStatement[];
  /** Null: all years. */
  readonly year: string | null;
}

/** The rest stands under its year. */
const firstPageMax = 50;

export function ArchivePage(props: ArchiveProps) {
  const { statements, year, language } = props;
  const words = publicWords[language];
  const title = year === null ? words.archiveTitle : words.archiveOf(year);
  const place = year === null ? "index.html" : `${year}/index.html`;
  const shown = year === null ? statements.slice(0, firstPageMax) : statements;
  return (
    <Frame
      parts={props}
      title={title}
      description={words.archiveIntro}
      kind="website"
      canonical={`${language}/${place}`}
      translated={`${otherLanguage(language)}/${place}`}
    >
      <h1>{title}</h1>
      <p>{words.archiveIntro}</p>
      {shown.length === 0 ? <p class="quiet">{words.none}</p> : null}
      <ol class="archive">
        {shown.map((statement) => (
          <Entry key={statement.id} {...props} statement={statement} />
        ))}
      </ol>
      {year === null && statements.length > 0 ? <Years {...props} /> : null}
    </Frame>
  );
}

function Entry(props: ArchiveProps & { readonly statement: SiteStatement }) {
  const { statement, language, organisation } = props;
  const { withdrawal, versions, updatedAt, promise } = statement;
  const words = publicWords[language];
  const version = versions.at(-1);
  const wording = version && wordingIn(version, language);
  const href = linkTo(props, pagePath(statement, language));
  if (withdrawal !== null || !version || !wording)
    return (
      <li>
        <p class="quiet">{timeOf(props, updatedAt)}</p>
        <h2>
          <a href={href}>{words.withdrawnTitle}</a>
        </h2>
        {withdrawal ? (
          <p class="withdrawn">
            ▲ {words.withdrawnLine(formatTime(withdrawal.at, language, organisation), markdownWords(withdrawal.reason))}
          </p>
        ) : null}
      </li>
    );
  return (
    <li>
      <p class="quiet">{timeOf(props, updatedAt)}</p>
      <h2>
        <a href={href} lang={publicWords[wording.language].htmlLang}>
          {wording.title}
        </a>
      </h2>
      <p class={version.number > 1 ? "corrected" : "quiet"}>
        {version.number > 1
          ? `◆ ${(version.isUpdate ? words.updated : words.corrected)(version.number)}`
          : words.version(1)}
      </p>
      {promise === null ? null : (
        <p class="quiet">
          {words.nextUpdate} {words.nextUpdateBy(formatTime(promise.by, language, organisation))}
        </p>
      )}
    </li>
  );
}

function Years(props: ArchiveProps) {
  const { statements, language } = props;
  return (
    <nav aria-label={publicWords[language].years} class="years">
      <span class="quiet">{publicWords[language].years}</span>
      {yearsOf(statements).map((year) => (
        <a key={year} href={linkTo(props, `${language}/${year}/index.html`)}>
          {year}
        </a>
      ))}
    </nav>
  );
}
