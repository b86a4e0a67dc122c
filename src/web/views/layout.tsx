/** The frame of every page: skip link, who acts, where one can go, the content, and the line that says how fresh it is. */
import type { ComponentChildren } from "preact";
import { PostForm } from "./post-form.tsx";
import { mayOpen } from "../access.ts";
import { Keys } from "./keys.tsx";
import { LiveLine, LiveScripts, LiveState, Reloading, type LiveOf } from "./live.tsx";
import { DutyLine } from "./duty-line.tsx";
import { TroubleBanner } from "./trouble.tsx";
import { QuarantinedBanner } from "./quarantined.tsx";
import { BrokenChannelsBanner } from "./broken-channels.tsx";
import { UnreachedBanner } from "./unreachable.tsx";
import { formatDuration } from "../../playbook/times.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatRoles, formatInstantWithSeconds } from "../format.ts";

export type Place =
  "desk" | "register" | "playbooks" | "notifications" | "roster" | "statistics" | "administration" | "about" | "none";

interface LayoutProps {
  readonly context: PageContext;
  readonly title: string;
  readonly place: Place;
  /** Without a script, it loads itself again after so many seconds: never a page on which something can be typed. */
  readonly reloadSeconds?: number | null;
  /** Where that is switched on and off; left out, the page does not age. */
  readonly fresh?: { readonly on: string; readonly off: string } | null;
  /** What it shows, and what becomes of it when that changes; left out, it stays as it is. */
  readonly live?: LiveOf | null;
  /** An address to which the browser goes on by itself. */
  readonly goTo?: string | null;
  /** The page's one script; its Content-Security-Policy must allow it. */
  readonly script?: string | null;
  readonly children: ComponentChildren;
}

