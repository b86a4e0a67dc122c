/** What kind of notification an effect becomes. */
import type { LetterForm, Playbook, Text } from "../../machines/playbook.ts";

export function formOf({ letters }: Pick<Playbook, "letters">, type: string): LetterForm | null {
  return Object.hasOwn(letters, type) ? (letters[type] ?? null) : null;
}

/** What kind of letter an effect becomes. An effect without a letter is known by its name. */
export function labelOf(playbook: Pick<Playbook, "letters">, type: string): Text {
  return formOf(playbook, type)?.label ?? { zh: type, en: type };
}
