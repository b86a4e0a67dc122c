/** One statement: its correction on top, its wording, where the earlier versions are, and how to check it. */
import { differenceOf } from "../../playbook/difference.ts";
import { markdownHtml, markdownWords } from "../../playbook/markdown.ts";
import { formatTime } from "../../playbook/times.ts";
import { pagePath, textPath, versionPath } from "../paths.ts";
import type { SiteStatement, SiteVersion, SiteWording } from "../site-statement.ts";
import { Frame, linkTo, otherLanguage, publicWords, timeOf, type PageParts } from "./frame.tsx";

interface StatementProps extends PageParts {
  readonly statement: SiteStatement;
  /** A version as it stood; null: the one that counts. */
  readonly shown: number | null;
}

const descriptionMax = 200;

export function StatementPage(props: StatementProps) {
  const { statement, shown, language } = props;
  const { versions, withdrawal, firstAt, updatedAt } = statement;
  const version = versions.find(({ number }) => number === shown) ?? versions.at(-1);
  const words = publicWords[language];
  const wording = version && wordingIn(version, language);
  const other = otherLanguage(language);
  const translated = shown === null ? pagePath(statement, other) : versionPath(statement, other, shown);
  const isGone = withdrawal !== null || !version || !wording;
  return (
    <Frame
      parts={props}
      title={isGone ? words.withdrawnTitle : wording.title}
      description={isGone ? (withdrawal?.reason ?? "") : shortened(markdownWords(wording.body))}
      kind="article"
      canonical={pagePath(statement, language)}
      translated={translated}
      publishedAt={firstAt}
      updatedAt={updatedAt}
    >
      <article>
        {isGone ? <Withdrawn {...props} /> : <Standing {...props} version={version} wording={wording} />}
      </article>
    </Frame>
  );
}

/** In the reader's language, or in the one in which it was written. */
export const wordingIn = ({ wordings }: SiteVersion, language: string): SiteWording | undefined =>
  wordings.find((one) => one.language === language) ?? wordings[0];

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= descriptionMax ? text : `${characters.slice(0, descriptionMax - 1).join("")}…`;
}

function Withdrawn(props: StatementProps) {
  const { statement, language } = props;
  const { withdrawal, versions } = statement;
  const words = publicWords[language];
  if (withdrawal === null) return null;
  return (
    <>
      <h1>{words.withdrawnTitle}</h1>
      <div class="note withdrawn">
        <h2>{words.withdrawnOn(formatTime(withdrawal.at, language, props.organisation))}</h2>
        <p>{words.withdrawnText}</p>
        <Markdown text={withdrawal.reason} />
      </div>
      <NextUpdate {...props} />
      <ul class="quiet">
        {versions.map(({ number, at, digest }) => (
          <li key={number}>
            {words.version(number)} · {timeOf(props, at)} · <code>{digest}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

interface StandingProps extends StatementProps {
  readonly version: SiteVersion;
  readonly wording: SiteWording;
}

function Standing(props: StandingProps) {
  const { statement, version, wording, shown, language } = props;
  const words = publicWords[language];
  const isOld = version.number !== statement.versions.at(-1)?.number;
  return (
    <>
      {shown !== null && isOld ? <AsItStood {...props} /> : <NextUpdate {...props} />}
      {version.number > 1 ? <Correction {...props} /> : null}
      <p class="quiet">
        {words.version(version.number)} · {timeOf(props, version.at)}
        {version.number > 1 ? (
          <> · {words.firstPublished(formatTime(statement.firstAt, language, props.organisation))}</>
        ) : null}
      </p>
      {wording.language === language ? null : <p class="quiet">{words.oneLanguage}</p>}
      <div lang={publicWords[wording.language].htmlLang}>
        <h1>{wording.title}</h1>
        <div class="wording">
          <Markdown text={wording.body} />
        </div>
      </div>
      <p class="quiet">{props.organisation.name[language]}</p>
      <Check {...props} />
    </>
  );
}

function AsItStood(props: StandingProps) {
  const { statement, version, language } = props;
  const words = publicWords[language];
  return (
    <p class="note">
      {words.asItStood(version.number)}{" "}
      {version.nextUpdateAt === null
        ? null
        : `${words.promisedThen(formatTime(version.nextUpdateAt, language, props.organisation))} `}
      <a href={linkTo(props, pagePath(statement, language))}>{words.current}</a>
    </p>
  );
}

/** A promise with its own deadline: it stands until the next publication keeps it, or until another time is announced. */
function NextUpdate({ statement, language, organisation }: StatementProps) {
  const { promise } = statement;
  if (promise === null) return null;
  const words = publicWords[language];
  const time = (at: number) => formatTime(at, language, organisation);
  const { renewed } = promise;
  return (
    <div class="note promise">
      <h2>
        {words.nextUpdate}{" "}
        <time datetime={new Date(promise.by).toISOString()}>{words.nextUpdateBy(time(promise.by))}</time>
      </h2>
      {renewed === null ? null : (
        <>
          <p>{words.nextUpdateWas(time(renewed.was), time(renewed.at))}</p>
          <Markdown text={renewed.reason} />
        </>
      )}
    </div>
  );
}

/** On top of what it corrects or updates: what was wrong, what changed, and the version before as it stood. */
function Correction(props: StandingProps) {
  const { statement, version, language, organisation } = props;
  const words = publicWords[language];
  const before = statement.versions.find(({ number }) => number === version.number - 1);
  return (
    <div class="note">
      <h2>
        {(version.isUpdate ? words.updatedOn : words.correctedOn)(formatTime(version.at, language, organisation))}
      </h2>
      {version.corrects === null ? null : <Markdown text={version.corrects} />}
      {before ? <Changes {...props} before={before} /> : null}
      {statement.versions
        .filter(({ number }) => number < version.number)
        .map(({ number, at }) => (
          <p key={number}>
            <a href={linkTo(props, versionPath(statement, language, number))}>
              {words.earlierVersion(number, formatTime(at, language, organisation))}
            </a>
          </p>
        ))}
    </div>
  );
}

function Changes({ before, wording, language }: StandingProps & { readonly before: SiteVersion }) {
  const words = publicWords[language];
  const earlier = before.wordings.find((one) => one.language === wording.language);
  if (!earlier) return null;
  const whole = ({ title, body }: SiteWording) => `${title}\n\n${body}`;
  const pieces = differenceOf(whole(earlier), whole(wording));
  return (
    <details>
      <summary>{words.changes}</summary>
      {pieces === null ? (
        <p>{words.tooDifferent}</p>
      ) : (
        <p class="changes" lang={publicWords[wording.language].htmlLang}>
          {pieces.map(({ text, change }, index) =>
            change === "added" ? (
              <ins key={index}>{text}</ins>
            ) : change === "removed" ? (
              <del key={index}>{text}</del>
            ) : (
              text
            ),
          )}
        </p>
      )}
    </details>
  );
}

function Check(props: StandingProps) {
  const { statement, version, language } = props;
  const words = publicWords[language];
  return (
    <details class="check">
      <summary>{words.check}</summary>
      <p>
        {words.digest} <code>{version.digest}</code>
      </p>
      <p>
        <a href={linkTo(props, textPath(statement, version.number))}>{words.exactText}</a>
      </p>
    </details>
  );
}

/** Made by a renderer that knows no HTML, see `markdown.ts`. */
function Markdown({ text }: { readonly text: string }) {
  return <div dangerouslySetInnerHTML={{ __html: markdownHtml(text) }} />;
}
