/** Parts of every form that is generated from a playbook. */
import { Fragment } from "preact";
import type { ComponentChildren } from "preact";
import type { AskedByChoice, Text } from "../../../machines/playbook.ts";
import { isHidden, type Field } from "../../playbook/forms.ts";
import { readLocal } from "../../playbook/times.ts";
import type { FieldErrors } from "../../playbook/types.ts";
import type { PageContext } from "../page-context.ts";
import { formatText, formatInstant } from "../format.ts";
import { shownValue, type FormInput } from "../form-input.ts";
import { fieldId, FieldView } from "./field.tsx";
import { PostForm } from "./post-form.tsx";

interface ErrorSummaryProps {
  readonly context: PageContext;
  readonly fields: readonly Field[];
  readonly errors: FieldErrors;
}

/** On top of the form and focused; each entry leads to its field. */
export function ErrorSummary({ context, fields, errors }: ErrorSummaryProps) {
  const entries = Object.entries(errors).filter(([, texts]) => texts.length > 0);
  if (entries.length === 0) return null;
  return (
    <div class="errors" role="alert" tabIndex={-1} autofocus aria-labelledby="errors-title">
      <h2 id="errors-title">{context.words.form.errorTitle}</h2>
      <ul>
        {entries.map(([name, texts]) => (
          <ErrorEntry key={name} context={context} field={fields.find((one) => one.name === name)} texts={texts} />
        ))}
      </ul>
    </div>
  );
}

interface ErrorEntryProps {
  readonly context: PageContext;
  readonly field: Field | undefined;
  readonly texts: readonly Text[];
}

function ErrorEntry({ context, field, texts }: ErrorEntryProps) {
  const sentence = context.words.sentences(texts.map((text) => formatText(context, text)));
  if (!field) return <li>{sentence}</li>;
  return (
    <li>
      <a href={`#${fieldId(field.name)}`}>
        {formatText(context, field.label)}
        {context.words.colon}
        {sentence}
      </a>
    </li>
  );
}

interface FieldsProps {
  readonly context: PageContext;
  readonly fields: readonly Field[];
  readonly typed: FormInput;
  readonly errors: FieldErrors;
  /** Which fields appear with which choice. */
  readonly asks?: AskedByChoice | undefined;
}

/**
 * Fields that belong to a choice appear with it, by style alone: a browser that cannot do so shows them all. Whatever has
 * been filled in or is wrong stays in sight.
 */
export function Fields({ context, fields, typed, errors, asks }: FieldsProps) {
  return (
    <>
      {fields.map((field) => {
        const place = placeOf(field, fields, asks);
        const isOnly = place?.startsWith("only") === true;
        const isFilled = isOnly && (typed[field.name] ?? []).some((value) => value !== "");
        const view = <FieldView {...{ context, field, typed, errors }} isOnly={isOnly} />;
        return place === null ? (
          <Fragment key={field.name}>{view}</Fragment>
        ) : (
          <div key={field.name} class={isFilled ? `${place} is-filled` : place}>
            {view}
          </div>
        );
      })}
    </>
  );
}

/** `chooses` around the choice, `only for-2` around what belongs to its second option; null: asked for always. */
function placeOf({ name }: Field, fields: readonly Field[], asks: AskedByChoice | undefined): string | null {
  if (asks === undefined) return null;
  if (name === asks.field) return "chooses";
  const options = fields.find((one) => one.name === asks.field)?.options ?? [];
  const places = options.flatMap(({ value }, index) => (asks.by[value]?.includes(name) ? [`for-${index + 1}`] : []));
  return places.length === 0 ? null : ["only", ...places].join(" ");
}

/** Carries what was typed over a page on which it is only read. */
export function HiddenFields({ fields, typed }: { readonly fields: readonly Field[]; readonly typed: FormInput }) {
  return (
    <>
      {fields.flatMap((field) =>
        (typed[field.name] ?? []).map((value, index) => (
          <input key={`${field.name} ${index}`} type="hidden" name={field.name} value={value} />
        )),
      )}
    </>
  );
}

/** What was typed, to be read. */
export function Entered({ context, fields, typed }: Omit<FieldsProps, "errors">) {
  const shown = fields
    .filter((field) => !isHidden(field))
    .map((field) => ({ field, values: shownValue(field, typed, context.language, context.words.form.yes) }))
    .filter(({ values }) => values.length > 0);
  if (shown.length === 0) return <p>{context.words.form.nothingEntered}</p>;
  return (
    <dl class="sheet">
      {shown.map(({ field, values }) => (
        <div key={field.name}>
          <dt>{formatText(context, field.label)}</dt>
          {values.map((value, index) => (
            <dd key={index}>{field.kind === "instant" ? formatTyped(context, value) : <bdi>{value}</bdi>}</dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

/** A wall-clock time as every other time is said, when it is one. */
function formatTyped(context: PageContext, value: string): string {
  const read = readLocal(value, context.organisation.zone);
  return read.kind === "one" || read.kind === "two" ? formatInstant(context, read.at) : value;
}

interface FormProps {
  readonly action: string;
  readonly seen: FormOrigin;
  readonly children: ComponentChildren;
}

/** What the person had before them, and the name of what they are about to do: the same name twice is done once. */
export interface FormOrigin {
  readonly commandId: string;
  /** Null on a registration: nothing exists yet. */
  readonly expectedSeq: number | null;
}

export function Form({ action, seen, children }: FormProps) {
  return (
    <PostForm action={action} noValidate>
      <input type="hidden" name="commandId" value={seen.commandId} />
      {seen.expectedSeq === null ? null : <input type="hidden" name="expectedSeq" value={String(seen.expectedSeq)} />}
      {children}
    </PostForm>
  );
}

/** Things to know that are no errors, for instance which of two equal times was taken. */
export function NotesList({ context, fields, errors }: ErrorSummaryProps) {
  const entries = Object.entries(errors);
  if (entries.length === 0) return null;
  return (
    <div class="note">
      <h2>{context.words.form.noted}</h2>
      <ul>
        {entries.map(([name, texts]) => (
          <ErrorEntry key={name} context={context} field={fields.find((one) => one.name === name)} texts={texts} />
        ))}
      </ul>
    </div>
  );
}
