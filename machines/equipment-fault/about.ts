import type { Subject } from "../playbook.ts";
import type { FaultContext } from "./context.ts";

/** What is repaired, and what was done: before those who repair, confirm or reject. */
export const repair = ({ equipment, place, fault, repair: done }: FaultContext): readonly Subject[] => [
  {
    title: { zh: `${equipment} · ${place}`, en: `${equipment} · ${place}` },
    comparedWith: null,
    wordings: [
      { label: { zh: "故障情况", en: "What is wrong" }, text: fault, earlier: null },
      ...(done ? [{ label: { zh: "修理内容", en: "What was done" }, text: done.done, earlier: null }] : []),
    ],
    rows: done ? [{ label: { zh: "修理人", en: "Repaired by" }, value: { kind: "person", id: done.by } }] : [],
  },
];
