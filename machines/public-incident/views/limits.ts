/** What the policy says of limits, before there is an incident: the same limit for several grades is said once. */
import type { Limit, Text } from "../../playbook.ts";
import { anchorWords, clockName } from "../clock-keeper.ts";
import type { ClockKind } from "../clocks.ts";
import type { AnchorSetting, Policy } from "../policy.ts";
import { grades, type Grade } from "../vocabulary.ts";

type LimitedKind = Exclude<ClockKind, "promise">;

const kinds: readonly LimitedKind[] = ["fastReport", "officialReply", "liaisonSlip", "question"];

const fromSetting: Readonly<Record<AnchorSetting, Text>> = {
  occurred: {
    zh: "发生时间；不明时从发现时间起算",
    en: "time of occurrence; time of discovery while that is unknown",
  },
  discovered: anchorWords.discovered,
  registered: anchorWords.registered,
};

export function limits(policy: Policy): readonly Limit[] {
  return kinds.flatMap((kind) => limitsOf(policy, kind));
}

function limitsOf(policy: Policy, kind: LimitedKind): readonly Limit[] {
  const each = grades.map(({ value }) => limitOf(policy, kind, value));
  const texts = each.map((limit) => JSON.stringify(limit));
  return each
    .filter((_, index) => texts.indexOf(texts[index] ?? "") === index)
    .map((limit) => ({ ...limit, grades: gradesWith(texts, JSON.stringify(limit)) }));
}

function limitOf(policy: Policy, kind: LimitedKind, grade: Grade): Omit<Limit, "grades"> {
  const limit = policy.grades[grade].limits[kind];
  return {
    what: clockName({ id: kind, kind }),
    from: "from" in limit ? fromSetting[limit.from] : anchorWords[kind === "question" ? "received" : "sent"],
    limitMs: limit.within,
    warnAfterMs: Math.round(limit.within * policy.warnings[kind]),
    rule: limit.rule,
  };
}

/** Null when it is every grade. */
function gradesWith(texts: readonly string[], text: string): Text | null {
  const same = grades.filter((_, index) => texts[index] === text).map(({ label }) => label);
  if (same.length === grades.length) return null;
  return { zh: same.map(({ zh }) => zh).join("、"), en: same.map(({ en }) => en).join(", ") };
}
