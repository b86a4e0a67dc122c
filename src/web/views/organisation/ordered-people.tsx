/** People in an order: one place after the other, each a list to choose from. Without scripts nothing can be dragged. */
import { formatText } from "../../format.ts";
import { fieldId, type FieldProps } from "../field.tsx";
import { isolate } from "../../../kernel/isolate.ts";

const sparePlaces = 2;
const placesMin = 6;
/** With more in all, a place that is taken offers only whoever has a place: those can still be put into another order. */
const optionsMax = 5_000;

export function OrderedPeople({ context, field, typed, errors }: FieldProps) {
  const words = context.words.organisation.roster;
  const chosen = (typed[field.name] ?? []).flatMap((one) => one.split("\n")).filter((one) => one !== "");
  const places = Array.from({ length: Math.max(placesMin, chosen.length + sparePlaces) }, (_, index) => chosen[index]);
  const isLong = field.options.length * places.length > optionsMax;
  const placed = isLong ? field.options.filter(({ value }) => chosen.includes(value)) : field.options;
  const wrong = errors[field.name] ?? [];
  const id = fieldId(field.name);
  return (
    <fieldset class={wrong.length > 0 ? "field is-wrong" : "field"} aria-describedby={`${id}-hint`}>
      <legend>{words.order}</legend>
      <p class="hint" id={`${id}-hint`}>
        {words.orderHint}
      </p>
      {wrong.length === 0 ? null : (
        <p class="wrong">
          <b>{context.words.form.error}</b>
          {context.words.colon} {wrong.map((error) => formatText(context, error)).join(" ")}
        </p>
      )}
      <ol class="places">
        {places.map((person, index) => (
          <li key={index}>
            <select name={field.name} id={index === 0 ? id : undefined} aria-label={words.place(index + 1)}>
              <option value=""></option>
              {(person === undefined ? field.options : placed).map((option) => (
                <option key={option.value} value={option.value} selected={option.value === person}>
                  {isolate(formatText(context, option.label))}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
