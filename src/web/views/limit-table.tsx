import type { Limit } from "../../../machines/playbook.ts";
import { formatDuration } from "../../playbook/times.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { Table } from "./table.tsx";

interface LimitTableProps {
  readonly context: PageContext;
  readonly id: string;
  readonly title: string;
  readonly limits: readonly Limit[];
}

/** Limits as an incident that is registered now would freeze them. */
export function LimitTable({ context, id, title, limits }: LimitTableProps) {
  const words = context.words.playbook;
  const rows = limits.map(({ what, grades, from, limitMs, limit, warnAfterMs, rule }) => [
    <b>{formatText(context, what)}</b>,
    grades === null ? words.everyGrade : formatText(context, grades),
    limit ? formatText(context, limit) : formatDuration(limitMs, context.language),
    formatText(context, from),
    warnAfterMs === null ? words.noWarning : words.warnedAfter(formatDuration(warnAfterMs, context.language)),
    formatText(context, rule),
  ]);
  const head = [words.limitOf, words.limitGrades, words.limit, words.limitFrom, words.limitWarning, words.limitRule];
  return <Table id={id} title={title} head={head} rows={rows} />;
}
