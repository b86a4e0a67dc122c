/** What a fault knows, and what opens one. */
import { openClock, type Clock, type Ladder } from "../kit/clocks/clock.ts";
import { eventsOf } from "../kit/event.ts";
import type { TextRef } from "../kit/text-ref.ts";
import type { Stamp } from "../kit/stamp.ts";
import { contactsOf, type NamedUnit } from "../kit/unit.ts";

/** `unit`, `unitNames`: the unit that repairs it. Left out: none is named, and every unit contact is meant. */
export interface FaultContext extends Partial<NamedUnit> {
  readonly equipment: TextRef;
  readonly place: TextRef;
  readonly fault: TextRef;
  readonly reported: Stamp;
  readonly ladder: Ladder;
  readonly acknowledged: Stamp | null;
  readonly repair: (Stamp & { readonly done: TextRef }) | null;
  readonly returns: readonly TextRef[];
  readonly confirmed: Stamp | null;
  /** When anything last moved. */
  readonly progressAt: number;
  /** Until somebody says that they take it on. */
  readonly acknowledgement: Clock;
}

/** `at` and `by` are the engine's to set: when the fault was reported, and by whom. */
export interface FaultInput
  extends Pick<FaultContext, "equipment" | "place" | "fault" | "unit" | "unitNames" | "ladder">, Stamp {
  readonly limitMs: number;
  /** Share of the limit after which the unit contact is warned. */
  readonly warnFraction: number;
}

export function openFault({ at, by, limitMs, warnFraction, ...input }: FaultInput): FaultContext {
  const plan = { anchor: "reported", anchorAt: at, limitMs, warnFraction, rule };
  return {
    ...input,
    reported: { at, by },
    acknowledged: null,
    repair: null,
    returns: [],
    confirmed: null,
    progressAt: at,
    acknowledgement: openClock("acknowledgement", "acknowledgement", [contactsOf(input)], input.ladder, plan),
  };
}

export const rule = { zh: "设备故障预案的设置", en: "The settings of this playbook" };

export const event = eventsOf<FaultContext>();
