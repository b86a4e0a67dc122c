/** One list of everything that lets a person in or leads out to them, each entry with what ends it. */
import type { ComponentChildren } from "preact";
import type { Way } from "../../accounts/way-ports.ts";
import type { PageContext } from "../page-context.ts";
import { formatInstant, isoTime } from "../format.ts";
import { PostForm } from "./post-form.tsx";
import { Table } from "./table.tsx";

export interface WaysProps {
  readonly context: PageContext;
  readonly ways: readonly Way[];
  /** Id of the session that asks, which nothing here ends; null: it is about somebody else. */
  readonly here: string | null;
  /** Where the forms go: `…/end` and `…/link`. */
  readonly action: string;
  readonly nameOf: (person: string) => string;
}

export function WaysList(props: WaysProps) {
  const { context, ways, here } = props;
  const words = context.words.accessList;
  const head = [words.what, words.since, words.used, words.end];
  return (
    <>
      <Table id="ways" title={words.title} head={head} rows={ways.map((way) => rowOf(props, way))} />
      <p class="quiet">{here === null ? words.introTheirs : words.introOwn}</p>
    </>
  );
}

type OfWay = WaysProps & { readonly way: Way };

function rowOf(props: WaysProps, way: Way): readonly ComponentChildren[] {
  const { context } = props;
  const words = context.words.accessList;
  const { since, usedAt } = way;
  return [
    <What {...props} way={way} />,
    since === null ? <span class="quiet">{words.notKnown}</span> : <At context={context} at={since} />,
    usedAt === null ? <span class="quiet">{neverUsed(props, way)}</span> : <At context={context} at={usedAt} />,
    <End {...props} way={way} />,
  ];
}

function At({ context, at }: { readonly context: PageContext; readonly at: number }) {
  return <time dateTime={isoTime(at)}>{formatInstant(context, at)}</time>;
}

/** Of some it is not written down whether they were used. */
function neverUsed({ context }: WaysProps, { kind }: Way): string {
  const words = context.words.accessList;
  return kind === "phone" || kind === "link" || kind === "acknowledge" ? "–" : words.never;
}

function What(props: OfWay) {
  const { context, way, here } = props;
  const words = context.words.accessList;
  const { account } = context.words.signIn;
  const details = detailsOf(props);
  return (
    <>
      <b>{words.kinds[way.kind]}</b>
      {way.kind === "session" && way.id === here ? ` (${account.thisOne})` : null}
      {details.length === 0 ? null : (
        <>
          <br />
          <bdi>{details.join(" · ")}</bdi>
        </>
      )}
      {way.until === null ? null : (
        <>
          <br />
          <span class="quiet">{words.until(formatInstant(context, way.until))}</span>
        </>
      )}
    </>
  );
}

function detailsOf({ context, way, nameOf }: OfWay): readonly string[] {
  const words = context.words.accessList;
  const { account } = context.words.signIn;
  const { kind, label, detail } = way;
  if (kind === "session") {
    const [by = "", ...place] = detail.split(" ");
    return [label, place.join(" "), (account.ways as Partial<Record<string, string>>)[by] ?? by];
  }
  // One of earlier times may have scopes that are no more.
  const scopes: Partial<Record<string, string>> = account.scopes;
  if (kind === "token")
    return [label, context.words.list((JSON.parse(detail) as string[]).flatMap((scope) => scopes[scope] ?? []))];
  if (kind === "link") return [words.linkBy(nameOf(detail))];
  if (kind === "unlinked") return [label, detail, words.refused];
  if (kind === "webhook") return [hostOf(label), ...(detail === "" ? [] : [words.webhookOff])];
  return [label, detail].filter((text) => text !== "");
}

/** The rest of a webhook's address is often its secret. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

const changedElsewhere: Partial<Record<Way["kind"], string>> = {
  codes: "#codes",
  phone: "#contact",
  mail: "#mail",
};

function End({ context, way, here, action }: OfWay) {
  const words = context.words.accessList;
  const { kind, id, label, detail } = way;
  const isOwn = here !== null;
  const shown = kind === "webhook" ? hostOf(label) : label;
  const name = [words.kinds[kind], shown].filter(Boolean).join(" ");
  if (kind === "session" && id === here) return null;
  if (kind === "mail" && isOwn) return null;
  if (kind === "phone" && !isOwn) return null;
  const elsewhere = kind === "codes" && !isOwn ? undefined : changedElsewhere[kind];
  if (elsewhere !== undefined)
    return (
      <a href={elsewhere} aria-label={`${words.change}: ${name}`}>
        {words.change}
      </a>
    );
  if (kind === "unlinked" && isOwn) return null;
  const isLinking = kind === "unlinked";
  const button = isLinking ? words.link : kind === "codes" ? words.endWithPassword : words.end;
  return (
    <PostForm action={`${action}/${isLinking ? "link" : "end"}`}>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="id" value={id} />
      {isLinking ? <input type="hidden" name="subject" value={detail} /> : null}
      {/* For whoever is asked for a proof first, and then looks at it again. */}
      <input type="hidden" name="label" value={shown} />
      <button aria-label={`${button}: ${name}`}>{button}</button>
    </PostForm>
  );
}
