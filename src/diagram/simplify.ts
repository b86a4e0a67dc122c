/** What a picture leaves out so that the rest can be seen. The tables and the text of the playbook's page leave out nothing. */
import type { Chart, ChartState } from "./chart.ts";

export interface DrawnArrow {
  readonly from: string;
  readonly to: string;
  readonly labels: readonly string[];
  /** There and back along one line. */
  readonly isBothWays: boolean;
}

/** An arrow into or out of a choice says only what a person or a clock does; there and back become one line. */
export function simplified(chart: Chart, atOnce: string): readonly DrawnArrow[] {
  const choices = new Set(choicesOf(chart.root));
  const touches = (arrow: { from: string; to: string }): boolean => choices.has(arrow.from) || choices.has(arrow.to);
  const kept = new Map<string, DrawnArrow>();
  for (const arrow of chart.arrows) {
    const labels = touches(arrow) ? arrow.labels.filter((label) => label !== atOnce) : arrow.labels;
    const back = touches(arrow) ? kept.get(`${arrow.to}→${arrow.from}`) : undefined;
    if (back) {
      const together = [...back.labels, ...labels.filter((label) => !back.labels.includes(label))];
      kept.set(`${arrow.to}→${arrow.from}`, { ...back, labels: together, isBothWays: true });
    } else {
      kept.set(`${arrow.from}→${arrow.to}`, { from: arrow.from, to: arrow.to, labels, isBothWays: false });
    }
  }
  return [...kept.values()];
}

function choicesOf(state: ChartState): string[] {
  return [...(state.kind === "choice" ? [state.path] : []), ...state.children.flatMap(choicesOf)];
}
