/** Limits and levels of escalation, before and after: only what a change would change, in words and numbers. */
import type { Limit, Text } from "../../../../machines/playbook.ts";
import type { PlaybookLimits } from "../../../organisation/desk-types.ts";
import type { Directory } from "../../../directory/types.ts";
import { contradicts } from "../../../playbook/rule-words.ts";
import { formatDuration } from "../../../playbook/times.ts";
import { settingsApart } from "../../settings-apart.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText } from "../../format.ts";
import { Table } from "../table.tsx";
import { levelWords } from "./level-words.ts";

interface LimitChangesProps {
  readonly context: PageContext;
  readonly before: PlaybookLimits;
  readonly after: PlaybookLimits;
}

export function LimitChanges({ context, before, after }: LimitChangesProps) {
  const { check } = context.words.organisation;
  const whats = [...new Map([...before.limits, ...after.limits].map(({ what }) => [what.en, what])).values()];
  const rows = whats
    .map((what) => ({ what, cells: [before, after].map(({ limits }) => linesOf(context, limits, what)) }))
    .filter(({ cells: [was, willBe] }) => JSON.stringify(was) !== JSON.stringify(willBe));
  const others = settingsApart(before.inForce, after.inForce).filter(({ path }) => !path.includes(".limits."));
  const wrong = after.limits.filter(contradicts);
  return (
    <>
      {rows.length + others.length === 0 ? <p>{check.nothingChanges}</p> : null}
      {rows.length === 0 ? null : (
        <Table
          id="limit-changes"
          title={`${formatText(context, after.playbook.title)}${context.words.colon}${check.limitChanges}`}
          head={[context.words.playbook.limitOf, check.before, check.after]}
          rows={rows.map(({ what, cells }) => [<b>{formatText(context, what)}</b>, ...cells.map(lineList)])}
        />
      )}
      {others.length === 0 ? null : (
        <Table
          id="other-changes"
          title={check.otherChanges}
          head={[check.setting, check.before, check.after]}
          rows={others.map(({ path, before: was, after: willBe }) => [<code>{path}</code>, was ?? "–", willBe ?? "–"])}
        />
      )}
      {wrong.map((limit, index) => (
        <Contradiction key={index} context={context} limit={limit} />
      ))}
    </>
  );
}

interface ContradictionProps {
  readonly context: PageContext;
  readonly limit: Limit;
}

/** Words that name another time than the limit beside them. */
export function Contradiction({ context, limit }: ContradictionProps) {
  const { check } = context.words.organisation;
  const length = formatDuration(limit.limitMs, context.language);
  return (
    <p class="caution">
      <span aria-hidden="true">▲</span>{" "}
      {check.ruleContradicts(formatText(context, limit.what), length, formatText(context, limit.rule))}
    </p>
  );
}

/** One line for the grades that have the same. */
function linesOf(context: PageContext, limits: readonly Limit[], what: Text): readonly string[] {
  const words = context.words.playbook;
  return limits
    .filter((one) => one.what.en === what.en)
    .map(({ grades, limit, limitMs, from, warnAfterMs, rule }) => {
      const length = limit ? formatText(context, limit) : formatDuration(limitMs, context.language);
      const warning =
        warnAfterMs === null ? words.noWarning : words.warnedAfter(formatDuration(warnAfterMs, context.language));
      const whose = grades === null ? words.everyGrade : formatText(context, grades);
      const { colon } = context.words;
      const said = [
        `${words.limitFrom}${colon}${formatText(context, from)}`,
        `${words.limitWarning}${colon}${warning}`,
      ];
      return `${whose}${colon}${[length, ...said, formatText(context, rule)].join(" · ")}`;
    });
}

function lineList(lines: readonly string[]) {
  if (lines.length === 0) return "–";
  return (
    <ul class="plain">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface LadderChangesProps {
  readonly context: PageContext;
  readonly before: Directory;
  readonly after: Directory;
}

export function LadderChanges({ context, before, after }: LadderChangesProps) {
  const { check, administration } = context.words.organisation;
  const count = Math.max(before.ladder.length, after.ladder.length);
  const rows = Array.from({ length: count }, (_, index) => [
    administration.level(index + 1),
    ...[before, after].map((directory) => {
      const level = directory.ladder[index];
      return level === undefined ? "–" : levelWords(context, directory, level);
    }),
  ]);
  const isSame = rows.every(([, was, willBe]) => was === willBe);
  if (isSame) return <p>{check.nothingChanges}</p>;
  const head = [administration.levelHead, check.before, check.after];
  return <Table id="ladder-changes" title={check.ladderChanges} head={head} rows={rows} />;
}
