/** The texts of an incident, or of the organisation's record, to choose from. */
import type { ErasableTexts } from "../../../desk/erasure-ports.ts";
import { erasureReasons } from "../../../playbook/erasures.ts";
import type { AuthenticatedContext } from "../../context-of.ts";
import { formatInstant, formatText } from "../../format.ts";
import { Trouble } from "../plain-field.tsx";
import { PostForm } from "../post-form.tsx";
import { AdministrationFrame } from "./administration.tsx";

export interface Chosen {
  readonly refs: readonly string[];
  readonly reason: string;
}

interface TextsProps {
  readonly context: AuthenticatedContext;
  readonly found: ErasableTexts;
  readonly chosen: Chosen;
  readonly trouble: string | null;
  readonly commandId: string;
}

export function TextsPage({ context, found, chosen, trouble, commandId }: TextsProps) {
  const words = context.words.erasures;
  const { incident, title, texts } = found;
  const heading = incident === "organisation" ? words.textsOfOrganisation : words.textsOf(incident);
  return (
    <AdministrationFrame context={context} recorded={null} title={heading} intro={words.pick}>
      <Trouble sentence={trouble} />
      {title === null ? null : (
        <p>
          <bdi>{title}</bdi>
        </p>
      )}
      {texts.some(({ text }) => text === null) ? <p class="quiet">{words.hidden}</p> : null}
      {texts.length === 0 ? (
        <p class="quiet">{words.none}</p>
      ) : (
        <PostForm action={`/administration/erasures/of/${incident}`}>
          <input type="hidden" name="commandId" value={commandId} />
          <TextTable context={context} texts={texts} pick={chosen.refs} />
          <div class="field">
            <label for="reason">{words.reason}</label>
            <select id="reason" name="reason" required>
              <option value="" />
              {Object.entries(erasureReasons).map(([code, text]) => (
                <option key={code} value={code} selected={code === chosen.reason}>
                  {formatText(context, text)}
                </option>
              ))}
            </select>
          </div>
          <p class="buttons">
            <button class="primary">{words.request}</button>
          </p>
        </PostForm>
      )}
    </AdministrationFrame>
  );
}

interface TableProps extends Pick<TextsProps, "context"> {
  readonly texts: ErasableTexts["texts"];
  /** References that are ticked; null: nothing can be ticked. */
  readonly pick: readonly string[] | null;
}

export function TextTable({ context, texts, pick }: TableProps) {
  const words = context.words.erasures;
  return (
    <table class="texts">
      <thead>
        <tr>
          <th scope="col">{words.text}</th>
          <th scope="col">{words.place}</th>
        </tr>
      </thead>
      <tbody>
        {texts.map((text) => (
          <tr key={text.ref}>
            <td data-label={words.text}>
              <Words context={context} text={text} pick={pick} />
            </td>
            <td data-label={words.place}>
              {formatText(context, text.label)}
              <small>
                {formatText(context, text.entry)} · {words.entry(text.seq)} · {formatInstant(context, text.at)}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface WordsProps extends Pick<TableProps, "context" | "pick"> {
  readonly text: ErasableTexts["texts"][number];
}

/** Only what may be erased can be ticked; of the rest it is said why not. */
function Words({ context, text: { ref, text, erased, isPublished, isAsked }, pick }: WordsProps) {
  const words = context.words.erasures;
  const shown = text === null ? <i>{context.words.erasures.notShown}</i> : <bdi class="preserved">{text}</bdi>;
  const why = isPublished ? words.published : isAsked && pick !== null ? words.asked : null;
  if (pick === null || erased !== null || why !== null)
    return (
      <>
        {shown}
        {why === null ? null : <small>{why}</small>}
      </>
    );
  return (
    <label class="option">
      <input type="checkbox" name="texts" value={ref} checked={pick.includes(ref)} />
      <span>{shown}</span>
    </label>
  );
}
