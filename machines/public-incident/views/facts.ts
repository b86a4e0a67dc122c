/** The incident's present state as its page shows it. */
import type { FactSheet, Moment, Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { unitName } from "../../kit/unit.ts";
import { drafters, factNames, findings, grades, sourceKinds, trends, wordFor } from "../vocabulary.ts";
import { matterKinds, mattersOf } from "../parts/matters.ts";
import { read } from "./moment.ts";
import { both, moment, person, said, words } from "./rows.ts";
import { versionRows } from "./version-rows.ts";

type Row = FactSheet["rows"][number];

const sheet = (title: Text, rows: readonly Row[]): readonly FactSheet[] => (rows.length === 0 ? [] : [{ title, rows }]);

export function factSheets(at: Moment): readonly FactSheet[] {
  const { context } = read(at);
  return [
    ...sheet(both("事件", "Incident"), claims(context)),
    ...sheet(both("快报", "Fast report"), report(context)),
    ...context.decisions.flatMap((_, index) =>
      sheet(both(`决定 ${String(index + 1)}`, `Decision ${String(index + 1)}`), decisionRows(context, index)),
    ),
    ...context.versions.flatMap((version) =>
      sheet(
        both(`通稿第 ${String(version.version)} 版`, `Statement version ${String(version.version)}`),
        versionRows(context, version),
      ),
    ),
    ...sheet(both("初步回应", "Holding statements"), holdingRows(context)),
    ...sheet(both("追问", "Questions"), questionRows(context)),
    ...sheet(both("联系单", "Fact-check requests"), slipRows(context)),
    ...sheet(both("关联事项", "Linked incidents"), matterRows(context)),
    ...sheet(both("承诺", "Promises"), promiseRows(context)),
    ...sheet(both("情况变化", "Situation updates"), situationRows(context)),
    ...sheet(both("更正与级别调整", "Corrections and grades"), changeRows(context)),
    ...sheet(both("复盘与办结", "Review and closing"), endRows(context)),
  ];
}

const unknown = both("不明", "Unknown");

function claims(context: IncidentContext): readonly Row[] {
  const occurred = both("发生", "Occurred");
  return [
    ...words(both("来源", "Source"), wordFor(sourceKinds, context.source.kind)),
    ...said(both("来源名称", "Name of the source"), context.source.name),
    ...said(both("链接", "Link"), context.source.link),
    ...said(both("地点", "Place"), context.place),
    ...said(both("已知情况", "What is known"), context.summary),
    ...(context.occurredAt === null ? words(occurred, unknown) : moment(occurred, context.occurredAt)),
    ...moment(both("发现", "Discovered"), context.discoveredAt),
    ...moment(both("登记", "Registered"), context.registered.at),
    ...person(both("登记人", "Registered by"), context.registered.by),
    ...assignment(context),
  ];
}

function assignment({ assigned }: IncidentContext): readonly Row[] {
  if (!assigned) return [];
  return [
    ...person(both("经办人", "Officer in charge"), assigned.person),
    ...moment(both("指定时间", "Assigned at"), assigned.at),
    ...person(both("指定人", "Assigned by"), assigned.by),
    ...said(both("交接说明", "Handover note"), assigned.note),
  ];
}

export function report({ fastReport }: IncidentContext): readonly Row[] {
  if (!fastReport) return [];
  return [
    ...said(both("情况", "What happened"), fastReport.what),
    ...said(both("地点", "Where"), fastReport.where),
    ...said(both("已采取的措施", "First measures"), fastReport.firstMeasures),
    ...moment(both("报送时间", "Sent at"), fastReport.at),
    ...person(both("报送人", "Sent by"), fastReport.by),
  ];
}

export function decisionRows(context: IncidentContext, index: number): readonly Row[] {
  const decision = context.decisions[index];
  if (!decision) return [];
  const views = context.superiorViews.filter((view) => view.round === decision.round);
  const consultations = context.consultations.filter((consultation) => consultation.round === decision.round);
  return [
    ...consultations.flatMap((consultation) => said(both("参加会商", "Took part"), consultation.participants)),
    ...views.flatMap((view) =>
      said(both(`上级意见（${view.office}）`, `Higher authority’s view (${view.office})`), view.view),
    ),
    ...words(both("结论", "Finding"), wordFor(findings, decision.finding)),
    ...said(both("说明", "Explanation"), decision.summary),
    ...said(both("整改措施", "Measures"), decision.measures.join("\n")),
    ...said(both("负责单位", "Responsible unit"), decision.owner),
    ...said(both("暂时无法解决的原因", "Why it cannot be fixed yet"), decision.reason),
    ...said(both("时间表", "Timetable"), decision.timetable),
    ...moment(both("完成日期", "Completion date"), decision.dueAt),
    ...said(both("将出示的证据", "Evidence to be shown"), decision.evidence),
    ...said(both("责任主体", "Responsible organisation"), decision.whose),
    ...words(both("起草", "Drafted by"), wordFor(drafters, decision.drafter)),
    ...said(both("不同意见", "Dissent"), decision.dissent),
    ...moment(both("决定时间", "Decided at"), decision.at),
    ...person(both("决定人", "Decided by"), decision.by),
  ];
}

function holdingRows(context: IncidentContext): readonly Row[] {
  return context.holdingReplies.flatMap((holding) => [
    ...said(both("回应", "Wording"), holding.wording),
    ...moment(both("发布时间", "Published at"), holding.publishedAt),
    ...said(both("地址", "Addresses"), holding.addresses.join("\n")),
    ...moment(both("承诺的下次通报", "Next update promised by"), holding.nextUpdateAt),
  ]);
}

const questionStates = {
  open: both("待答", "Unanswered"),
  referred: both("已转回会商", "Referred back"),
  answered: both("已答复", "Answered"),
};

function questionRows(context: IncidentContext): readonly Row[] {
  return context.questions.flatMap((question) => {
    const number = String(question.number);
    return [
      ...said(
        both(`追问 ${number}（${question.askedThrough}）`, `Question ${number} (${question.askedThrough})`),
        question.wording,
      ),
      ...words(both(`追问 ${number}`, `Question ${number}`), questionStates[question.state]),
      ...said(both("转回理由", "Reason for referral"), question.referral?.reason ?? null),
      ...said(both("答复", "Answer"), question.answer?.wording ?? null),
      ...said(both("公开地址", "Public address"), question.answer?.address ?? null),
    ];
  });
}

function slipRows(context: IncidentContext): readonly Row[] {
  return context.slips.flatMap((slip) => {
    const number = String(slip.number);
    return [
      ...said(
        both(`联系单 ${number}（${unitName(slip).zh}）`, `Fact-check request ${number} (${unitName(slip).en})`),
        slip.request,
      ),
      ...(slip.answer
        ? said(both("核实结果", "Findings"), slip.answer.findings)
        : words(both(`联系单 ${number}`, `Fact-check request ${number}`), both("待反馈", "Findings not returned yet"))),
      ...said(both("已采取的措施", "Measures taken"), slip.answer?.measures ?? null),
    ];
  });
}

function matterRows(context: IncidentContext): readonly Row[] {
  return mattersOf(context).flatMap(({ number, kind, subject, returned }) => {
    const { zh, en } = wordFor(matterKinds, kind);
    return [
      ...said(both(`${String(number)} · ${zh}`, `${String(number)} · ${en}`), subject),
      ...(returned === null ? words(both("结果", "Result"), both("尚未返回", "Still out")) : []),
      ...said(both("结果", "Result"), returned?.outcome ?? null),
      ...said(both("情况", "What was found"), returned?.facts ?? null),
      ...moment(both("返回时间", "Came back at"), returned?.at ?? null),
    ];
  });
}

function promiseRows(context: IncidentContext): readonly Row[] {
  return context.promises.flatMap((promise) => [
    ...said(both(`承诺 ${String(promise.number)}`, `Promise ${String(promise.number)}`), promise.wording),
    ...said(both("负责单位", "Responsible unit"), promise.owner),
    ...moment(both("承诺日期", "Promised by"), promise.dueAt),
    ...(promise.kept ? moment(both("兑现登记时间", "Kept (recorded)"), promise.kept.at) : []),
    ...said(both("结果", "Result"), promise.kept?.wording ?? null),
  ]);
}

function situationRows(context: IncidentContext): readonly Row[] {
  const notes = context.situationNotes.flatMap((note) => {
    const trend = wordFor(trends, note.trend);
    return [...said(trend, note.wording), ...moment(both("记录时间", "Recorded at"), note.at)];
  });
  return [...notes, ...said(both("结束监测", "Monitoring ended"), context.calm?.reason ?? null)];
}

function changeRows(context: IncidentContext): readonly Row[] {
  const grade = context.gradeChanges.flatMap((change) => {
    const [was, is] = [wordFor(grades, change.was), wordFor(grades, change.is)];
    return said(both(`级别：${was.zh} → ${is.zh}`, `Grade: ${was.en} → ${is.en}`), change.reason);
  });
  const corrections = context.corrections.flatMap((correction) => {
    const fact = wordFor(factNames, correction.fact);
    const was = both(`${fact.zh}（原）`, `${fact.en} (before)`);
    return [
      ...(typeof correction.was === "number" ? moment(was, correction.was) : said(was, correction.was)),
      ...(typeof correction.is === "number"
        ? moment(both(`${fact.zh}（现）`, `${fact.en} (after)`), correction.is)
        : said(both(`${fact.zh}（现）`, `${fact.en} (after)`), correction.is)),
      ...said(both("更正理由", "Reason for correction"), correction.reason),
    ];
  });
  return [...grade, ...corrections];
}

function endRows(context: IncidentContext): readonly Row[] {
  const reviews = context.reviews.flatMap((review) => [
    ...said(both("经过", "What happened"), review.summary),
    ...said(both("经验教训", "What we learned"), review.lessons),
    ...said(both("改进事项", "What we will change"), review.improvements),
  ]);
  const closing = context.closing
    ? [
        ...said(both("办结理由", "Reason for closing"), context.closing.reason),
        ...said(both("与之重复的事件", "Duplicate of incident"), context.closing.duplicateOf),
        ...moment(both("办结时间", "Closed at"), context.closing.at),
      ]
    : [];
  return [
    ...reviews,
    ...closing,
    ...context.reopenings.flatMap((reopening) => said(both("重新开启理由", "Reason for reopening"), reopening.reason)),
  ];
}
