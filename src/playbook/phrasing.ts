/** How notifications say times, people and recipients, for one reader at the moment at which they leave. */
import { firstLayers } from "../../machines/organisation/vocabulary.ts";
import {
  roleWords,
  type Earlier,
  type Language,
  type Phrasing,
  type Post,
  type Recipient,
  type Role,
  type PersonName,
  type FormatTime,
  type Text,
} from "../../machines/playbook.ts";
import type { Named, Organisation } from "../directory/person.ts";
import { formatPersonOf } from "./names.ts";
import { formatShortTime, formatTime } from "./times.ts";

/** `22:56` on the day of `now`, else `23 Nov, 09:10`. */
export type FormatShortTime = (at: number, now: number, language: Language) => string;

export interface PhrasingParts {
  readonly formatTime: FormatTime;
  readonly formatShortTime: FormatShortTime;
  readonly formatPerson: PersonName;
  /** What the organisation calls a duty position; left out, or null: as a new organisation does. */
  readonly dutyLabel?: (layer: string) => Text | null;
  /** What it calls a post; left out, or null: as the playbook does. */
  readonly postLabel?: (post: Post) => Text | null;
}

export const sayingOf = (organisation: Organisation, everybody: readonly Named[]): PhrasingParts => ({
  formatTime: (at, language) => formatTime(at, language, organisation),
  formatShortTime: (at, now, language) => formatShortTime(at, now, language, organisation),
  formatPerson: formatPersonOf(everybody),
});

interface Reading {
  readonly number: number | null;
  readonly now: number;
  /** `roles`: as which they are notified; null: in others' place. */
  readonly reader?: { readonly id: string; readonly roles: readonly Role[] | null };
  readonly earlier?: readonly Earlier[];
}

export function phrasingFor(saying: PhrasingParts, { number, now, reader, earlier = [] }: Reading): Phrasing {
  const inBoth = (say: (language: Language) => string): Text => ({ zh: say("zh"), en: say("en") });
  return {
    number,
    now,
    time: (at) => inBoth((language) => saying.formatTime(at, language)),
    shortTime: (at) => inBoth((language) => saying.formatShortTime(at, now, language)),
    person: (id) => saying.formatPerson(id),
    recipients: (to) => {
      const names = to.map((recipient) => nameOfRecipient(recipient, saying));
      return { zh: names.map(({ zh }) => zh).join("、"), en: names.map(({ en }) => en).join(", ") };
    },
    reader: reader?.id ?? null,
    readerRoles: reader?.roles ?? null,
    earlier,
  };
}

function nameOfRecipient(recipient: Recipient, { formatPerson, dutyLabel, postLabel }: PhrasingParts): Text {
  if ("role" in recipient) return roleWords[recipient.role];
  if ("person" in recipient) return { zh: formatPerson(recipient.person), en: formatPerson(recipient.person) };
  if ("post" in recipient)
    return postLabel?.(recipient) ?? recipient.label ?? { zh: recipient.post, en: recipient.post };
  const { layer } = recipient;
  const first = firstLayers.find(({ id }) => id === layer)?.label ?? { zh: layer, en: layer };
  return dutyLabel?.(layer) ?? first;
}
