/** Which notifications leave first when many have waited: 0 whoever must act at once, 1 whoever has a deadline, 2 the rest. */
import type { Playbook } from "../../machines/playbook.ts";
import type { Message } from "../engine/types.ts";
import { playbookByKey } from "../playbook/active.ts";

export function urgencyOf(playbooks: readonly Playbook[]): (message: Message) => number {
  return ({ machine, type, params }) => {
    const { notifications = {}, links = {} } = playbookByKey(playbooks, machine) ?? {};
    // Somebody else begins only when it has arrived.
    if (Object.hasOwn(links, type)) return 0;
    const form = Object.hasOwn(notifications, type) ? notifications[type] : undefined;
    if (form?.acknowledge !== undefined) return 0;
    return hasDeadline(params) ? 1 : 2;
  };
}

/** A clock's notifications carry the clock, which knows when it is due. */
function hasDeadline(params: Message["params"]): boolean {
  return typeof params === "object" && params !== null && ("clock" in params || "dueAt" in params);
}
