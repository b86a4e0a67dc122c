/** An approval is as many states as it has signatures, each with an event that passes it and one that returns it. */
import type { Approval, EventSpec, StateSpec } from "./format/index.ts";
import { fieldOf } from "./standard-events.ts";

/** Which event of an approval it is. */
export interface ApprovalPart {
  /** The state that the approval is, by its path. */
  readonly path: string;
  /** Which stage, from 0. */
  readonly stage: number;
  readonly passes: boolean;
}

export type ModelEvent = EventSpec & { readonly approval?: ApprovalPart };

const slug = (name: string): string => name.toLowerCase().replaceAll("_", "-");

const passed = (stage: string): string => `${stage}_PASSED`;
const returned = (stage: string): string => `${stage}_RETURNED`;

/** The condition that a text under approval was changed since its first signature. */
const changedSince = (path: string) => ({ "wording-changed": path });

export function approvalStates(state: StateSpec, approval: Approval, path: string): StateSpec {
  const names = Object.keys(approval.stages);
  const first = names[0] ?? "";
  const notify = approval.notify === undefined ? {} : { entry: { notify: [approval.notify] } };
  const stages = names.map((name, place): [string, StateSpec] => {
    const next = names[place + 1];
    return [
      slug(name),
      {
        label: approval.stages[name]?.label ?? state.label,
        duty: passed(name),
        ...notify,
        on: {
          [passed(name)]: [{ target: next === undefined ? approval.approved : `${path}.${slug(next)}` }],
          [returned(name)]: [{ target: approval.returned }],
        },
        // A signature counts for what was signed: a changed text begins again with the first.
        ...(place > 0 && { always: [{ guard: changedSince(path), target: `${path}.${slug(first)}` }] }),
      },
    ];
  });
  return { ...state, initial: slug(first), states: Object.fromEntries(stages) };
}

/** The state in which a round of signatures begins. */
export const firstStageOf = ({ stages }: Approval): string => slug(Object.keys(stages)[0] ?? "");

export function approvalEvents(
  approvals: ReadonlyMap<string, Approval>,
): readonly Readonly<Record<string, ModelEvent>>[] {
  return [...approvals].map(([path, approval]) =>
    Object.fromEntries(
      Object.entries(approval.stages).flatMap(([name, stage], place): (readonly [string, ModelEvent])[] => {
        const { by, fields, label, help } = stage;
        const passes: EventSpec = {
          label: { zh: `通过：${label.zh}`, en: `Pass: ${label.en}` },
          done: { zh: `已通过：${label.zh}`, en: `Passed: ${label.en}` },
          help,
          by,
          fields,
          reported: false,
        };
        const returns: EventSpec = {
          label: { zh: `退回：${label.zh}`, en: `Return: ${label.en}` },
          done: { zh: `已退回：${label.zh}`, en: `Returned: ${label.en}` },
          by,
          fields: { reason: fieldOf("text", { zh: "退回原因", en: "Why it is returned" }) },
          reported: false,
        };
        return [
          [passed(name), { ...passes, approval: { path, stage: place, passes: true } }],
          [returned(name), { ...returns, approval: { path, stage: place, passes: false } }],
        ];
      }),
    ),
  );
}
