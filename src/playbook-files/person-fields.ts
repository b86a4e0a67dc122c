/**
 * No file may ask who the author of a public message is or what people think: a source is an outlet, a page, a call.
 * Names are compared word by word ("accountName"), labels by phrases that mean nothing else.
 */
import type { NoteFault, KeyPath } from "./fault.ts";

const nameWords: ReadonlySet<string> = new Set(
  (
    "account accounts author authors avatar belief beliefs blogger commenter creed email ethnicity faith followers gender handle " +
    "identity nationality netizen nickname opinion opinions phone political poster profile race religion religious screenname " +
    "sentiment uploader user username users view views wechat weibo"
  ).split(" "),
);

const labelPhrases: readonly string[] = [
  ..."网名 昵称 发帖人 发布者姓名 网民 微信号 微博号 手机号 身份证 宗教 信仰 政治面貌 政治倾向 民族成分 个人观点 舆情倾向".split(
    " ",
  ),
  ..."nickname|username|screen name|account name|religion|religious|faith of|belief|ethnicity|political view|phone number|e-mail address|sentiment".split(
    "|",
  ),
];

const sentence = "asks about a person; a source is an outlet, a page, a call";

export function notePersonFields(file: unknown, note: NoteFault): void {
  for (const [at, fields] of formsIn(file, []))
    for (const [name, field] of entriesOf(fields)) {
      const place = [...at, "fields", name];
      if (wordsOf(name).some((word) => nameWords.has(word))) note(place, `the field "${name}" ${sentence}`, "key");
      else if (labelPhrases.some((phrase) => labelOf(field).includes(phrase)))
        note([...place, "label"], `the label of the field "${name}" ${sentence}`);
    }
}

/** The opening, the events and the stages of approvals, wherever they are. */
function* formsIn(part: unknown, at: KeyPath): Generator<readonly [KeyPath, unknown]> {
  if (at.length > depthMax) return;
  for (const [key, inner] of entriesOf(part)) {
    if (at.length === 0 && key === "scenarios") continue;
    if (key === "fields") yield [at, inner];
    else yield* formsIn(inner, [...at, key]);
  }
}

const depthMax = 30;

const entriesOf = (part: unknown): readonly (readonly [string, unknown])[] =>
  typeof part === "object" && part !== null && !Array.isArray(part) ? Object.entries(part) : [];

const wordsOf = (name: string): readonly string[] =>
  name
    .split(/(?=[A-Z])|[^A-Za-z]/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== "");

function labelOf(field: unknown): string {
  const label = entriesOf(field).find(([key]) => key === "label")?.[1];
  return (
    typeof label === "string"
      ? label
      : entriesOf(label)
          .map(([, words]) => String(words))
          .join(" ")
  ).toLowerCase();
}
