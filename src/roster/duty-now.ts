/** Who has the duty now, until when, and who comes next: what every page says on top. */
import type { Text } from "../../machines/playbook.ts";
import { nameOf } from "../people/directory.ts";
import type { Directory } from "../people/types.ts";
import { nextHandover } from "./handovers.ts";
import { climbFrom, isRostered } from "./ladder.ts";
import { dutyAt } from "./slots.ts";

export type DutyNow = {
  readonly layer: string;
  readonly label: Text;
  /** False while nobody has ever been rostered here: then a letter to the layer goes to all who hold its role. */
  readonly isRostered: boolean;
  /** Null: nobody has it. */
  readonly onDuty: { readonly id: string; readonly name: string } | null;
  /** Whom they act for. */
  readonly insteadOf: { readonly id: string; readonly name: string } | null;
  /** When that changes; null: not within 100 days. */
  readonly until: number | null;
  /** Who has it from then on; null: nobody. */
  readonly next: { readonly id: string; readonly name: string } | null;
};

export function dutyNow(directory: Directory, at: number): readonly DutyNow[] {
  return directory.layers.map(({ id, label }) => {
    const slot = dutyAt(directory, id, at);
    const change = nextHandover(directory, id, at);
    const onDuty = named(directory, slot?.onDuty ?? null);
    return {
      layer: id,
      label,
      isRostered: isRostered(directory, id),
      onDuty,
      insteadOf: slot && onDuty && slot.person !== onDuty.id ? named(directory, slot.person) : null,
      until: change?.moment ?? null,
      next: named(directory, change?.to ?? null),
    };
  });
}

/** Nobody on any level of the ladder can be told. */
export function isNobodyReachable(directory: Directory, at: number): boolean {
  return directory.ladder.length > 0 && climbFrom(directory, 1, at).step === null;
}

function named(directory: Directory, id: string | null) {
  return id === null ? null : { id, name: nameOf(directory, id) };
}
