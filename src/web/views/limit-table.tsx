import type { Limit } from "../../../machines/playbook.ts";
import { sayDuration } from "../../playbook/times.ts";
import type { Scene } from "../scene.ts";
import { say } from "../format.ts";
import { Table } from "./table.tsx";

interface LimitTableProps {
  readonly scene: Scene;
  readonly id: string;
  readonly title: string;
  readonly limits: readonly Limit[];
}

/** Limits as an incident that is registered now would freeze them. */
export function LimitTable({ scene, id, title, limits }: LimitTableProps) {
  const words = scene.words.playbook;
  const rows = limits.map(({ what, grades, from, limitMs, warnAfterMs, rule }) => [
    <b>{say(scene, what)}</b>,
    grades === null ? words.everyGrade : say(scene, grades),
    sayDuration(limitMs, scene.language),
    say(scene, from),
    warnAfterMs === null ? words.noWarning : words.warnedAfter(sayDuration(warnAfterMs, scene.language)),
    say(scene, rule),
  ]);
  const head = [words.limitOf, words.limitGrades, words.limit, words.limitFrom, words.limitWarning, words.limitRule];
  return <Table id={id} title={title} head={head} rows={rows} />;
}
