/** The log of one incident in words. Every row becomes one entry; nothing is left out and nothing is added. */
import { z } from "zod";
import { unitNamesIn } from "../../machines/kit/unit.ts";
import { linkActor } from "../../machines/organisation/people.ts";
import { erasedTitle } from "./erasures.ts";
import { delayWords, type EventForm, type Playbook, type Text } from "../../machines/playbook.ts";
import type { LogRow } from "../engine/log.ts";
import { commandIdAsSent } from "../kernel/command-id.ts";
import { withoutAddresses } from "../kernel/without-addresses.ts";
import { fieldsOf, isHidden, openingPlace, type Field, type FormOwner } from "./fields.ts";
import { stateLabel } from "./states.ts";
import { linkOf, linkSettled } from "./links.ts";
import { labelOf } from "./notifications.ts";
import { nameOf } from "./names.ts";
import type { TimelineEntry } from "./types.ts";
import type { Person } from "../directory/person.ts";

export type TimelineParts = {
  readonly playbook: Playbook;
  readonly people: readonly Pick<Person, "id" | "name">[];
};

/** Oldest first, as the rows are. */
export function timelineOf(rows: readonly LogRow[], parts: TimelineParts): readonly TimelineEntry[] {
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    dueAt: row.dueAt,
    kind: row.kind,
    title: titleOf(row, parts),
    by: actorOf(row, parts.people),
    fields: fieldsShown(row, parts),
    row: rowShown(row),
  }));
}

/** Why a notification could not be sent was written down for good, also when it named somebody's address. */
function rowShown(row: LogRow): LogRow {
  const { kind, detail } = row;
  const shown = kind === "dead-lettered" && typeof detail === "string" ? withoutAddresses(detail) : detail;
  return { ...row, commandId: commandIdAsSent(row), detail: shown };
}

function titleOf(row: LogRow, { playbook, people }: TimelineParts): Text {
  const link = row.kind === "delivered" || row.kind === "dead-lettered" ? linkOf(playbook, row.event.type) : null;
  if (link) return linkSettled(link, row);
  switch (row.kind) {
    case "start":
      return playbook.opening.done;
    case "event":
      return formOf(playbook, row)?.done ?? { zh: row.event.type, en: row.event.type };
    case "timer":
      return about({ zh: "到时", en: "Deadline reached" }, timerLabel(playbook, row.event.type));
    case "stale":
      return about(
        { zh: "到时，已无须处理", en: "Deadline reached, no longer relevant" },
        timerLabel(playbook, row.event.type),
      );
    case "delivered":
      return about(
        { zh: "通知已发出", en: "Notification sent" },
        sentTo(labelOf(playbook, row.event.type), row, people),
      );
    case "dead-lettered":
      return about(
        { zh: "通知未能发出，需人工处理", en: "Notification failed, needs attention" },
        labelOf(playbook, row.event.type),
      );
    case "erased":
      return erasedTitle(row.event["refs"], row.event["reason"]);
  }
}

function about(what: Text, which: Text): Text {
  return { zh: `${what.zh}：${which.zh}`, en: `${what.en}: ${which.en}` };
}

/** The delivery says in its detail who got the notification: `to`, a list of ids. */
function sentTo(label: Text, { detail }: LogRow, people: TimelineParts["people"]): Text {
  const to: unknown = typeof detail === "object" && detail !== null && "to" in detail ? detail.to : null;
  const ids: readonly unknown[] = Array.isArray(to) ? to : [];
  const names = ids.filter((id) => typeof id === "string").map((id) => nameOf(people, id));
  if (names.length === 0) return label;
  return { zh: `${label.zh} → ${names.join("、")}`, en: `${label.en} → ${names.join(", ")}` };
}

/** A delay without words is known by the state in which it ran, whose path stands at the end of the event's type. */
function timerLabel(playbook: Playbook, type: string): Text {
  const words = delayWords(playbook, type);
  if (words) return words;
  const paths = Object.keys(playbook.states).filter((path) => type.endsWith(`.${path}`));
  const path = paths.reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  return path === "" ? { zh: type, en: type } : stateLabel(playbook, path);
}

