/** What a playbook file changes, the nights that it brings along, and who had to do with it. */
import { nameOf } from "../../directory/directory.ts";
import type { FileFacts } from "../../shelf/check-file.ts";
import { changeIn } from "../../shelf/in-language.ts";
import type { Described } from "../../shelf/describe.ts";
import type { PageContext } from "../page-context.ts";

interface ComparisonProps {
  readonly context: PageContext;
  readonly title: string;
  readonly comparison: NonNullable<Described["since"]>["comparison"];
}

export function Comparison({ context, title, comparison: { changes, lines } }: ComparisonProps) {
  const words = context.words.shelf;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{title}</h2>
      {changes === "nothing" ? <p>{words.noChange}</p> : null}
      {changes === "words" ? <p>{words.wordsOnly}</p> : null}
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <bdi>{changeIn(context.language, line)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** They have come true: otherwise the file would not be used. */
export function NightList({ context, nights }: { context: PageContext; nights: FileFacts["nights"] }) {
  const words = context.words.shelf;
  return (
    <section aria-labelledby="nights">
      <h2 id="nights">{words.nights(nights.length)}</h2>
      <ul>
        {nights.map(({ name, steps }) => (
          <li key={name}>{words.night(name, steps)}</li>
        ))}
      </ul>
    </section>
  );
}

export const whoIs = ({ organised }: PageContext, id: string): string =>
  organised.directory === null ? id : nameOf(organised.directory, id);
