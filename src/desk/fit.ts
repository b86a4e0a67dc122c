/** Whether good values fit: the incident as it stands, the others beside it, and what is usual. */
import type { Doubt, EventForm, Moment, Playbook, Text } from "../../machines/playbook.ts";
import { admits } from "./audience.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import { fieldsOf, type FormOwner } from "../playbook/fields.ts";
import type { KnownIncident } from "./known-incidents.ts";
import type { IncidentRow } from "./ports.ts";
import { findIncident, playbookOf } from "./queries.ts";
import type { FieldErrors } from "../playbook/types.ts";
import type { Person } from "../directory/person.ts";

type Values = Readonly<Record<string, unknown>>;

/** Null: nothing of the values contradicts the incident. */
export function misfitOf(form: EventForm, { context }: Pick<Moment, "context">, values: Values): FieldErrors | null {
  const found = form.misfit?.(context, values) ?? null;
  return found && Object.fromEntries(Object.entries(found).map(([name, text]) => [name, [text]]));
}

export type Referred =
  | { readonly ok: true; /** With the other incident's number as everybody writes it. */ readonly values: Values }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Looks at the incident that a form names: it is there, it is another, and this person may see it. */
export async function referenceOf(
  parts: DeskDependencies,
  form: EventForm,
  values: Values,
  row: KnownIncident,
  actor: Person,
): Promise<Referred> {
  const name = form.otherIncident;
  const typed = name === undefined ? undefined : values[name];
  if (name === undefined || typeof typed !== "string") return { ok: true, values };
  const wrong = (text: Text): Referred => ({ ok: false, errors: { [name]: [text] } });
  const other = admits("incident-readers", actor) ? await findIncident(parts, typed.trim()) : null;
  if (!other) return wrong(noSuchOther(typed.trim()));
  if (other.id === row.id) return wrong(itself);
  if (await leadsTo(parts, other, row)) return wrong(leadsBack(other.number));
  return { ok: true, values: { ...values, [name]: String(other.number) } };
}

const shownMax = 40;

function noSuchOther(typed: string): Text {
  const shown = Array.from(typed).slice(0, shownMax).join("");
  return {
    zh: `没有编号为“${shown}”的事件。请填写另一事件的编号，例如 12。`,
    en: `There is no incident “${shown}”. Write the number of the other one, such as 12.`,
  };
}

const itself: Text = {
  zh: "这是本事件的编号，请填写另一事件的编号。",
  en: "That is this incident itself. Write the number of the other one.",
};

function leadsBack(number: number): Text {
  return {
    zh: `${String(number)} 号事件已直接或间接指向本事件，不能互相指向。`,
    en: `Incident ${String(number)} refers to this one already, directly or through another; they cannot refer to each other.`,
  };
}

/** Whether the references from an incident on end at this one: of several in a circle nobody would be left to go on. */
async function leadsTo(parts: DeskDependencies, from: IncidentRow, { id }: KnownIncident): Promise<boolean> {
  const passed = new Set<string>();
  for (let one: IncidentRow | null = from; one !== null; one = await referredToBy(parts, one)) {
    if (one.id === id) return true;
    if (passed.has(one.id)) return false;
    passed.add(one.id);
  }
  return false;
}

/** The incident to which a closed one refers. */
async function referredToBy(parts: DeskDependencies, row: IncidentRow): Promise<IncidentRow | null> {
  if (row.summary.open) return null;
  const fields = new Map(playbookOf(parts, row).events.map((one) => [one.type, one.otherIncident]));
  const types = [...fields].flatMap(([type, field]) => (field === undefined ? [] : [type]));
  const last = (await parts.engine.history(row.id, { kinds: ["event"], types })).at(-1);
  const event = last && (await parts.engine.opened(row.id, last.event));
  const named = event?.[fields.get(event.type) ?? ""];
  return typeof named === "string" ? findIncident(parts, named) : null;
}

/** Earlier than any incident that somebody still answers for. */
const earliestUsualMs = Date.UTC(2000, 0, 1);

/** What is unusual about values that are good; the playbook's own first. */
export function doubtsOf(form: FormOwner & Pick<EventForm, "doubts">, values: Values, at: number): readonly Doubt[] {
  const early = fieldsOf(form).filter(
    ({ kind, name }) => kind === "instant" && Number(values[name] ?? Infinity) < earliestUsualMs,
  );
  const own = form.doubts?.(values, at) ?? [];
  return early.length === 0 ? own : [...own, beforeUsual(early.map(({ label }) => label))];
}

function beforeUsual(labels: readonly Text[]): Doubt {
  return {
    code: "year-before-2000",
    text: {
      zh: `${labels.map(({ zh }) => `“${zh}”`).join("、")}在 2000 年以前。年份是否正确？`,
      en: `${labels.map(({ en }) => `“${en}”`).join(" and ")}: that is before the year 2000. Is the year right?`,
    },
  };
}

export const sameTitleCode = "same-title";
const sameTitleWithinMs = 24 * 60 * 60_000;
const sameTitleShownMax = 3;

/** Incidents that are open under the same title, whatever its case, width, accents and spaces. */
export async function sameTitle(
  parts: DeskDependencies,
  playbook: Playbook,
  moment: Moment,
): Promise<readonly Doubt[]> {
  const { title } = playbook.headline(moment);
  const since = parts.clock.now() - sameTitleWithinMs;
  const rows = await parts.storage.incidents.openWithTitle(title, since, sameTitleShownMax);
  if (rows.length === 0) return [];
  const said = (language: "zh" | "en") =>
    rows.map((row) => `#${String(row.number)}, ${parts.formatTime(row.startedAt, language)}`).join("; ");
  return [
    {
      code: sameTitleCode,
      text: {
        zh: `24 小时内已经登记过同名事件，尚未办结：${said("zh").replaceAll("; ", "；").replaceAll(", ", "，")}。仍要另行登记吗？`,
        en: `An incident with this title was registered within the last 24 hours and is open: ${said("en")}. Register another one all the same?`,
      },
    },
  ];
}
