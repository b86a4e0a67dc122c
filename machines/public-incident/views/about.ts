/** What each form is about: the exact text before the person who approves, returns, publishes or answers. */
import type { FormReader, Subject, Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import type { StatementVersion } from "../record.ts";
import { openOnPage, openPromises, openQuestions, openSlips } from "../parts/items.ts";
import { unitName } from "../../kit/unit.ts";
import { unsubmittedVersion } from "../context-queries.ts";
import { approvers, wordFor } from "../vocabulary.ts";
import { shownVersion, standing } from "../parts/releases.ts";
import { decisionRows, report } from "./facts.ts";
import { wordingsOf } from "./public-statements.ts";
import { both, moment, person, said } from "./rows.ts";
import { sizeRows } from "./version-rows.ts";

type About = (context: IncidentContext, reader: FormReader) => readonly Subject[];

const plain = (title: Text, rows: Subject["rows"]): readonly Subject[] =>
  rows.length === 0 ? [] : [{ title, comparedWith: null, wordings: [], rows }];

/** What a correction says was wrong: the public reads it, so it is approved with the text. */
const correctionRows = ({ correcting }: IncidentContext): Subject["rows"] =>
  correcting
    ? said(both("更正或更新说明（公开）", "What was wrong or is new, as the public will read it"), correcting.reason)
    : [];

const latestDecision: About = (context) =>
  plain(both("据以起草的决定", "Underlying decision"), decisionRows(context, context.decisions.length - 1));

/** The version that lies before the approvers or waits to be published, and the decision behind it. */
export const submittedStatement: About = (context, reader) => {
  const version = context.versions.find((each) => each.version === context.submitted?.version);
  return version ? [statement(context, version, reader), ...latestDecision(context, reader)] : [];
};

/** The same, as the public will see it: and what a correction says was wrong. */
export const publicStatement: About = (context, reader) => {
  const [version, ...others] = submittedStatement(context, reader);
  if (!version || !context.submitted) return [];
  return [{ ...version, asPublished: wordingsOf(context, context.submitted.version) }, ...others];
};

/** What the readers of the chosen statement have before them. */
export const onThePage: About = (context, { values }) =>
  chosen(standing(context), values["statement"]).flatMap((one) => {
    const release = shownVersion(one);
    const number = String(release?.version);
    return release
      ? [
          {
            title: both(`公开页面上的通稿（第 ${number} 版）`, `On the public page: version ${number}`),
            comparedWith: null,
            wordings: [],
            rows: [...moment(both("发布时间", "Published at"), release.evidence?.publishedAt ?? null)],
            asPublished: wordingsOf(context, release.version),
          },
        ]
      : [];
  });

/** What would be submitted. */
export const freshStatement: About = (context, reader) => {
  const version = unsubmittedVersion(context);
  return version ? [statement(context, version, reader), ...latestDecision(context, reader)] : [];
};

/** A draft starts from the decision, and from what was wrong with the version before. */
export const reasonToDraft: About = (context, reader) => {
  const returned = context.returns.at(-1);
  const isAnswered = returned === undefined || context.versions.some((version) => version.at > returned.at);
  return [
    ...(isAnswered ? [] : plain(both("退回意见", "Reason for return"), returnRows(returned))),
    ...latestDecision(context, reader),
  ];
};

const returnRows = ({ by, reason, version }: IncidentContext["returns"][number]): Subject["rows"] => [
  ...said(both(`第 ${String(version)} 版退回理由`, `Reason for returning version ${String(version)}`), reason),
  ...person(both("退回人", "Returned by"), by),
];

function statement(context: IncidentContext, version: StatementVersion, { by }: FormReader): Subject {
  const earlier = earlierFor(context, version, by);
  const number = String(version.version);
  const returned = context.returns.filter((each) => each.version === earlier?.version.version).at(-1);
  return {
    title: both(`通稿第 ${number} 版`, `Statement, version ${number}`),
    comparedWith: earlier?.words ?? null,
    wordings: [
      { label: both("标题", "Title"), text: version.title, earlier: earlier?.version.title ?? null },
      { label: both("正文", "Text"), text: version.body, earlier: earlier?.version.body ?? null },
      ...translated(version, earlier?.version),
    ],
    rows: [
      ...correctionRows(context),
      ...sizeRows(context, version),
      ...person(both("起草人", "Author"), version.by),
      ...moment(both("保存时间", "Saved at"), version.at),
      ...approvalRows(context, version),
      ...(returned ? returnRows(returned) : []),
    ],
  };
}

function translated({ translation }: StatementVersion, earlier: StatementVersion | undefined): Subject["wordings"] {
  if (!translation) return [];
  const before = earlier?.translation;
  return [
    {
      label: both("标题（另一语种）", "Title in the other language"),
      text: translation.title,
      earlier: before?.title ?? null,
    },
    {
      label: both("正文（另一语种）", "Text in the other language"),
      text: translation.body,
      earlier: before?.body ?? null,
    },
  ];
}

function approvalRows(context: IncidentContext, { version, digest }: StatementVersion): Subject["rows"] {
  return context.approvals
    .filter((approval) => approval.version === version && approval.digest === digest)
    .flatMap((approval) => {
      const role = wordFor(approvers, approval.role);
      return person(both(`已批准（${role.zh}）`, `Already approved (${role.en.toLowerCase()})`), approval.by);
    });
}

interface Earlier {
  readonly version: StatementVersion;
  readonly words: Text;
}

/** What this reader had before them last: what they returned or approved; else what anybody returned; else what is out. */
function earlierFor(context: IncidentContext, { version }: StatementVersion, by: string): Earlier | null {
  const before = <Each extends { readonly version: number }>(entries: readonly Each[]) =>
    entries.findLast((each) => each.version < version);
  const own = before(context.returns.filter((each) => each.by === by));
  const approved = before(context.approvals.filter((each) => each.by === by));
  const [returned, out] = [before(context.returns), before(context.replies)];
  const found = (number: number, zh: string, en: string): Earlier | null => {
    const one = context.versions.find((each) => each.version === number);
    return one
      ? { version: one, words: both(`第 ${String(number)} 版（${zh}）`, `version ${String(number)}, ${en}`) }
      : null;
  };
  if (own && own.version >= (approved?.version ?? 0)) return found(own.version, "您退回的", "which you returned");
  if (approved) return found(approved.version, "您批准的", "which you approved");
  if (returned) return found(returned.version, "被退回的", "which was returned");
  return out ? found(out.version, "已发布的", "which is published") : null;
}

/** What those who confer and decide have before them. */
export const reported: About = (context) => [
  ...plain(both("快报", "Fast report"), report(context)),
  ...plain(both("本轮会商与上级意见", "Consultation and the higher authority’s view"), [
    ...context.consultations
      .filter(({ round }) => round === context.round)
      .flatMap(({ participants, subject }) => [
        ...said(both("参加会商", "Took part"), participants),
        ...said(both("议题", "Subject"), subject),
      ]),
    ...context.superiorViews
      .filter(({ round }) => round === context.round)
      .flatMap(({ office, view }) => said(both(`上级意见（${office}）`, `Higher authority’s view (${office})`), view)),
  ]),
];

const chosen = <Item extends { readonly number: number }>(items: readonly Item[], number: unknown): readonly Item[] => {
  const one = items.filter((item) => String(item.number) === number);
  return one.length > 0 ? one : items;
};

const wording = (title: Text, label: Text, text: string, rows: Subject["rows"]): Subject => ({
  title,
  comparedWith: null,
  wordings: [{ label, text, earlier: null }],
  rows,
});

/** The question that is answered or referred, and the wording that binds the answer. */
export const question: About = (context, { values }) => {
  const reply = context.replies.at(-1);
  const approved = context.versions.find((version) => version.version === reply?.version);
  return [
    ...chosen(openQuestions(context), values["question"]).map((one) =>
      wording(
        both(`追问 ${String(one.number)}`, `Question ${String(one.number)}`),
        both("问题", "Question"),
        one.wording,
        [...said(both("来源", "Asked through"), one.askedThrough), ...moment(both("收到时间", "Received at"), one.at)],
      ),
    ),
    ...(approved
      ? [
          wording(
            both(
              `已发布的口径（第 ${String(approved.version)} 版）`,
              `Published wording, version ${String(approved.version)}`,
            ),
            both("正文", "Text"),
            approved.body,
            [],
          ),
        ]
      : []),
  ];
};

export const slip: About = (context, { values }) =>
  chosen(openSlips(context), values["slip"]).map((one) =>
    wording(
      both(
        `联系单 ${String(one.number)}（${unitName(one).zh}）`,
        `Fact-check request ${String(one.number)} (${unitName(one).en})`,
      ),
      both("请核实", "What to check"),
      one.request,
      [...person(both("发出人", "Sent by"), one.by), ...moment(both("发出时间", "Sent at"), one.at)],
    ),
  );

export const promise: About = (context, { values }) =>
  chosen(openPromises(context), values["promise"]).map(promiseSubject);

/** What the public page promises. */
export const promiseOnPage: About = (context) => openOnPage(context).map(promiseSubject);

const promiseSubject = (one: IncidentContext["promises"][number]): Subject =>
  wording(
    both(`承诺 ${String(one.number)}`, `Promise ${String(one.number)}`),
    both("承诺内容", "Promise"),
    one.wording,
    [...said(both("负责单位", "Responsible unit"), one.owner), ...moment(both("承诺日期", "Promised by"), one.dueAt)],
  );
