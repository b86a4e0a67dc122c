/** A saved version as the incident's page shows it: its text, its length, and what became of it. */
import type { FactSheet } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { releasesOf } from "../parts/releases.ts";
import type { Release, StatementVersion } from "../record.ts";
import { approvers, wordFor } from "../vocabulary.ts";
import { both, moment, person, said, words } from "./rows.ts";

type Row = FactSheet["rows"][number];

export function versionRows(context: IncidentContext, version: StatementVersion): readonly Row[] {
  const isThis = (each: { readonly version: number }) => each.version === version.version;
  return [
    ...said(both("标题", "Title"), version.title),
    ...said(both("正文", "Text"), version.body),
    ...said(both("标题（另一语种）", "Title in the other language"), version.translation?.title ?? null),
    ...said(both("正文（另一语种）", "Text in the other language"), version.translation?.body ?? null),
    ...sizeRows(context, version),
    ...person(both("起草人", "Author"), version.by),
    ...moment(both("保存时间", "Saved at"), version.at),
    ...said(both("校验码", "Fingerprint"), version.digest),
    ...context.returns
      .filter(isThis)
      .flatMap((each) => [
        ...person(both("退回人", "Returned by"), each.by),
        ...said(both("退回理由", "Reason for return"), each.reason),
      ]),
    ...context.approvals.filter(isThis).flatMap((each) => {
      const role = wordFor(approvers, each.role);
      return [
        ...person(both(`批准人（${role.zh}）`, `Approved by (${role.en.toLowerCase()})`), each.by),
        ...moment(both("批准时间", "Approved at"), each.at),
      ];
    }),
    ...voidRows(context, version),
    ...releasesOf(context).filter(isThis).flatMap(releaseRows),
    ...context.replies
      .filter(isThis)
      .flatMap((each) => [
        ...moment(both("发布时间", "Published at"), each.publishedAt),
        ...moment(both("发布登记时间", "Publication recorded at"), each.at),
        ...said(both("地址", "Addresses"), each.addresses.join("\n")),
      ]),
  ];
}

/** How long it is, and whether the translation keeps up. */
export function sizeRows(context: IncidentContext, version: StatementVersion): readonly Row[] {
  const { body, translation } = version;
  const behind = translation ? versionsBehind(context, version) : 0;
  return [
    ...words(both("长度", "Length"), lengthOf(body)),
    ...(translation ? words(both("译文长度", "Length of the translation"), lengthOf(translation.body)) : []),
    ...(behind > 0
      ? words(
          both("译文", "Translation"),
          both(
            `译文落后 ${String(behind)} 个版本`,
            `the translation is ${String(behind)} ${behind === 1 ? "version" : "versions"} behind`,
          ),
        )
      : []),
  ];
}

const han = /\p{Script=Han}/gu;

function lengthOf(text: string) {
  const characters = Array.from(text.replace(/\s/g, "")).length;
  const spoken = text.replace(han, " ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const isHan = (text.match(han)?.length ?? 0) > spoken;
  return isHan
    ? both(`${String(characters)} 字`, `${String(characters)} characters`)
    : both(`${String(spoken)} 词`, `${String(spoken)} words`);
}

/** In how many versions up to this one the text changed after the translation had changed last. */
function versionsBehind({ versions }: IncidentContext, { version }: StatementVersion): number {
  const upTo = versions.filter((each) => each.version <= version);
  let behind = 0;
  upTo.forEach((each, index) => {
    const before = upTo[index - 1];
    if (!before) return;
    const isSame = (one: string | undefined, other: string | undefined) => one === other;
    const kept =
      isSame(each.translation?.title, before.translation?.title) &&
      isSame(each.translation?.body, before.translation?.body);
    if (!kept) behind = 0;
    else if (!isSame(each.title, before.title) || !isSame(each.body, before.body)) behind += 1;
  });
  return behind;
}

/** A version that was saved after the approval takes its place: nobody approved that one. */
function voidRows(context: IncidentContext, { version, digest }: StatementVersion): readonly Row[] {
  const isThis = (each: { readonly version: number }) => each.version === version;
  const isApproved = context.approvals.some((each) => isThis(each) && each.digest === digest);
  const isSettled = [...context.returns, ...context.replies, ...releasesOf(context)].some(isThis);
  const later = context.versions.find((each) => each.version > version);
  if (!isApproved || isSettled || !later || context.submitted?.version === version) return [];
  const number = String(later.version);
  return words(
    both("批准", "Approval"),
    both(`已失效：批准后保存了第 ${number} 版`, `void: version ${number} was saved after it`),
  );
}

const kinds: Readonly<Record<Release["kind"], { readonly zh: string; readonly en: string }>> = {
  first: both("公开页面", "Public page"),
  correction: both("公开页面（更正）", "Public page, correction"),
  update: both("公开页面（更新）", "Public page, update"),
  renewal: both("公开页面（新的更新时间）", "Public page, another time for the update"),
  withdrawal: both("公开页面（撤回）", "Public page, withdrawal"),
};

function releaseRows({ kind, reason, at, by, nextUpdateAt, evidence }: Release): readonly Row[] {
  const label = kinds[kind];
  return [
    ...words(
      label,
      evidence ? both("已发布", "published") : both("正在发布，尚未计入时限", "on its way; does not count yet"),
    ),
    ...person(both("发布人", "Published by"), by),
    ...moment(both("交付发布时间", "Given to the page at"), at),
    ...moment(both("公开承诺的更新时间", "Update promised in public by"), nextUpdateAt ?? null),
    ...said(both("公开说明", "What the public reads about it"), reason),
    ...(evidence
      ? [
          ...moment(both("页面发布时间", "On the page at"), evidence.publishedAt),
          ...said(both("页面地址", "Address of the page"), evidence.address),
          ...said(both("文字校验码（SHA-256）", "SHA-256 of the text"), evidence.textDigest),
          ...said(both("页面校验码（SHA-256）", "SHA-256 of the pages"), evidence.pageDigest),
        ]
      : []),
  ];
}
