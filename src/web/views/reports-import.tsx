/** A table of reports: looked over first, imported as a whole or not at all. */
import type { ImportedRow } from "../../reports/reports-desk.ts";
import type { AuthenticatedContext } from "../context-of.ts";
import { formatText } from "../format.ts";
import { Layout } from "./layout.tsx";
import { PlainField, Trouble } from "./plain-field.tsx";
import { PostForm } from "./post-form.tsx";
import { Table } from "./table.tsx";

interface ImportProps {
  readonly context: AuthenticatedContext;
  readonly source: string;
  readonly text: string;
  readonly trouble: string | null;
  /** Null: nothing has been looked over yet. */
  readonly rows: readonly ImportedRow[] | null;
}

export function ReportsImportPage({ context, source, text, trouble, rows }: ImportProps) {
  const words = context.words.reports;
  const wrong = rows?.filter(({ fault }) => fault !== null).length ?? 0;
  return (
    <Layout context={context} title={words.importTitle} place="none">
      <div class="narrow">
        <h1>{words.importTitle}</h1>
        <p>{words.importIntro}</p>
        <Trouble sentence={trouble ?? (wrong > 0 ? words.importWrong(wrong) : null)} />
        {rows !== null && wrong === 0 ? <p>{words.importFine(rows.length)}</p> : null}
        <PostForm action="/reports/import">
          <PlainField
            context={context}
            name="source"
            label={words.importSource}
            hint={words.importSourceHint}
            autocomplete="off"
            value={source}
          />
          <div class="field">
            <label for="table">{words.importText}</label>
            <textarea id="table" name="table" rows={12} spellcheck={false} value={text} />
          </div>
          <p class="buttons">
            <button class="primary" name="step" value="check">
              {words.importCheck}
            </button>
            <button name="step" value="import">
              {words.importDo}
            </button>
          </p>
        </PostForm>
        {rows === null ? null : (
          <Table
            id="rows"
            title={words.importBecomes}
            head={[words.importLine, words.importWhat, words.importBecomes]}
            rows={rows.map(({ line, title, fault, isKnown }) => [
              String(line),
              <bdi>{title ?? ""}</bdi>,
              fault === null ? (isKnown ? words.importKnown : words.importNew) : formatText(context, fault),
            ])}
          />
        )}
      </div>
    </Layout>
  );
}
