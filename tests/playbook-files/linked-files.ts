/** Two small files of which one opens the other. */
import { smallFileWith } from "./small-file.ts";

/** The small file under another name; whoever opened it hears of its end. */
export const reportingFile = (id: string): string =>
  smallFileWith("type: final }", "type: final, report: true }").replace("id: small-slip", `id: ${id}`);

/** It opens the other one for each of its tasks. */
export function parentFile(child: string): string {
  return `format: 1
id: parent-slip
version: 1
title: 大单 | Large slip
purpose: 逐项核实。 | Each item is checked.
headline: { title: "{subject}" }
opening: { label: 登记 | Enter, by: [lead], fields: { subject: { kind: line, label: 事由 | Subject } } }
events:
  ADDED:
    label: 加一项 | Add one
    by: [lead]
    adds: items
    fields:
      what: { kind: line, label: 内容 | What }
      neededBy: { kind: instant, label: 最迟 | Needed by }
      weight: { kind: choice, label: 轻重 | Weight, options: { important: 重要 | Important, ordinary: 一般 | Ordinary } }
  RETURNED: { label: 返回 | Returned, by: [lead], reported: true, moves: { list: items, from: asked, to: back } }
  ENDED: { label: 办结 | End, by: [lead] }
lists:
  items: { label: 事项 | Items, title: "{what}", stages: { asked: 已送 | Asked, back: 已回 | Back }, settled: back }
links:
  slip:
    playbook: ${child}
    version: 1
    with: { subject: "{what}", weight: "{weight}", neededBy: "{neededBy}" }
    list: items
    reports: RETURNED
initial: going
states:
  going:
    label: 进行中 | Going on
    on: { ADDED: { open: slip }, RETURNED: {}, ENDED: ended }
  ended: { label: 已办结 | Ended, type: final }
scenarios:
  - name: one item
    given: { at: 2026-11-23 09:00, by: li, with: { subject: 停水 } }
    steps:
      - { send: ADDED, by: li, with: { what: 甲, weight: ordinary, neededBy: 2026-11-25 09:00 }, expect: { open: { items: 1 } } }
      - { send: ENDED, by: li, expect: { done: true } }
`;
}
