/** The few words that a drawing needs beside the playbook's own. */
import type { Language } from "../../machines/playbook.ts";

export interface DiagramWords {
  readonly whenDue: string;
  readonly atOnce: string;
  readonly whenDone: string;
  readonly statechart: (title: string) => string;
  readonly now: (states: readonly string[]) => string;
  readonly describes: (stateCount: number, arrowCount: number) => string;
}

export const diagramWords: Readonly<Record<Language, DiagramWords>> = {
  en: {
    whenDue: "at the deadline",
    atOnce: "at once",
    whenDone: "when done",
    statechart: (title) => `Statechart: ${title}`,
    now: (states) => `Current states: ${states.join(", ")}.`,
    describes: (stateCount, arrowCount) =>
      `${stateCount} states and ${arrowCount} arrows. The same is written in the tables of the playbook's page.`,
  },
  zh: {
    whenDue: "到期自动",
    atOnce: "随即",
    whenDone: "完成后",
    statechart: (title) => `状态图：${title}`,
    now: (states) => `当前所处状态：${states.join("、")}。`,
    describes: (stateCount, arrowCount) =>
      `共 ${stateCount} 个状态、${arrowCount} 条迁移。预案页面的表格中有同样的文字说明。`,
  },
};
