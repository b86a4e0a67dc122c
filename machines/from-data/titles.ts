/** What an incident is called. */
import { ownWords, type TextRef } from "../kit/text-ref.ts";
import { unitNamesField } from "../kit/unit.ts";
import type { Text } from "../playbook.ts";
import type { Context } from "./context.ts";
import { inWords, own } from "./json.ts";
import type { Model } from "./model.ts";
import { filled, namesIn } from "./templates.ts";
import { both, titleWords } from "./words.ts";

type Titled = Pick<Model, "file" | "fields">;

export function titleOf({ file, fields }: Titled, { facts }: Pick<Context, "facts">): TextRef {
  const said = namesIn(file.headline.title).map((name) => [
    name,
    titleWords(own(fields, name), own(facts, name), own(facts, unitNamesField(name))),
  ]);
  return ownWords(filled(file.headline.title, Object.fromEntries(said) as Record<string, string>));
}

export interface Grade {
  readonly value: string;
  readonly label: Text;
  /** 0 comes first. */
  readonly rank: number;
}

/** What has no grade of its own is ordinary; what has one and does not say it yet counts as the gravest. */
export function gradeOf({ file, fields }: Titled, { facts }: Pick<Context, "facts">): Grade {
  const { grade, ranks } = file.headline;
  if (grade === undefined) return { value: "ordinary", label: { zh: "一般", en: "Ordinary" }, rank: ordinaryRank };
  const options = own(fields, grade)?.options ?? {};
  const order = ranks ?? Object.keys(options);
  const value = inWords(own(facts, grade) ?? order[0] ?? "");
  const rank = order.indexOf(value);
  return { value, label: own(options, value) ?? both(value), rank: rank < 0 ? order.length : rank };
}

const ordinaryRank = 2;
