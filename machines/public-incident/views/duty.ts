/** The one thing to do now, whose turn it is, and by when. */
import type { Duty, Headline, Moment, Role, Text } from "../../playbook.ts";
import type { Clock } from "../../kit/clocks/clock.ts";
import type { IncidentContext } from "../context.ts";
import { rulesOf } from "../clocks.ts";
import { openOnPage, openPromises, openQuestions } from "../parts/items.ts";
import { onItsWay } from "../parts/releases.ts";
import {
  earliest,
  unsubmittedVersion,
  isConsultationOpen,
  isReviewed,
  hasHigherAuthorityView,
  missingApprovals,
  targetClock,
} from "../context-queries.ts";
import { gradeRank, grades, wordFor } from "../vocabulary.ts";
import { read, type Reading } from "./moment.ts";

export function headline(moment: Moment): Headline {
  const { context, phase } = read(moment);
  return {
    title: context.title,
    grade: context.grade,
    gradeLabel: wordFor(grades, context.grade),
    gradeRank: gradeRank(context.grade),
    phase: `response.${phase}`,
    open: context.closing === null,
    holder: context.assigned?.person ?? null,
  };
}

export function duty(moment: Moment): Duty {
  const reading = read(moment);
  if (reading.context.gradeAsked !== null) return asked(reviewGrade, targetClock(reading.context));
  return duties[reading.phase](reading);
}

interface Ask {
  readonly event: string;
  readonly what: Text;
  readonly by: readonly Role[];
}

const asked = (ask: Ask, clock: Clock | null): Duty => ({
  ...ask,
  dueAt: clock?.dueAt ?? null,
  clock: clock?.id ?? null,
});

const reviewGrade: Ask = {
  event: "GRADE_CHANGED",
  what: { zh: "事态有变化，请重新确定级别", en: "The situation has changed: confirm or change the grade" },
  by: ["lead"],
};

const ofKind = (context: IncidentContext, kind: Clock["kind"]): Clock | null =>
  earliest(context.clocks.further.filter((clock) => clock.kind === kind));

function consulting({ context }: Reading): Duty {
  const clock = targetClock(context);
  if (!isConsultationOpen(context))
    return asked(
      {
        event: "CONSULTATION_OPENED",
        what: { zh: "发起会商", en: "Start the consultation" },
        by: ["lead", "duty-officer"],
      },
      clock,
    );
  if (!hasHigherAuthorityView(context))
    return asked(
      {
        event: "SUPERIOR_VIEW_RECORDED",
        what: { zh: "取得并记录上级意见", en: "Obtain and record the higher authority’s view" },
        by: ["lead", "duty-officer", "superior"],
      },
      clock,
    );
  return asked({ event: "DECISION_MADE", what: { zh: "作出决定", en: "Make the decision" }, by: ["lead"] }, clock);
}

function drafting({ context }: Reading): Duty {
  const by: readonly Role[] = [context.decisions.at(-1)?.drafter ?? "spokesperson"];
  const clock = targetClock(context);
  if (unsubmittedVersion(context))
    return asked(
      { event: "STATEMENT_SUBMITTED", what: { zh: "把通稿送审", en: "Submit the statement for approval" }, by },
      clock,
    );
  const returned = context.returns.at(-1);
  const again = returned !== undefined && returned.version === context.versions.at(-1)?.version;
  const what = again
    ? { zh: "按退回理由修改通稿", en: "Revise the statement that was returned" }
    : { zh: "起草通稿", en: "Draft the statement" };
  return asked({ event: "STATEMENT_SAVED", what, by }, clock);
}

function replying({ context }: Reading): Duty {
  const clock = targetClock(context);
  const by = ["spokesperson"] as const;
  if (onItsWay(context))
    return {
      ...asked(
        { event: "REPLY_PUBLISHED", what: { zh: "正在发布到公开页面", en: "Being published on the public page" }, by },
        clock,
      ),
      event: null,
    };
  return asked(
    { event: "STATEMENT_RELEASED", what: { zh: "发布已批准的通稿", en: "Publish the approved statement" }, by },
    clock,
  );
}

function followingUp({ context, watching }: Reading): Duty {
  if (openQuestions(context).length > 0)
    return asked(
      {
        event: "QUESTION_ANSWERED",
        what: { zh: "答复追问，或转回会商", en: "Answer the question, or refer it back" },
        by: ["spokesperson"],
      },
      ofKind(context, "question"),
    );
  if (openOnPage(context).length > 0)
    return asked(
      {
        event: "CORRECTION_BEGUN",
        what: { zh: "发布已承诺的更新，或公布新的时间", en: "Publish the promised update, or announce another time" },
        by: ["spokesperson"],
      },
      ofKind(context, "promise"),
    );
  if (watching)
    return asked(
      {
        event: "CALM_DECLARED",
        what: {
          zh: "继续监测；事态平息后结束监测",
          en: "Keep monitoring; end monitoring when the situation is stable",
        },
        by: ["duty-officer", "lead"],
      },
      ofKind(context, "promise"),
    );
  return asked(
    { event: "FOLLOW_UP_ENDED", what: { zh: "结束跟踪", en: "End the follow-up" }, by: ["lead", "spokesperson"] },
    ofKind(context, "promise"),
  );
}

function reviewing({ context }: Reading): Duty {
  if (rulesOf(context).reviewRequired && !isReviewed(context))
    return asked(
      {
        event: "REVIEW_RECORDED",
        what: { zh: "完成复盘总结", en: "Record the after-action review" },
        by: ["lead", "duty-officer"],
      },
      ofKind(context, "promise"),
    );
  if (openPromises(context).length > 0)
    return asked(
      {
        event: "PROMISE_KEPT",
        what: { zh: "兑现承诺并登记结果", en: "Keep the promise and record the result" },
        by: ["duty-officer", "spokesperson"],
      },
      ofKind(context, "promise"),
    );
  return asked({ event: "INCIDENT_CLOSED", what: { zh: "办结", en: "Close the incident" }, by: ["lead"] }, null);
}

const duties: Readonly<Record<Reading["phase"], (reading: Reading) => Duty>> = {
  reporting: ({ context }) =>
    asked(
      { event: "FAST_REPORT_SENT", what: { zh: "报送快报", en: "Send the fast report" }, by: ["duty-officer"] },
      context.clocks.fastReport,
    ),
  consulting,
  drafting,
  approving: ({ context }) =>
    asked(
      {
        event: "STATEMENT_APPROVED",
        what: { zh: "审批送审的通稿", en: "Approve the submitted statement, or return it" },
        by: missingApprovals(context),
      },
      targetClock(context),
    ),
  replying,
  followingUp,
  reviewing,
  closed: () => ({
    event: null,
    what: { zh: "已办结，无待办事项", en: "Closed; nothing to do" },
    by: [],
    dueAt: null,
    clock: null,
  }),
};
