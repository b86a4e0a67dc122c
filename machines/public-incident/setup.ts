/** The machine's base, and the actions that decide which letters to ask for. */
import { base, momentOf } from "./actions.ts";
import type { Clock } from "./clocks.ts";
import type { IncidentContext } from "./context.ts";
import { callEnded, escalationEnded } from "./letters/call-letters.ts";
import { clockEscalation, clockWarning } from "./letters/clock-letters.ts";
import { superiorViewAsked } from "./letters/decision-letters.ts";
import { approvalReported } from "./letters/statement-letters.ts";
import { ringFurther, ringMain, rulesOf, type Rung } from "./record/clocks.ts";

/** Who sent the event. Only people's events end calls. */
const senderOf = (event: object): string | null => ("by" in event && typeof event.by === "string" ? event.by : null);

/** Looks at clocks: what has come due is recorded, and each letter that it asks for is sent. */
const looking = (
  lookedAt: (context: IncidentContext) => readonly Clock[],
  ring: (context: IncidentContext, at: number) => Rung,
) =>
  base.enqueueActions(({ context, event, enqueue }) => {
    const at = momentOf({ context, event });
    const { clocks, rings } = ring(context, at);
    const ended = lookedAt(context).flatMap((clock) => callEnded(clock, at) ?? []);
    enqueue({ type: "keepClocks", params: clocks });
    if (ended.length > 0)
      enqueue({ type: "escalationEnded", params: escalationEnded(context, ended, { at, by: senderOf(event) }) });
    for (const { clock, ring: kind } of rings) {
      if (kind === "warning") enqueue({ type: "clockWarning", params: clockWarning(context, clock) });
      else enqueue({ type: "clockEscalation", params: clockEscalation(context, clock, at) });
    }
  });

export const incident = base.extend({
  actions: {
    lookAtFastReport: looking(
      ({ clocks }) => [clocks.fastReport],
      (context, at) => ringMain(context, "fastReport", at),
    ),
    lookAtOfficialReply: looking(
      ({ clocks }) => [clocks.officialReply],
      (context, at) => ringMain(context, "officialReply", at),
    ),
    lookAtFurtherClocks: looking(({ clocks }) => clocks.further, ringFurther),
    askForSuperiorView: base.enqueueActions(({ context, enqueue }) => {
      if (rulesOf(context).superiorViewNeeded)
        enqueue({ type: "superiorViewAsked", params: superiorViewAsked(context) });
    }),
    reportApproval: base.enqueueActions(({ context, enqueue }) => {
      if (rulesOf(context).superiorToldOfApproval)
        enqueue({ type: "approvalReported", params: approvalReported(context) });
    }),
  },
});
