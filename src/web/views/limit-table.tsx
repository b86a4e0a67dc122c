import type { Limit } from "../../../machines/playbook.ts";
import { sayDuration } from "../../playbook/times.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { Table } from "./table.tsx";

interface LimitTableProps {
  readonly scene: PageContext;
  readonly id: string;
  readonly title: string;
  readonly limits: readonly Limit[];
}

/** Limits as an incident that is registered now would freeze them. */
export function LimitTable({ scene, id, title, limits }: LimitTableProps) {
  const words = scene.words.playbook;
  const rows = limits.map(({ what, grades, from, limitMs, warnAfterMs, rule }) => [
    <b>{formatText(scene, what)}</b>,
    grades === null ? words.everyGrade : formatText(scene, grades),
    sayDuration(limitMs, scene.language),
    formatText(scene, from),
    warnAfterMs === null ? words.noWarning : words.warnedAfter(sayDuration(warnAfterMs, scene.language)),
    formatText(scene, rule),
  ]);
  const head = [words.limitOf, words.limitGrades, words.limit, words.limitFrom, words.limitWarning, words.limitRule];
  return <Table id={id} title={title} head={head} rows={rows} />;
}
