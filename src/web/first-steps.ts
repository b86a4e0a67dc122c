/** What must be there so that somebody wakes up on the first night. Each step is looked at anew: one that breaks comes back. */
import type { Role } from "../../machines/playbook.ts";
import type { Directory } from "../directory/types.ts";
import { isRostered } from "../roster/ladder.ts";
import type { Proven } from "../roster/unproven.ts";

export type FirstStep = "duty-officer" | "approvers" | "second-administrator" | "roster" | "channel" | "backup";

export interface StepState {
  readonly step: FirstStep;
  readonly isDone: boolean;
  /** Where it is done. */
  readonly href: string;
}

interface Looked {
  readonly directory: Directory;
  /** ms */
  readonly now: number;
  /** Null: nobody is told anything from here. */
  readonly proven: readonly Proven[] | null;
  /** When the last good backup was made (ms). */
  readonly lastBackupAt: number | null;
}

/** In the order in which they are done. */
export function firstSteps({ directory, now, proven, lastBackupAt }: Looked): readonly StepState[] {
  const withRole = (role: Role) => directory.people.filter(({ active, roles }) => active && roles.includes(role));
  const officers = withRole("duty-officer");
  const isReached = ({ id }: { readonly id: string }) => proven?.some(({ person }) => person === id) ?? true;
  return [
    { step: "duty-officer", isDone: officers.length > 0, href: "/administration/people" },
    { step: "approvers", isDone: canApprove(withRole), href: "/administration/people" },
    { step: "second-administrator", isDone: withRole("administrator").length > 1, href: "/administration/people" },
    { step: "roster", isDone: directory.layers.some(({ id }) => isRostered(directory, id, now)), href: "/roster" },
    { step: "channel", isDone: officers.length > 0 && officers.every(isReached), href: "/channels" },
    { step: "backup", isDone: lastBackupAt !== null, href: "#backup" },
  ];
}

/** A critical statement is written by one person and approved by two others. */
function canApprove(withRole: (role: Role) => readonly { readonly id: string }[]): boolean {
  const each = (["lead", "spokesperson", "superior"] as const).map(withRole);
  return each.every((people) => people.length > 0) && new Set(each.flat().map(({ id }) => id)).size >= 3;
}
