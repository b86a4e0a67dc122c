/** Lists to which the statistics lead: incidents with a clock of one kind that was decided in one way. */
import type { Playbook, Text } from "../../machines/playbook.ts";
import type { DecidedQuery } from "../desk/ports.ts";
import { monthsMax, monthsBetween, readMonth } from "../desk/statistics/months.ts";
import { versionsOf } from "../desk/statistics/statistics.ts";
import { activeVersion } from "../playbook/active.ts";
import type { DeskFilter } from "./desk-filter.ts";

export const tallied = {
  due: ["met", "met-late", "missed"],
  "on-time": ["met"],
  late: ["met-late"],
  missed: ["missed"],
  cancelled: ["cancelled"],
} as const satisfies Readonly<Record<string, DecidedQuery["outcomes"]>>;

export type Tallied = keyof typeof tallied;

export interface DecidedFilter {
  readonly query: DecidedQuery;
  readonly label: Text;
  readonly outcome: Tallied;
  readonly months: readonly [first: string, last: string];
}

/** Null: the address asks for no such list, or for one that makes no sense. */
export function decidedFilter(
  { clock, outcome, due }: Pick<DeskFilter, "clock" | "outcome" | "due">,
  playbooks: readonly Playbook[],
  zone: string,
): DecidedFilter | null {
  const [id = "", kind = ""] = clock.split("/");
  const playbook = activeVersion(playbooks, id);
  const [first, last] = due.split("..").map(readMonth);
  if (playbook === null || kind === "" || !Object.hasOwn(tallied, outcome) || !first || !last) return null;
  const periods = monthsBetween(first, last, zone);
  const [from, until] = [periods[0]?.from, periods.at(-1)?.until];
  if (from === undefined || until === undefined || periods.length > monthsMax) return null;
  const known = outcome as Tallied;
  const label = Object.hasOwn(playbook.clockKinds, kind) ? playbook.clockKinds[kind] : undefined;
  return {
    query: {
      machines: versionsOf(playbooks, id).map(({ machine }) => machine),
      kind,
      outcomes: tallied[known],
      from,
      until,
    },
    label: label ?? { zh: kind, en: kind },
    outcome: known,
    months: [first, last],
  };
}
