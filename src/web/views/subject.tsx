/** What a form is about: the exact text, what changed in it, and what else the person must know before they press the button. */
import type { Subject, Wording } from "../../../machines/playbook.ts";
import { markdownHtml } from "../../playbook/markdown.ts";
import { differenceOf, type Piece } from "../../playbook/difference.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { FactRows, type FactsProps } from "./facts.tsx";

interface SubjectsProps extends Pick<FactsProps, "context" | "people"> {
  readonly subjects: readonly Subject[];
}

export function Subjects({ context, people, subjects }: SubjectsProps) {
  return (
    <>
      {subjects.map((subject, index) => (
        <SubjectView key={index} id={`subject-${index}`} context={context} people={people} subject={subject} />
      ))}
    </>
  );
}

interface SubjectProps extends Pick<FactsProps, "context" | "people"> {
  readonly id: string;
  readonly subject: Subject;
}

function SubjectView({ id, context, people, subject }: SubjectProps) {
  const { wordings, comparedWith, rows } = subject;
  const compared = wordings.map((wording) => ({ wording, pieces: piecesOf(wording) }));
  const changed = compared.filter(({ wording }) => wording.earlier !== null && wording.earlier !== wording.text);
  const isMarked = changed.some(({ pieces }) => pieces !== null);
  return (
    <section class="subject" aria-labelledby={id}>
      <h2 id={id}>{formatText(context, subject.title)}</h2>
      {comparedWith === null ? null : (
        <p class="help">{formatCompared(context, formatText(context, comparedWith), changed.length > 0)}</p>
      )}
      {isMarked ? (
        <p class="marks">
          <input type="checkbox" id={`${id}-marks`} class="marks-on" checked />{" "}
          <label for={`${id}-marks`}>{context.words.subject.showMarks}</label>
        </p>
      ) : null}
      {compared.map(({ wording, pieces }, index) => (
        <WordingView key={index} context={context} wording={wording} pieces={pieces} />
      ))}
      {(subject.asPublished ?? []).map((wording, index) => (
        <AsPublished key={index} context={context} wording={wording} isFirst={index === 0} />
      ))}
      {rows.length === 0 ? null : <FactRows context={context} rows={rows} people={people} />}
    </section>
  );
}

interface AsPublishedProps extends Pick<FactsProps, "context"> {
  readonly wording: NonNullable<Subject["asPublished"]>[number];
  readonly isFirst: boolean;
}

/** By the renderer of the public page, which knows no HTML. */
function AsPublished({ context, wording: { title, body }, isFirst }: AsPublishedProps) {
  return (
    <>
      {isFirst ? <h3>{context.words.subject.asPublished}</h3> : null}
      <div class="wording published" dir="auto">
        <p>
          <b>{title}</b>
        </p>
        <div dangerouslySetInnerHTML={{ __html: markdownHtml(body) }} />
      </div>
    </>
  );
}

function formatCompared(context: PageContext, earlier: string, isChanged: boolean): string {
  const { comparedWith, unchangedSince } = context.words.subject;
  return isChanged ? comparedWith(earlier) : unchangedSince(earlier);
}

function piecesOf({ earlier, text }: Wording): readonly Piece[] | null {
  return earlier === null || earlier === text ? null : differenceOf(earlier, text);
}

interface WordingProps extends Pick<FactsProps, "context"> {
  readonly wording: Wording;
  readonly pieces: readonly Piece[] | null;
}

function WordingView({ context, wording, pieces }: WordingProps) {
  const { earlier, text, label } = wording;
  return (
    <>
      <h3>{formatText(context, label)}</h3>
      <div class="wording" dir="auto">
        {pieces === null ? text : pieces.map((piece, index) => <PieceView key={index} piece={piece} />)}
      </div>
      {pieces === null && earlier !== null && earlier !== text ? (
        <details>
          <summary>{context.words.subject.earlierText}</summary>
          <div class="wording" dir="auto">
            {earlier}
          </div>
        </details>
      ) : null}
    </>
  );
}

function PieceView({ piece: { change, text } }: { readonly piece: Piece }) {
  if (change === "added") return <ins>{text}</ins>;
  return change === "removed" ? <del>{text}</del> : <>{text}</>;
}
