/** One field of a generated form: label, help, errors and input, tied together for those who cannot see them. */
import { isHidden, isList, type Field, type FieldOption } from "../../playbook/forms.ts";
import { isLocalTime } from "../../playbook/times.ts";
import type { FieldErrors } from "../../playbook/types.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import type { FormInput } from "../form-input.ts";
import { isolate } from "../../kernel/isolate.ts";

export interface FieldProps {
  readonly context: PageContext;
  readonly field: Field;
  readonly typed: FormInput;
  readonly errors: FieldErrors;
  /** It appears with a choice, which says that it is needed. */
  readonly isOnly?: boolean;
}

/** Above this many options a list that opens takes less room than one that is open. */
const openOptionsMax = 7;

export function fieldId(name: string): string {
  return `field-${name}`;
}

export function FieldView(props: FieldProps) {
  const { field } = props;
  if (isHidden(field)) return <input type="hidden" name={field.name} value={first(props)} />;
  if (field.kind === "choices") return <OptionGroup {...props} type="checkbox" />;
  if (field.kind === "choice" && field.options.length <= openOptionsMax) return <OptionGroup {...props} type="radio" />;
  if (field.kind === "flag") return <Flag {...props} />;
  return (
    <div class={isWrong(props) ? "field is-wrong" : "field"}>
      <label for={fieldId(field.name)}>
        {formatText(props.context, field.label)}
        <Optional {...props} />
      </label>
      <Notes {...props} />
      <Input {...props} />
    </div>
  );
}

function first({ field, typed }: FieldProps): string {
  return typed[field.name]?.[0] ?? "";
}

function isWrong({ field, errors }: FieldProps): boolean {
  return (errors[field.name]?.length ?? 0) > 0;
}

function Optional({ context, field, isOnly = false }: FieldProps) {
  return field.required || field.kind === "flag" || isOnly ? null : (
    <span class="optional">{context.words.remark(context.words.form.optional)}</span>
  );
}

function Notes(props: FieldProps) {
  const { context, field, errors } = props;
  const hint = hintOf(props);
  return (
    <>
      {hint === "" ? null : (
        <p class="hint" id={`${fieldId(field.name)}-hint`}>
          {hint}
        </p>
      )}
      {isWrong(props) ? (
        <p class="wrong" id={`${fieldId(field.name)}-wrong`}>
          <b>{context.words.form.error}</b>
          {context.words.colon}
          {context.words.sentences((errors[field.name] ?? []).map((error) => formatText(context, error)))}
        </p>
      ) : null}
    </>
  );
}

function hintOf({ context, field }: FieldProps): string {
  const { words } = context;
  const byKind =
    field.kind === "instant"
      ? words.form.zone(formatText(context, context.organisation.zoneLabel))
      : isList(field)
        ? words.form.oneALine
        : "";
  return words.sentences(
    [field.help === null ? "" : formatText(context, field.help), byKind].filter((part) => part !== ""),
  );
}

/** Which notes belong to the input, for screen readers. */
function described(props: FieldProps): string | undefined {
  const id = fieldId(props.field.name);
  const parts = [hintOf(props) === "" ? "" : `${id}-hint`, isWrong(props) ? `${id}-wrong` : ""];
  return parts.filter((part) => part !== "").join(" ") || undefined;
}

function Input(props: FieldProps) {
  const { field } = props;
  const common = {
    id: fieldId(field.name),
    name: field.name,
    "aria-describedby": described(props),
    "aria-invalid": isWrong(props) ? ("true" as const) : undefined,
    required: field.required,
    // By a blank one the style sheet knows whether anything has been typed.
    placeholder: props.isOnly === true ? " " : undefined,
  };
  if (field.kind === "text" || field.kind === "settings" || isList(field))
    return (
      <textarea {...common} rows={isList(field) ? 4 : 5}>
        {first(props)}
      </textarea>
    );
  if (field.kind === "choice") return <Select {...props} common={common} />;
  // What was typed and is no local time would vanish from an input for one.
  if (field.kind === "instant")
    return <input {...common} type={isLocalTime(first(props)) ? "datetime-local" : "text"} value={first(props)} />;
  if (field.kind === "address") return <input {...common} type="url" inputMode="url" value={first(props)} />;
  return <input {...common} type="text" autocomplete="off" value={first(props)} />;
}

function Select(props: FieldProps & { readonly common: Readonly<Record<string, unknown>> }) {
  const { context, field } = props;
  return (
    <select {...props.common}>
      <option value=""></option>
      {field.options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === first(props)}>
          {isolate(formatText(context, option.label))}
        </option>
      ))}
    </select>
  );
}

function Flag(props: FieldProps) {
  const { context, field } = props;
  return (
    <div class={isWrong(props) ? "field is-wrong" : "field"}>
      <Notes {...props} />
      <label class="option">
        <input
          type="checkbox"
          id={fieldId(field.name)}
          name={field.name}
          checked={first(props) === "on"}
          aria-describedby={described(props)}
        />
        <span>{formatText(context, field.label)}</span>
      </label>
    </div>
  );
}

function OptionGroup(props: FieldProps & { readonly type: "radio" | "checkbox" }) {
  const { context, field, type } = props;
  const canBeNone = type === "radio" && !field.required;
  return (
    <fieldset
      class={isWrong(props) ? "field is-wrong" : "field"}
      aria-describedby={described(props)}
      {...(type === "radio"
        ? { role: "radiogroup", "aria-invalid": isWrong(props), "aria-required": field.required }
        : {})}
    >
      <legend>
        {formatText(context, field.label)}
        <Optional {...props} />
      </legend>
      <Notes {...props} />
      <div class={field.options.some((option) => option.help) ? undefined : "options"}>
        {field.options.map((option, index) => (
          <Option key={option.value} {...props} option={option} isFirst={index === 0} />
        ))}
        {canBeNone ? (
          <label class="option">
            <input type="radio" name={field.name} value="" checked={first(props) === ""} />
            <span>{context.words.form.none}</span>
          </label>
        ) : null}
      </div>
    </fieldset>
  );
}

interface OptionProps extends FieldProps {
  readonly type: "radio" | "checkbox";
  readonly option: FieldOption;
  readonly isFirst: boolean;
}

function Option(props: OptionProps) {
  const { context, field, typed, type, option, isFirst } = props;
  return (
    <label class="option">
      <input
        type={type}
        id={isFirst ? fieldId(field.name) : undefined}
        name={field.name}
        value={option.value}
        checked={typed[field.name]?.includes(option.value) ?? false}
        required={type === "radio" && field.required}
        aria-invalid={type === "checkbox" && isWrong(props) ? "true" : undefined}
      />
      <span>
        {isolate(formatText(context, option.label))}
        {option.help ? <small>{formatText(context, option.help)}</small> : null}
      </span>
    </label>
  );
}
