/** What stands against a sound file because of what there is already. */
import type { ShelvedPlaybook } from "../../machines/organisation/shelf.ts";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import type { Fault } from "../playbook-files/fault.ts";
import { faultIn, type CheckedFile } from "./check-file.ts";
import type { ShippedText } from "./shipped-texts.ts";

export interface Present {
  /** Every playbook that this desk knows. */
  readonly playbooks: readonly Playbook[];
  readonly shelved: readonly ShelvedPlaybook[];
  readonly shipped: ReadonlyMap<string, ShippedText>;
}

/** The organisation's own stream in the log has this name. */
const reservedIds = ["organisation"];

export function whyNotAdmitted(checked: CheckedFile, { playbooks, shelved, shipped }: Present): readonly Fault[] {
  const { is } = checked;
  if (is === null) return [];
  const { id, version, behaviour } = is;
  const key = playbookKey(is);
  const isWrittenInCode = playbooks.some(
    (one) => one.id === id && one.isOwn !== true && !shipped.has(playbookKey(one)),
  );
  if (reservedIds.includes(id) || isWrittenInCode)
    return [faultIn(checked, "id", `"${id}" belongs to the program: choose another id`)];
  const own = shelved.find((one) => one.id === id && one.version === version);
  const before = own?.behaviour ?? shipped.get(key)?.behaviour;
  if (before === undefined || before === behaviour) return [];
  const next = Math.max(...playbooks.filter((one) => one.id === id).map((one) => one.version)) + 1;
  const whose = own === undefined ? "comes with the program" : "has been active here";
  const message = `${key} ${whose} and does something else: only words can be corrected; write version: ${String(next)}`;
  return [faultIn(checked, "version", message)];
}
