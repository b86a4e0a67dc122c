/** Another grade, or the same after another look: every clock is worked out anew. */
import { deadlineChangesAt, nextDue } from "../parts/moved.ts";
import { z } from "zod";
import { choice } from "../../kit/fields.ts";
import { atTime, apart, incidentName, subjectLine } from "../../kit/phrases.ts";
import { lastOf, forInformation, paragraphs, unique } from "../../kit/sentences.ts";
import type { Phrasing } from "../../playbook.ts";
import { recompute, rulesOf } from "../clocks.ts";
import type { GradeChange } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, type DeadlineChange, envelope, formatDeadlineChanges } from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";
import { gradeHelp, grades, wordFor } from "../vocabulary.ts";

type GradeNotification = Envelope & {
  readonly change: GradeChange;
  readonly moved: readonly DeadlineChange[];
  readonly replyDueAt: number;
};

export const gradeChanged = event("GRADE_CHANGED", {
  words: {
    label: { zh: "调整级别", en: "Change the grade" },
    done: { zh: "级别已调整", en: "Grade changed" },
    help: gradeHelp,
  },
  by: ["lead", "duty-officer"],
  form: z.object({
    grade: choice(
      {
        label: { zh: "级别", en: "Grade" },
        help: {
          zh: "级别不变也可提交，表示重新确认。",
          en: "You can submit the same grade to confirm it.",
        },
      },
      grades,
    ),
    reason: reason(),
  }),
  prefill: (context) => ({ grade: context.grade }),
  refuse: (context) => whenClosed(context) ?? (context.gradeAsked ? null : whenFull(context.gradeChanges)),
  record: (context, sent) => {
    const change = { at: sent.at, by: sent.by, was: context.grade, is: sent.grade, reason: sent.reason };
    const graded = { ...context, grade: sent.grade };
    return {
      grade: sent.grade,
      gradeChanges: [...context.gradeChanges, change],
      gradeAsked: null,
      clocks: recompute(graded, sent.at, sent.reason),
    };
  },
  notify: {
    gradeChanged: {
      label: { zh: "级别调整", en: "Grade changed" },
      to: {
        zh: "会商小组，及新级别要求告知的人员",
        en: "Consultation group, and those whom the new grade requires to be informed",
      },
      when: { zh: "级别变更或确认时", en: "When the grade is changed or confirmed" },
      params: (context): GradeNotification => {
        const change = lastOf(context.gradeChanges);
        const superior = rulesOf(context).superiorViewNeeded ? [{ role: "superior" } as const] : [];
        const to = unique([...context.policy.leadGroup, ...rulesOf(context).toldAtOnce, ...superior]);
        return {
          ...envelope(context, to),
          change,
          moved: deadlineChangesAt(context, change.at),
          replyDueAt: context.clocks.officialReply.dueAt,
        };
      },
      write: (params: GradeNotification, say: Phrasing) => {
        const { change, moved } = params;
        const [was, is] = [wordFor(grades, change.was), wordFor(grades, change.is)];
        const [small, smallWas] = [is.en.toLowerCase(), was.en.toLowerCase()];
        const [name, at, incident] = [say.person(change.by), atTime(say, change.at), incidentName(say)];
        const same = change.was === change.is;
        return {
          subject: subjectLine(say, {
            what: same
              ? { zh: `级别维持${is.zh}`, en: `Grade confirmed: ${small}` }
              : { zh: `级别由${was.zh}调整为${is.zh}`, en: `Grade changed from ${smallWas} to ${small}` },
          }),
          happened: same
            ? {
                zh: `${name}于 ${at.zh} 确认${apart(incident.zh)}的级别维持${is.zh}。`,
                en: `${name} confirmed ${at.en} that the grade of ${incident.en} stays ${small}.`,
              }
            : {
                zh: `${name}于 ${at.zh} 将${apart(incident.zh)}的级别由${was.zh}调整为${is.zh}。`,
                en: `${name} changed the grade of ${incident.en} from ${smallWas} to ${small} ${at.en}.`,
              },
          about: aboutOf(params),
          details: {
            zh: paragraphs(`理由：${change.reason}`, formatDeadlineChanges(moved, say).zh),
            en: paragraphs(`Reason: ${change.reason}`, formatDeadlineChanges(moved, say).en),
          },
          ...(same && moved.length === 0
            ? forInformation()
            : {
                asked: { zh: "按新级别的要求办理。", en: "follow the requirements of the new grade." },
                ...nextDue(moved),
              }),
        };
      },
    },
  },
});
