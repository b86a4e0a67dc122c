/** The duty roster as a calendar file (RFC 5545): a feed that a person or a team subscribes to. */
import { ICalCalendar, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import type { Language } from "../../machines/playbook.ts";
import { layerById, nameOf } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import { slotsFrom, type Slot } from "./slots.ts";

export type FeedOptions = {
  /** Whose duty; null: everybody's, with the names. */
  readonly person: string | null;
  readonly from: number;
  readonly until: number;
  /** Between the two: what is ahead of it comes first where there are too many turns to show them all. */
  readonly today: number;
  readonly language: Language;
  /** When it is made (ms). */
  readonly now: number;
  /** Host of the desk: makes the ids of the events its own. */
  readonly host: string;
  /** The roster's page. */
  readonly url: string | null;
};

const refreshSeconds = 15 * 60;

/** All times are in UTC, which every calendar shows in its reader's own zone. Slots that nobody has are in no feed. */
export function calendarOf(directory: Directory, options: FeedOptions): string {
  const { organisation } = directory;
  const name = calendarName(directory, options);
  const calendar = new ICalCalendar({
    name,
    prodId: { company: "Answerable", product: "Duty roster", language: options.language.toUpperCase() },
    ttl: refreshSeconds,
    ...(options.url === null ? {} : { url: options.url }),
  });
  calendar.x([["X-WR-TIMEZONE", organisation.zone]]);
  for (const slot of slotsOf(directory, options)) calendar.createEvent(eventOf(directory, slot, options));
  return propertiesFirst(calendar.toString());
}

/**
 * The library writes further properties behind the events; a calendar's properties stand before its components (RFC 5545,
 * 3.6), and strict readers stop at the first that does not. Lines that are folded stay with the one that they go on from.
 */
function propertiesFirst(text: string): string {
  const lines = text.split(/\r\n(?![ \t])/);
  const first = lines.findIndex((line) => line.startsWith("BEGIN:VEVENT"));
  const last = lines.findLastIndex((line) => line.startsWith("END:VEVENT"));
  if (first < 0) return text;
  const end = lines.findLastIndex((line) => line.startsWith("END:VCALENDAR"));
  const [before, events, behind, rest] = [
    lines.slice(0, first),
    lines.slice(first, last + 1),
    lines.slice(last + 1, end),
    lines.slice(end),
  ];
  return [...before, ...behind, ...events, ...rest].join("\r\n");
}

function calendarName(directory: Directory, { person, language }: FeedOptions): string {
  const whose = person === null ? directory.organisation.name[language] : nameOf(directory, person);
  return language === "zh" ? `值班表 · ${whose}` : `Duty roster · ${whose}`;
}

/** Turns that one feed looks at, and entries that it has: with short turns it reaches less far. */
const turnsMax = 2_000;
const entriesMax = 500;

function slotsOf(directory: Directory, options: FeedOptions): readonly Slot[] {
  const { person } = options;
  const isShown = ({ onDuty }: Slot) => onDuty !== null && (person === null || onDuty === person);
  const layers = directory.layers.map(({ id }) => turnsOfLayer(directory, id, options));
  const ahead = soonestFirst(layers.flatMap((layer) => layer.ahead).filter(isShown)).slice(0, entriesMax);
  const past = soonestFirst(layers.flatMap((layer) => layer.past).filter(isShown));
  return [...past.slice(Math.max(0, past.length + ahead.length - entriesMax)), ...ahead];
}

function turnsOfLayer(directory: Directory, layer: string, { from, until, today }: FeedOptions) {
  const most = Math.max(1, Math.floor(turnsMax / directory.layers.length));
  const ahead = atMost(slotsFrom(directory, layer, today, until), most);
  const reach = ahead.length < most ? 1 : Math.min(1, ((ahead.at(-1)?.until ?? until) - today) / (until - today));
  const since = today - (today - from) * reach;
  const past = atMost(slotsFrom(directory, layer, since, today), most).filter((slot) => slot.until <= today);
  return { past, ahead };
}

function atMost<Item>(items: Iterable<Item>, most: number): readonly Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === most) break;
  }
  return taken;
}

const soonestFirst = (slots: readonly Slot[]) => [...slots].sort((a, b) => a.from - b.from);

function eventOf(directory: Directory, slot: Slot, { person, language, now, host, url }: FeedOptions) {
  const label = layerById(directory, slot.layer)?.label[language] ?? slot.layer;
  const who = nameOf(directory, slot.onDuty ?? slot.person);
  return {
    // The same turn of the same layer keeps its id, so that a calendar changes its entry instead of adding one.
    id: `duty-${slot.layer}-${slot.from}@${host}`,
    stamp: new Date(now),
    start: new Date(slot.from),
    end: new Date(slot.until),
    summary: person === null ? `${label}: ${who}` : label,
    description: describe(directory, slot, language),
    status: ICalEventStatus.CONFIRMED,
    // Somebody on duty can still be asked to a meeting.
    transparency: ICalEventTransparency.TRANSPARENT,
    ...(url === null ? {} : { url }),
  };
}

function describe(directory: Directory, slot: Slot, language: Language): string {
  const instead = slot.onDuty === slot.person ? null : nameOf(directory, slot.person);
  const source = sourceWords[slot.source][language];
  if (instead === null) return source;
  return language === "zh" ? `${source}；代理${instead}` : `${source}; deputy for ${instead}`;
}

const sourceWords: Readonly<Record<Slot["source"], Readonly<Record<Language, string>>>> = {
  rotation: { zh: "轮值", en: "Rotation" },
  shift: { zh: "临时排班", en: "One-off shift" },
  override: { zh: "替班", en: "Override" },
  takeover: { zh: "接班", en: "Taken over" },
  swap: { zh: "换班", en: "Swap" },
};
