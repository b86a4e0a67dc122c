/** One person has it in hand. Whoever had it before has it no longer. */
import { z } from "zod";
import { optional, person, text } from "../../kit/fields.ts";
import { atTime, apart, incidentName } from "../../kit/phrases.ts";
import { forInformation, paragraphs } from "../../kit/sentences.ts";
import type { Phrasing, Recipient, Text } from "../../playbook.ts";
import { clockName } from "../clock-keeper.ts";
import { allClocks } from "../clocks.ts";
import type { Assignment } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { whenClosed } from "../parts/refusals.ts";
import { earliest } from "../context-queries.ts";

type OfficerNotification = Envelope & {
  readonly assignment: Assignment;
  /** Who had it before. */
  readonly before: string | null;
  readonly next: { readonly label: Text; readonly dueAt: number } | null;
};

function formatAssignment({ at, by, person }: Assignment, say: Phrasing): Text {
  const [name, time, incident] = [say.person(person), atTime(say, at), incidentName(say)];
  if (by === person)
    return {
      zh: `${name}于 ${time.zh} 接手经办${apart(incident.zh)}。`,
      en: `${name} took charge of ${incident.en} ${time.en}.`,
    };
  return {
    zh: `${say.person(by)}于 ${time.zh} 指定${name}经办${apart(incident.zh)}。`,
    en: `${say.person(by)} put ${name} in charge of ${incident.en} ${time.en}.`,
  };
}

export const officerAssigned = event("OFFICER_ASSIGNED", {
  words: {
    label: { zh: "指定经办人", en: "Assign the officer in charge" },
    done: { zh: "已指定经办人", en: "Officer in charge assigned" },
    help: {
      zh: "发给值班员的通知改发经办人；超时提醒同时发给经办人和当班值班员。",
      en: "Notifications for the duty officer go to the officer in charge from now on. Overdue notices go to both the officer in charge and the duty officer on shift.",
    },
  },
  by: ["duty-officer", "lead"],
  personField: {
    field: "person",
    among: ["duty-officer"],
    except: (context) => context.assigned?.person ?? null,
    selfAssignLabel: { zh: "由我经办", en: "Take charge" },
  },
  form: z.object({
    person: person({ label: { zh: "经办人", en: "Officer in charge" } }),
    note: optional(
      text({
        label: { zh: "交接说明", en: "Handover note" },
        help: { zh: "接手人员须知的情况。", en: "What the new officer in charge needs to know." },
      }),
    ),
  }),
  refuse: (context, asked) => {
    if (context.closing) return whenClosed(context);
    if (asked.person === undefined || asked.person !== context.assigned?.person) return null;
    return { zh: "该人员已是经办人。", en: "This person is already the officer in charge." };
  },
  record: (_, { at, by, person, note }) => ({ assigned: { at, by, person, note: note ?? null } }),
  notify: {
    officerAssigned: {
      label: { zh: "指定经办人", en: "Officer in charge" },
      to: { zh: "经办人；换人时还有原经办人", en: "The officer in charge; after a change also the previous one" },
      when: { zh: "指定经办人或接手经办时", en: "When an officer is put in charge or takes charge" },
      beforeRecorded: true,
      params: (context, sent): OfficerNotification => {
        const { at, by, person, note = null } = sent;
        const before = context.assigned?.person ?? null;
        const left: readonly Recipient[] = before === null || before === by ? [] : [{ person: before }];
        const next = earliest(allClocks(context));
        return {
          ...envelope(context, [{ person, orElse: "duty-officer" }, ...left]),
          assignment: { at, by, person, note },
          before,
          next: next && { label: clockName(next), dueAt: next.dueAt },
        };
      },
      write: (params: OfficerNotification, say: Phrasing) => {
        const { assignment, before, next } = params;
        const name = say.person(assignment.person);
        const due = next && say.shortTime(next.dueAt);
        const common = {
          subject: subjectOf(
            params,
            say,
            { zh: `由${name}经办`, en: `${name} is in charge` },
            due && { zh: `最近时限 ${due.zh}`, en: `next deadline ${due.en}` },
          ),
          happened: formatAssignment(assignment, say),
          about: aboutOf(params),
          details: {
            zh: paragraphs(
              before && `原经办人：${say.person(before)}`,
              assignment.note && `交接说明：${assignment.note}`,
            ),
            en: paragraphs(
              before && `Previous officer in charge: ${say.person(before)}`,
              assignment.note && `Handover note: ${assignment.note}`,
            ),
          },
        };
        if (before !== null && say.reader === before)
          return {
            ...common,
            ...forInformation({
              zh: `发给值班员的通知改发${name}。`,
              en: `Notifications for the duty officer now go to ${name}.`,
            }),
          };
        return {
          ...common,
          asked: {
            zh: `办理本事件；发给值班员的通知改发${name}。`,
            en: `handle the incident. Notifications for the duty officer now go to ${name}.`,
          },
          dueAt: next?.dueAt ?? null,
          ...(next && { dueNote: { zh: next.label.zh, en: next.label.en.toLowerCase() } }),
        };
      },
    },
  },
});