/** Null for the system: timers, deliveries, and what another incident asked for. Somebody who has left is known by their id. */
function actorOf(row: LogRow, people: TimelineParts["people"]): string | null {
  if (row.kind !== "start" && row.kind !== "event" && row.kind !== "erased") return null;
  if (row.by === linkActor) return null;
  return nameOf(people, row.by);
}

function formOf(playbook: Playbook, row: LogRow): EventForm | undefined {
  return playbook.events.find((form) => form.type === row.event.type);
}

function fieldsShown(row: LogRow, { playbook, people }: TimelineParts): TimelineEntry["fields"] {
  const form = formOf(playbook, row);
  if (row.kind === "event") return labelled(form, withName(form, row.event, people));
  if (row.kind === "delivered") return skipped(row);
  if (row.kind !== "start") return [];
  const values = openingValues(playbook, row.event["input"]);
  return labelled(playbook.opening, isRecord(values) ? withName(playbook.opening, values, people) : values);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Whoever, and whichever unit, a field names is shown by name. */
function withName(
  form: Pick<EventForm, "personField" | "unit"> | undefined,
  event: Readonly<Record<string, unknown>>,
  people: TimelineParts["people"],
): Readonly<Record<string, unknown>> {
  const field = form?.personField?.field;
  const id = field === undefined ? undefined : event[field];
  const named = field !== undefined && typeof id === "string" ? { ...event, [field]: nameOf(people, id) } : event;
  const unit = form?.unit;
  const names = unit === undefined ? null : unitNamesIn(event, unit);
  return unit !== undefined && names ? { ...named, [unit]: names } : named;
}

const couldNotBeTold: Text = { zh: "未通知到", en: "Not notified" };

/** Whoever was meant and could not be told, with the reason, as the delivery wrote it down. */
function skipped({ detail }: LogRow): TimelineEntry["fields"] {
  const written = deliveryDetail.safeParse(detail);
  const whys = written.success ? written.data.skipped.map(({ why }) => why) : [];
  if (whys.length === 0) return [];
  const value = { zh: whys.map(({ zh }) => zh).join("；"), en: whys.map(({ en }) => en).join("; ") };
  return [{ label: couldNotBeTold, value }];
}

const deliveryDetail = z.object({
  skipped: z.array(z.object({ why: z.object({ zh: z.string(), en: z.string() }) })),
});

function openingValues({ opening }: Playbook, input: unknown): unknown {
  if (!isRecord(input)) return input;
  const place = openingPlace(opening, input);
  return place === null ? input : input[place];
}

function labelled(owner: FormOwner | undefined, values: unknown): TimelineEntry["fields"] {
  if (!owner || typeof values !== "object" || values === null) return [];
  return fieldsOf(owner)
    .filter((field) => !isHidden(field) && Object.hasOwn(values, field.name))
    .flatMap((field) => {
      const value = shown(field, (values as Readonly<Record<string, unknown>>)[field.name]);
      return value === null ? [] : [{ label: field.label, value }];
    });
}

type Shown = TimelineEntry["fields"][number]["value"];

function shown(field: Field, value: unknown): Shown | null {
  if (value === null || value === undefined) return null;
  if (field.kind === "instant") return typeof value === "number" ? { at: value } : JSON.stringify(value);
  if (typeof value === "boolean") return value ? { zh: "是", en: "Yes" } : { zh: "否", en: "No" };
  if (Array.isArray(value)) return listShown(field, value);
  if (isText(value)) return value;
  const plain = typeof value === "string" ? value : JSON.stringify(value);
  return optionLabel(field, plain) ?? plain;
}

/** Only a unit's names are such a value. */
const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "zh" in value && "en" in value;

function listShown(field: Field, values: readonly unknown[]): Shown {
  const plain = values.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const labels = plain.map((one) => optionLabel(field, one) ?? { zh: one, en: one });
  if (field.options.length === 0) return plain;
  return { zh: labels.map((label) => label.zh).join("、"), en: labels.map((label) => label.en).join(", ") };
}

function optionLabel(field: Field, value: string): Text | null {
  return field.options.find((option) => option.value === value)?.label ?? null;
}
