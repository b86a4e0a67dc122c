/** A small playbook file that is right, to make wrong ones of: each test changes one thing in it. */
export const smallFile = `format: 1
id: small-slip
version: 1
title: 小单 | Small slip
purpose: 核实并反馈。 | Check and answer.
headline: { title: "{subject}", grade: weight, ranks: [important, ordinary] }
opening:
  label: 送出 | Send
  by: [duty-officer, lead]
  fields:
    subject: { kind: line, label: 事由 | Subject }
    weight: { kind: choice, label: 轻重 | Weight, options: { important: 重要 | Important, ordinary: 一般 | Ordinary } }
    neededBy: { kind: instant, label: 最迟 | Needed by }
events:
  ANSWERED:
    label: 反馈 | Answer
    by: [unit-contact]
    fields:
      finding: { kind: choice, label: 结论 | Finding, options: { so: 属实 | So, not-so: 不实 | Not so } }
      facts: { kind: text, label: 情况 | Facts }
      sure: { kind: flag, label: 确定 | Sure }
  AGREED: { label: 同意 | Agree, by: [lead], by-other-than: ANSWERED }
  TASK_SET: { label: 下达 | Set a task, by: [lead], adds: tasks, fields: { what: { kind: line, label: 任务 | Task }, dueAt: { kind: instant, label: 时限 | Due } } }
  TASK_DONE: { label: 完成 | Done, by: [unit-contact], moves: { list: tasks, from: set, to: done } }
  REPORTED: { label: 日报 | Report, by: [duty-officer] }
lists:
  tasks:
    label: 任务 | Tasks
    title: "{what}"
    stages: { set: 已下达 | Set, done: 已完成 | Done }
    settled: done
    clock: { label: 任务时限 | Task due, until: dueAt, met: done, rule: 按期 | In time }
clocks:
  check: { label: 反馈时限 | Answer due, start: open, met: ANSWERED, limit: { by: weight, values: { important: 2 h, ordinary: 3 wd } }, rule: 一日内 | Within a day }
  agree: { label: 同意时限 | To be agreed, start: agreeing, met: AGREED, until: neededBy, rule: 按期 | In time }
recurring:
  daily: { label: 日报 | Daily report, every: week, on: fri, during: checking, done: REPORTED, rule: 每周 | Weekly }
delays: { quiet: { label: 平静期满 | Quiet, limit: 14 d } }
notifications:
  slip: { label: 单 | Slip, to: [unit-contact], when: 送出时 | When sent, subject: "{subject} | {subject}", happened: "{subject} | {subject}", asked: "请在 {due} 前 | By {due}", due: check }
initial: checking
states:
  checking:
    label: 核实中 | Being checked
    entry: { notify: slip }
    on:
      ANSWERED:
        - { guard: { finding: not-so }, target: settled }
        - { target: agreeing }
      TASK_SET: {}
      TASK_DONE: {}
      REPORTED: {}
  agreeing: { label: 待同意 | To be agreed, on: { AGREED: { guard: { none-open: tasks }, why: 任务未完成。 | A task is open., target: settled } }, after: { quiet: settled } }
  settled: { label: 已办结 | Settled, type: final }
scenarios:
  - name: an answer that is not so ends it
    given: { at: 2026-11-23 09:00, by: chen, with: { subject: 停水, weight: ordinary, neededBy: 2026-11-25 09:00 } }
    steps:
      - { wind: 1 h, send: ANSWERED, by: zhao, with: { finding: not-so, facts: 正常, sure: true }, expect: { state: settled, done: true } }
`;

/** The file with one part replaced; fails when that part is not in it exactly once. */
export function smallFileWith(part: string, other: string): string {
  const pieces = smallFile.split(part);
  if (pieces.length !== 2) throw new Error(`"${part}" stands ${String(pieces.length - 1)} times in the small file`);
  return pieces.join(other);
}
