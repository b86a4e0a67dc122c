/** On the page of a playbook: its versions and what runs on them, the file behind it, what changed and its nights. */
import { systemActor } from "../../../machines/organisation/people.ts";
import { mayOpen } from "../access.ts";
import { formatInstant } from "../format.ts";
import type { PageContext } from "../page-context.ts";
import type { Standing, Version } from "../playbook-standing.ts";
import { IncidentLink } from "./incident-link.tsx";
import { Comparison, NightList, whoIs } from "./playbook-file.tsx";
import { Table } from "./table.tsx";

interface VersionsProps {
  readonly context: PageContext;
  readonly standing: Standing;
  /** The version that the page shows. */
  readonly shown: string;
}

export function Versions({ context, standing, shown }: VersionsProps) {
  const words = context.words.shelf;
  const rows = [
    ...standing.waiting.map(({ version, playbook, digest, by, at }) => [
      <AdministrationLink context={context} digest={digest}>{`${playbook}@${String(version)}`}</AdministrationLink>,
      words.proposed,
      words.proposedBy(whoIs(context, by), formatInstant(context, at)),
      "",
    ]),
    ...standing.refused.map(({ path, key }) => [key, words.became.refused, <code>{path}</code>, ""]),
    ...standing.versions.map((one) => versionRow(context, one, shown)),
  ];
  const head = [words.version, words.state, words.since, words.running];
  return <Table id="versions" title={words.itsVersions} head={head} rows={rows} />;
}

function versionRow(context: PageContext, version: Version, shown: string) {
  const words = context.words.shelf;
  const { key, isActive, isOwn, shelved } = version;
  const origin = isOwn ? words.ownFile : words.shipped;
  return [
    key === shown ? <b>{key}</b> : <a href={`/playbooks/${key}`}>{key}</a>,
    <>
      {isActive ? <b>{words.active}</b> : words.earlier}
      <small>{origin}</small>
    </>,
    shelved === null ? "" : since(context, shelved),
    <Running context={context} version={version} />,
  ];
}

function since(context: PageContext, { by, at, proposedBy }: NonNullable<Version["shelved"]>) {
  const words = context.words.shelf;
  const who = whoIs(context, by);
  const how =
    proposedBy === null
      ? words.fromFolder(by === systemActor ? null : who)
      : words.byTwo(whoIs(context, proposedBy), who);
  return (
    <>
      {formatInstant(context, at)}
      <small>{how}</small>
    </>
  );
}

function Running({ context, version: { running } }: { readonly context: PageContext; readonly version: Version }) {
  const words = context.words.shelf;
  if (running.total === 0) return <>{words.noneRunning}</>;
  // Who may not read incidents learns how many there are.
  if (!mayOpen(context.person, "GET /incidents/:number")) return <>{words.open(running.total)}</>;
  const more = running.total - running.newest.length;
  return (
    <>
      {words.open(running.total)}
      <ul>
        {running.newest.map(({ number, summary }) => (
          <li key={number}>
            <IncidentLink context={context} incident={number}>
              {`#${String(number)} `}
              <bdi>{summary.title}</bdi>
            </IncidentLink>
          </li>
        ))}
      </ul>
      {more === 0 ? null : words.more(more)}
    </>
  );
}

/** The file that the page's playbook is made of; nothing where it is written in code. */
export function TheFile({ context, standing: { file }, shown }: VersionsProps) {
  const words = context.words.shelf;
  if (file === null) return null;
  return (
    <>
      <section aria-labelledby="file">
        <h2 id="file">{words.itsFile}</h2>
        <p>
          <a href={`/playbooks/${shown}/source`}>{words.source}</a>
        </p>
        <p class="quiet">
          {words.digest}
          {context.words.colon}
          <code>{file.source.digest}</code>
        </p>
      </section>
      {file.since === null ? null : (
        <Comparison context={context} title={words.changes(file.since.key)} comparison={file.since.comparison} />
      )}
      <NightList context={context} nights={file.nights} />
    </>
  );
}

function AdministrationLink({
  context,
  digest,
  children,
}: Part & { readonly digest: string; readonly children: string }) {
  if (!mayOpen(context.person, "GET /administration/playbooks/:digest")) return <>{children}</>;
  return <a href={`/administration/playbooks/${digest}`}>{children}</a>;
}

type Part = Pick<VersionsProps, "context">;
