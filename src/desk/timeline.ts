/** The log of one incident in words. Every row becomes one entry; nothing is left out and nothing is added. */
import type { EventForm, Playbook, Text } from "../../machines/playbook.ts";
import type { OutboxRow } from "../engine/ports.ts";
import type { LogRow } from "../engine/types.ts";
import { fieldsOf, type Field, type FormOwner } from "./fields.ts";
import { stateLabel } from "./states.ts";
import type { Person, TimelineEntry } from "./types.ts";

export type TimelineParts = {
  readonly playbook: Playbook;
  readonly people: readonly Person[];
  /** The subject of a message, or null when it is not known. */
  readonly subject: (message: string) => Text | null;
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
    fields: fieldsShown(row, parts.playbook),
    row,
  }));
}

/** Subjects by message id, for `TimelineParts`. */
export function subjectsOf(
  messages: readonly { readonly message: Pick<OutboxRow, "id">; readonly subject: Text }[],
): TimelineParts["subject"] {
  const byId = new Map(messages.map(({ message, subject }) => [message.id, subject]));
  return (id) => byId.get(id) ?? null;
}

function titleOf(row: LogRow, { playbook, subject }: TimelineParts): Text {
  switch (row.kind) {
    case "start":
      return playbook.opening.done;
    case "event":
      return formOf(playbook, row)?.done ?? { zh: row.event.type, en: row.event.type };
    case "timer":
      return about({ zh: "到时", en: "Time reached" }, timerLabel(playbook, row.event.type));
    case "void":
      return about(
        { zh: "到时,已无须处理", en: "Time reached, nothing to do any more" },
        timerLabel(playbook, row.event.type),
      );
    case "delivered":
      return about({ zh: "信件已发出", en: "Letter sent" }, messageLabel(row, subject));
    case "parked":
      return about(
        { zh: "信件未能发出,需人工处理", en: "Letter could not be sent and waits for a person" },
        messageLabel(row, subject),
      );
  }
}

function about(what: Text, which: Text): Text {
  return { zh: `${what.zh}:${which.zh}`, en: `${what.en}: ${which.en}` };
}

function messageLabel(row: LogRow, subject: TimelineParts["subject"]): Text {
  const message = row.event["message"];
  const known = typeof message === "string" ? subject(message) : null;
  return known ?? { zh: row.event.type, en: row.event.type };
}

/** XState names the timer of a state `xstate.after.DELAY.ID`, with the state's path at the end of the id. */
function timerLabel(playbook: Playbook, type: string): Text {
  const paths = Object.keys(playbook.states).filter((path) => type.endsWith(`.${path}`));
  const path = paths.reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  return path === "" ? { zh: type, en: type } : stateLabel(playbook, path);
}

/** Null for the system: timers and deliveries. Somebody who has left the settings is known by their id. */
function actorOf(row: LogRow, people: readonly Person[]): string | null {
  if (row.kind !== "start" && row.kind !== "event") return null;
  return people.find((person) => person.id === row.by)?.name ?? row.by;
}

function formOf(playbook: Playbook, row: LogRow): EventForm | undefined {
  return playbook.events.find((form) => form.type === row.event.type);
}

function fieldsShown(row: LogRow, playbook: Playbook): TimelineEntry["fields"] {
  if (row.kind === "event") return labelled(formOf(playbook, row), row.event);
  // The opening's values are in the machine's input, under the names of the form or where the playbook put them.
  return row.kind === "start" ? labelled(playbook.opening, row.event["input"]) : [];
}

function labelled(owner: FormOwner | undefined, values: unknown): TimelineEntry["fields"] {
  if (!owner || typeof values !== "object" || values === null) return [];
  return fieldsOf(owner)
    .filter((field) => field.kind !== "hidden" && Object.hasOwn(values, field.name))
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
  const plain = typeof value === "string" ? value : JSON.stringify(value);
  return optionLabel(field, plain) ?? plain;
}

function listShown(field: Field, values: readonly unknown[]): Shown {
  const plain = values.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const labels = plain.map((one) => optionLabel(field, one) ?? { zh: one, en: one });
  if (field.options.length === 0) return plain;
  return { zh: labels.map((label) => label.zh).join("、"), en: labels.map((label) => label.en).join(", ") };
}

function optionLabel(field: Field, value: string): Text | null {
  return field.options.find((option) => option.value === value)?.label ?? null;
}
