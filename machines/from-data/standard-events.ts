/** Events that every playbook has. */
import type { EventSpec, FieldSpec } from "./format/index.ts";
import type { Text } from "../playbook.ts";

export const everybody = ["duty-officer", "lead", "unit-contact", "spokesperson", "superior"] as const;

const plain = { optional: false, past: false, future: false, must: false, "log-only": false } as const;

export const fieldOf = (kind: FieldSpec["kind"], label: Text, more: Partial<FieldSpec> = {}): FieldSpec => ({
  ...plain,
  kind,
  label,
  ...more,
});

/** Sent at any moment, and not what a clock waits for. */
export const quietEvents: ReadonlySet<string> = new Set(["NOTE_ADDED", "OFFICER_ASSIGNED", "ESCALATION_ACKNOWLEDGED"]);

const noteAdded: EventSpec = {
  label: { zh: "添加备注", en: "Add a note" },
  done: { zh: "已添加备注", en: "Note added" },
  help: { zh: "记入时间线，不改变办理状态。", en: "Goes into the timeline and changes nothing else." },
  by: [...everybody],
  reported: false,
  fields: { note: fieldOf("text", { zh: "备注", en: "Note" }, { "log-only": true }) },
};

const officerAssigned: EventSpec = {
  label: { zh: "指定经办人", en: "Assign the officer in charge" },
  done: { zh: "已指定经办人", en: "Officer in charge assigned" },
  help: { zh: "经办人负责推动办理。", en: "The officer in charge sees it through." },
  by: ["duty-officer", "lead"],
  reported: false,
  fields: { officer: fieldOf("person", { zh: "经办人", en: "Officer in charge" }, { role: "duty-officer" }) },
};

/** Its form and what it does are the clock kit's. */
const escalationAcknowledged: EventSpec = {
  label: { zh: "确认收到", en: "Acknowledge" },
  by: [...everybody],
  reported: false,
  fields: {},
};

export const standardEvents = (withClocks: boolean): Readonly<Record<string, EventSpec>> => ({
  NOTE_ADDED: noteAdded,
  OFFICER_ASSIGNED: officerAssigned,
  ...(withClocks && { ESCALATION_ACKNOWLEDGED: escalationAcknowledged }),
});
