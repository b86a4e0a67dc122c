/** What a form about the organisation starts with: what stands in the directory of the person, unit or layer it is opened for. */
import { changeOf } from "../../machines/organisation/changes.ts";
import { organisation as stream } from "../../machines/organisation/index.ts";
import type { EventForm, Text } from "../../machines/playbook.ts";
import type { OrganisationContext } from "../../machines/organisation/context.ts";
import type { FormCalendar, FormOpened } from "../../machines/organisation/form-opened.ts";
import { layerById, nameOf } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import { takeOverUntil } from "../roster/roster.ts";
import { dutyAt } from "../roster/slots.ts";
import { instantOf, localDate, localTime } from "../roster/zone.ts";
import { awayAhead, awayThroughout } from "../roster/can-have.ts";
import { fieldsOf } from "../playbook/fields.ts";
import { formatTime } from "../playbook/times.ts";

export type FormStart = {
  /** Instants are ms. */
  readonly prefill: Readonly<Record<string, unknown>>;
  /** By field: what to choose from. */
  readonly options: Readonly<Record<string, readonly Offer[]>>;
};

type Offer = { readonly value: string; readonly label: Text };
type Opened = Omit<FormOpened, "calendar"> & {
  readonly directory: Directory;
  /** Of a playbook's limits as they count now, as JSON. */
  readonly policy: (playbook: string) => string;
};

/** `asked`: values from the page's address, by field. */
export function startOf(form: EventForm, opened: Opened): FormStart {
  const { directory, asked } = opened;
  const names = fieldsOf(form).map((field) => field.name);
  const given = Object.fromEntries(Object.entries(asked).filter(([name]) => names.includes(name)));
  const change = changeOf(form.type);
  const own = {
    ...form.prefill?.(directory, opened.now),
    ...change?.start?.(directory, { ...opened, calendar: calendarOf(opened) }),
  };
  const options = {
    ...form.options?.(directory),
    ...entryOptions(directory, names),
  };
  const offered = names.filter((name) => Object.hasOwn(options, name) && change?.adds !== name);
  return {
    prefill: { ...own, ...given },
    options: acceptableTogether(form, opened, Object.fromEntries(offered.map((name) => [name, options[name] ?? []]))),
  };
}

/** Where only one person or one layer can be chosen, the other fields offer what goes with that one. */
function acceptableTogether(form: EventForm, opened: Opened, options: FormStart["options"]): FormStart["options"] {
  const sure: Record<string, string> = {};
  const offers: Record<string, readonly Offer[]> = {};
  // Layers are few, and a person may leave only one of them.
  for (const name of ["layer", "person", "layer", ...Object.keys(options)]) {
    const isOver = name in offers && (name !== "layer" || name in sure);
    if (!Object.hasOwn(options, name) || isOver) continue;
    const found = (offers[name] = acceptable(form, opened, name, options[name] ?? [], sure));
    const [only, ...more] = found;
    if ((name === "layer" || name === "person") && only !== undefined && more.length === 0) sure[name] = only.value;
  }
  return offers;
}

const hourMs = 60 * 60_000;
const firstHandover = "08:00";

/** Of the directory's zone and roster. */
function calendarOf({ directory, now, policy }: Opened): FormCalendar {
  const { zone } = directory.organisation;
  return {
    nextMorning: () => {
      const tomorrow = localDate(zone, instantOf(zone, localTime(localDate(zone, now), "12:00")) + 24 * hourMs);
      return instantOf(zone, localTime(tomorrow, firstHandover));
    },
    localDate: (at) => localDate(zone, at),
    turnUntil: (layer) =>
      takeOverUntil(directory, layer, now) ?? dutyAt(directory, layer, now)?.until ?? now + 12 * hourMs,
    policy,
  };
}

