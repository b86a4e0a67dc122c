/** Playbooks of the office's own: what waits, what was active, what lies in the folder, and a form for a new file. */
import { systemActor } from "../../../../machines/organisation/people.ts";
import type { PlaybookProposal, ShelvedPlaybook } from "../../../../machines/organisation/shelf.ts";
import type { CheckedFile } from "../../../shelf/check-file.ts";
import { sentenceIn } from "../../../shelf/in-language.ts";
import type { FolderReading } from "../../../shelf/load-folder.ts";
import { mayOpen } from "../../access.ts";
import type { AuthenticatedContext } from "../../context-of.ts";
import { formatInstant } from "../../format.ts";
import { Trouble } from "../plain-field.tsx";
import { whoIs } from "../playbook-file.tsx";
import { PostForm } from "../post-form.tsx";
import { Table } from "../table.tsx";
import { AdministrationFrame } from "./administration.tsx";

export interface Asked {
  /** What was pasted; it stays. */
  readonly text: string;
  readonly faults: CheckedFile["faults"];
  readonly trouble: string | null;
}

interface ShelfProps {
  readonly context: AuthenticatedContext;
  readonly waiting: readonly PlaybookProposal[];
  readonly shelved: readonly ShelvedPlaybook[];
  readonly folder: FolderReading | null;
  readonly asked: Asked;
}

export function ShelfPage(props: ShelfProps) {
  const { context, asked } = props;
  const words = context.words.shelf;
  const mayUpload = mayOpen(context.person, "POST /administration/playbooks");
  return (
    <AdministrationFrame context={context} recorded={null} title={words.title} intro={words.intro}>
      <Trouble sentence={asked.trouble} />
      <Faults context={context} faults={asked.faults} />
      <Waiting {...props} />
      {mayUpload ? <Upload context={context} asked={asked} /> : null}
      <Versions {...props} />
      <Folder {...props} />
    </AdministrationFrame>
  );
}

export function Faults({ context, faults }: { context: AuthenticatedContext; faults: CheckedFile["faults"] }) {
  const words = context.words.shelf;
  if (faults.length === 0) return null;
  return (
    <ul>
      {faults.map(({ line, column, message }) => (
        <li key={`${String(line)}:${String(column)}:${message}`}>
          <b>{words.place(line, column)}</b>
          {context.words.colon}
          <bdi>{sentenceIn(context.language, message)}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Waiting({ context, waiting }: ShelfProps) {
  const words = context.words.shelf;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{words.waiting}</h2>
      {waiting.length === 0 ? <p class="quiet">{words.noneWaiting}</p> : null}
      <ul class="cards">
        {waiting.map(({ id, playbook, version, digest, by, at }) => (
          <li key={id} class="panel">
            <h3>
              <a href={`/administration/playbooks/${digest}`}>{`${playbook}@${String(version)}`}</a>
            </h3>
            <p class="quiet">{words.proposedBy(whoIs(context, by), formatInstant(context, at))}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Upload({ context, asked: { text } }: Pick<ShelfProps, "context" | "asked">) {
  const words = context.words.shelf;
  return (
    <section aria-labelledby="check">
      <h2 id="check">{words.check}</h2>
      <PostForm action="/administration/playbooks" enctype="multipart/form-data">
        <div class="field">
          <label for="file">{words.file}</label>
          <p class="hint" id="file-hint">
            {words.fileHint}
          </p>
          <input id="file" type="file" name="file" accept=".yaml,.yml" aria-describedby="file-hint" />
        </div>
        <div class="field">
          <label for="text">{words.text}</label>
          <p class="hint" id="text-hint">
            {words.textHint}
          </p>
          <textarea id="text" name="text" rows={16} spellcheck={false} aria-describedby="text-hint" value={text} />
        </div>
        <p class="buttons">
          <button class="primary">{words.checkIt}</button>
        </p>
      </PostForm>
    </section>
  );
}

function Versions({ context, shelved }: ShelfProps) {
  const words = context.words.shelf;
  const rows = [...shelved].reverse().map(({ id, version, digest, active, by, at, proposedBy }) => {
    const key = `${id}@${String(version)}`;
    const who = whoIs(context, by);
    return [
      <a href={`/playbooks/${key}`}>{key}</a>,
      active ? <b>{words.active}</b> : words.earlier,
      <>
        {formatInstant(context, at)}
        <small>
          {proposedBy === null
            ? words.fromFolder(by === systemActor ? null : who)
            : words.byTwo(whoIs(context, proposedBy), who)}
        </small>
      </>,
      <a href={`/administration/playbooks/${digest}`}>
        <code>{digest.slice(0, 8)}</code>
      </a>,
    ];
  });
  if (rows.length === 0) return <p class="quiet">{`${words.versions}${context.words.colon}${words.noVersions}`}</p>;
  return (
    <Table
      id="versions"
      title={words.versions}
      head={[words.version, words.state, words.since, words.digest]}
      rows={rows}
    />
  );
}

function Folder({ context, folder }: ShelfProps) {
  const words = context.words.shelf;
  return (
    <section aria-labelledby="folder">
      <h2 id="folder">{words.folder}</h2>
      <p class="quiet">{words.folderIntro}</p>
      <ul>
        {(folder?.files ?? []).map(({ path, became, key, faults }) => (
          <li key={path}>
            <code>{path}</code> {key} <b>{words.became[became]}</b>
            <Faults context={context} faults={faults} />
          </li>
        ))}
      </ul>
      {mayOpen(context.person, "POST /administration/playbooks/folder") ? (
        <PostForm action="/administration/playbooks/folder">
          <p class="buttons">
            <button>{words.readAgain}</button>
          </p>
        </PostForm>
      ) : null}
    </section>
  );
}
