/** One field of a page that no playbook describes: label, hint, error and input, tied together. */
import type { PageContext } from "../page-context.ts";
import { fieldId } from "./field.tsx";

export interface PlainFieldProps {
  readonly context: PageContext;
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "password" | "tel" | "number";
  /** Tells browsers and password managers what belongs here. */
  readonly autocomplete: string;
  readonly value?: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly inputMode?: "numeric" | "email";
  readonly required?: boolean;
}

export function PlainField(props: PlainFieldProps) {
  const { context, name, label, type = "text", autocomplete, value = "", hint = "", error = null } = props;
  const id = fieldId(name);
  const notes = [hint === "" ? "" : `${id}-hint`, error === null ? "" : `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div class={error === null ? "field" : "field is-wrong"}>
      <label for={id}>{label}</label>
      {hint === "" ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === null ? null : (
        <p class="wrong" id={`${id}-wrong`}>
          <b>{context.words.form.error}</b>
          {context.words.colon} {error}
        </p>
      )}
      <input
        id={id}
        name={name}
        type={type}
        autocomplete={autocomplete}
        value={value}
        inputMode={props.inputMode}
        required={props.required ?? true}
        aria-invalid={error === null ? undefined : "true"}
        aria-describedby={notes || undefined}
      />
    </div>
  );
}

/** What went wrong as a whole, above the form. */
export function Trouble({ sentence }: { readonly sentence: string | null }) {
  if (sentence === null) return null;
  return (
    <div class="errors" role="alert" tabIndex={-1} autofocus>
      <p>{sentence}</p>
    </div>
  );
}