/** The machine's own refusals choose what is offered: nothing that would be refused whatever else is filled in. */
function acceptable(
  form: EventForm,
  { directory, now, viewer, asked }: Opened,
  field: string,
  options: readonly Offer[],
  sure: Readonly<Record<string, string>>,
): readonly Offer[] {
  const names = fieldsOf(form).map(({ name }) => name);
  const moment = { context: directory, value: null, status: "active" } as const;
  const isRefused = (typed: object) => stream.whyNot(moment, form.type, viewer, typed, now) !== null;
  // Where there can be no more of them, thousands need not be asked about one by one.
  if (field !== "layer" && isRefused({})) return [];
  const isLayered = field !== "layer" && names.includes("layer");
  const layers = !isLayered ? [{}] : (given(asked) ?? directory.layers.map(({ id }) => ({ layer: id })));
  const single = (value: string) => (listed.includes(field) ? [value] : value);
  const isGiven = isLayered && (takes.includes(field) || (field === "person" && !names.includes("to")));
  const offered = options.filter(({ value }) => {
    if (field === "layer" && asked["layer"] !== undefined && directory.layers.some(({ id }) => id === asked["layer"]))
      return value === asked["layer"];
    if (isGiven && awayThroughout(directory, value, { from: now, until: Infinity }, viewer)) return false;
    return layers.some((layer) => !isRefused({ ...layer, ...sure, [field]: single(value) }));
  });
  return isGiven || field === "deputy" ? offered.map((offer) => withAbsences(directory, offer, now)) : offered;
}

/** Fields that take several. */
const listed: readonly string[] = ["people", "units", "posts", "unitPosts"];

/** Whoever is away for a while may be given what lies before or after: when that is stands beside the name. */
function withAbsences(directory: Directory, { value, label }: Offer, now: number): Offer {
  const away = awayAhead(directory, value, now);
  if (!away) return { value, label };
  return { value, label: { zh: `${label.zh}（${away.zh}）`, en: `${label.en} (${away.en})` } };
}

const given = ({ layer }: Opened["asked"]): readonly object[] | null => (layer === undefined ? null : [{ layer }]);
/** They name whom the duty is given to; so does `person`, except in a swap, where they give it away. */
const takes: readonly string[] = ["people", "to"];

/** What has an id that nobody remembers is offered in words. */
function entryOptions(
  directory: OrganisationContext,
  fields: readonly string[],
): Readonly<Record<string, readonly Offer[]>> {
  const name = (id: string) => nameOf(directory, id);
  const turn = (person: string, from: number, until: number | null): Text => ({
    zh: `${name(person)}，${formatTime(from, "zh", directory.organisation)} 至 ${until === null ? "另行通知" : formatTime(until, "zh", directory.organisation)}`,
    en: `${name(person)}, ${formatTime(from, "en", directory.organisation)} until ${until === null ? "further notice" : formatTime(until, "en", directory.organisation)}`,
  });
  const layered = (layer: string, words: Text): Text => {
    const label = layerById(directory, layer)?.label ?? { zh: layer, en: layer };
    return { zh: `${label.zh}：${words.zh}`, en: `${label.en}: ${words.en}` };
  };
  const turns = (entries: readonly LayeredTurn[]) => () =>
    entries.map((one) => ({ value: one.id, label: layered(one.layer, turn(one.person, one.from, one.until)) }));
  const offers: Readonly<Record<string, () => readonly Offer[]>> = {
    absence: () => directory.absences.map((one) => ({ value: one.id, label: turn(one.person, one.from, one.until) })),
    rotation: () =>
      directory.rotations.map((one) => ({
        value: one.id,
        label: layered(one.layer, { zh: one.people.map(name).join("、"), en: one.people.map(name).join(", ") }),
      })),
    shift: turns(directory.shifts),
    override: turns(directory.overrides),
    swap: turns(directory.swaps),
  };
  // Thousands of sentences, of which a form needs one kind at the most.
  return Object.fromEntries(
    Object.entries(offers).flatMap(([field, make]) => (fields.includes(field) ? [[field, make()] as const] : [])),
  );
}

type LayeredTurn = Pick<OrganisationContext["shifts"][number], "id" | "layer" | "person" | "from" | "until">;