export function Layout(props: LayoutProps) {
  const { context, title, place, reloadSeconds = null, fresh = null, goTo = null, script = null } = props;
  const { live = null, children } = props;
  const { words, assets } = context;
  return (
    <html lang={words.htmlLang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Reloading context={context} seconds={reloadSeconds} />
        {goTo === null ? null : <meta http-equiv="refresh" content={`0;url=${goTo}`} />}
        <LiveScripts context={context} />
        {script === null ? null : <script type="module" src={script}></script>}
        <title>{`${title} · ${words.brand}`}</title>
        <link rel="icon" type="image/svg+xml" href={assets.icon} data-overdue={assets.iconOverdue} />
        <link rel="stylesheet" href={assets.style} />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <Header context={context} place={place} />
        <LiveLine context={context} live={live} />
        <ReadOnlyBanner context={context} />
        <DutyLine context={context} />
        <TroubleBanner context={context} />
        <UnreachedBanner context={context} />
        <BrokenChannelsBanner context={context} />
        <QuarantinedBanner context={context} />
        <main id="content" tabIndex={-1}>
          {context.isResumed ? (
            <p class="note" role="status">
              {context.words.signIn.resume.again}
            </p>
          ) : null}
          {context.clockSteps.map((step) => (
            <ClockStepped key={step.at} context={context} step={step} />
          ))}
          {children}
        </main>
        <Keys context={context} />
        <Footer context={context} place={place} fresh={fresh} isReloading={reloadSeconds !== null} />
      </body>
    </html>
  );
}

/** On every page, as long as nothing is recorded. */
function ReadOnlyBanner({ context }: { readonly context: PageContext }) {
  const { readOnly } = context;
  if (readOnly === null) return null;
  const { frame } = context.words;
  const why =
    readOnly.what === "damaged"
      ? frame.readOnlyDamaged
      : readOnly.what === "altered"
        ? frame.readOnlyAltered
        : frame.readOnlyOlder(
            readOnly.missing,
            readOnly.lastAt === null ? null : formatInstantWithSeconds(context, readOnly.lastAt),
          );
  return (
    <div class="caution" role="alert">
      <p>
        <b>
          <span aria-hidden="true">▲</span> {frame.readOnly}
        </b>{" "}
        {why} {frame.readOnlyTodo}
      </p>
    </div>
  );
}

function ClockStepped({
  context,
  step,
}: {
  readonly context: PageContext;
  readonly step: PageContext["clockSteps"][number];
}) {
  const { frame } = context.words;
  const isForward = step.stepMs > 0;
  const by = formatDuration(Math.round(step.stepMs / 1_000) * 1_000, context.language);
  return (
    <div class="errors" role="status">
      <p>
        <strong>{frame.clockStep(isForward, by, formatInstantWithSeconds(context, step.at))}</strong>
      </p>
      <p>{frame.clockStepCheck(isForward)}</p>
    </div>
  );
}

function Header({ context, place }: { readonly context: PageContext; readonly place: Place }) {
  const { words, organisation } = context;
  const own = context.words.organisation;
  const pages = [
    ["desk", "/", words.frame.desk],
    ["register", "/register", words.frame.register],
    ["playbooks", "/playbooks", words.frame.playbooks],
    ["notifications", "/notifications", words.frame.notifications],
    ["roster", "/roster", own.frame.roster],
    ["statistics", "/statistics", words.statistics.title],
    ["administration", "/administration", own.frame.administration],
  ] as const;
  const links = pages.filter(([, href]) =>
    href === "/register" ? context.mayRegister : mayOpen(context.person, `GET ${href}`),
  );
  return (
    <header class="top">
      <a class="brand" href="/">
        <b>{words.brand}</b>
        <span>{formatText(context, organisation.name)}</span>
      </a>
      {links.length === 0 ? (
        <Me context={context} />
      ) : (
        <>
          {/* Narrow pages open what follows it by this; wide ones show it at all times. */}
          <details class="menu">
            <summary>
              {words.frame.menu} <span aria-hidden="true">☰</span>
            </summary>
          </details>
          <div class="menu-content">
            <nav aria-label={words.frame.navigation}>
              {links.map(([name, href, label]) => (
                <a key={name} href={href} aria-current={name === place ? "page" : undefined}>
                  {label}
                </a>
              ))}
            </nav>
            <Me context={context} />
          </div>
        </>
      )}
    </header>
  );
}

function Me({ context }: { readonly context: PageContext }) {
  const { words, person } = context;
  const signIn = context.words.signIn;
  return (
    <div class="me">
      {context.signsIn ? (
        person === null ? null : (
          <>
            <a href="/account">
              <b>
                <bdi>{person.name}</bdi>
              </b>{" "}
              <span>{formatRoles(context, person.roles)}</span>
            </a>
            <PostForm action="/sign-out">
              <button>{signIn.signOut}</button>
            </PostForm>
          </>
        )
      ) : person === null ? (
        <a href={`/i-am?back=${encodeURIComponent(context.here)}`}>{words.frame.nobody}</a>
      ) : (
        <a href={`/i-am?back=${encodeURIComponent(context.here)}`}>
          <span class="me-as">{words.frame.actingAs}</span>{" "}
          <b>
            <bdi>{person.name}</bdi>
          </b>{" "}
          <span>{formatRoles(context, person.roles)}</span>
        </a>
      )}
      <PostForm action="/language" aria-label={words.frame.language}>
        <input type="hidden" name="back" value={context.here} />
        {context.language === "zh" ? (
          <button name="language" value="en" lang="en">
            English
          </button>
        ) : (
          <button name="language" value="zh" lang="zh-CN">
            中文
          </button>
        )}
      </PostForm>
    </div>
  );
}

interface FooterProps {
  readonly context: PageContext;
  readonly place: Place;
  readonly fresh: { readonly on: string; readonly off: string } | null;
  readonly isReloading: boolean;
}

function Footer({ context, place, fresh, isReloading }: FooterProps) {
  const { words } = context;
  return (
    <footer>
      <span>
        <time dateTime={isoTime(context.now)}>{words.frame.asAt(formatInstantWithSeconds(context, context.now))}</time>
      </span>
      <LiveState context={context} />
      {fresh === null ? null : (
        <>
          <a href={isReloading ? fresh.on : fresh.off}>{words.frame.reload}</a>
          <noscript>
            {isReloading ? (
              <a href={fresh.off}>{words.frame.stopReloading}</a>
            ) : (
              <a href={fresh.on}>{words.frame.reloadEveryMinute}</a>
            )}
          </noscript>
        </>
      )}
      <a href="/about" aria-current={place === "about" ? "page" : undefined}>
        {words.frame.about}
      </a>
    </footer>
  );
}
