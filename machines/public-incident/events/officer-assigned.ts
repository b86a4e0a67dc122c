/** One person has it in hand. Whoever had it before has it no longer. */
import { z } from "zod";
import { line, optional, text } from "../../kit/fields.ts";
import { paragraphs } from "../../kit/sentences.ts";
import type { Recipient, SayPerson, SayTime, Text } from "../../playbook.ts";
import { clockName } from "../clock-keeper.ts";
import { allClocks } from "../clocks.ts";
import type { Assignment } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { whenClosed } from "../parts/refusals.ts";
import { earliest } from "../standing.ts";

type OfficerNotification = Envelope & {
  readonly assignment: Assignment;
  /** Who had it before. */
  readonly before: string | null;
  readonly next: { readonly label: Text; readonly dueAt: number } | null;
};

function sayAssignment({ assignment, before }: OfficerNotification, sayTime: SayTime, sayPerson: SayPerson): Text {
  const { at, by, person, note } = assignment;
  const [zh, en] =
    by === person
      ? [
          `${sayPerson(person)}于 ${sayTime(at, "zh")} 接手经办。`,
          `${sayPerson(person)} took charge on ${sayTime(at, "en")}.`,
        ]
      : [
          `${sayPerson(by)}于 ${sayTime(at, "zh")} 指定${sayPerson(person)}为经办人。`,
          `${sayPerson(by)} put ${sayPerson(person)} in charge on ${sayTime(at, "en")}.`,
        ];
  return {
    zh: paragraphs(zh, before && `原经办人：${sayPerson(before)}。`, note && `交接说明：${note}`),
    en: paragraphs(en, before && `Previous officer in charge: ${sayPerson(before)}.`, note && `Handover note: ${note}`),
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
  somebody: {
    field: "person",
    role: "duty-officer",
    except: (context) => context.assigned?.person ?? null,
    oneself: { zh: "由我经办", en: "Take charge" },
  },
  form: z.object({
    person: line({ label: { zh: "经办人", en: "Officer in charge" } }),
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
      write: (params: OfficerNotification, sayTime: SayTime, sayPerson: SayPerson) => {
        const { next } = params;
        const name = sayPerson(params.assignment.person);
        return {
          subject: subjectOf(params, { zh: `${name}经办`, en: `${name} is in charge` }),
          happened: sayAssignment(params, sayTime, sayPerson),
          asked: {
            zh: paragraphs(
              `由${name}负责办理；发给值班员的通知改发经办人。`,
              next && `最近的时限：${next.label.zh}，${sayTime(next.dueAt, "zh")}。`,
            ),
            en: paragraphs(
              `${name} is the officer in charge; notifications for the duty officer now go there.`,
              next && `Next deadline: ${next.label.en}, ${sayTime(next.dueAt, "en")}.`,
            ),
          },
          dueAt: next?.dueAt ?? null,
        };
      },
    },
  },
});
