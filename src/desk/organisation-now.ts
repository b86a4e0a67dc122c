/** Who is there and who has the duty, at one moment and in short: for programs and for the terminal. */
import type { Language, Role, SayTime, Text } from "../../machines/playbook.ts";
import { absenceAt, nameOf } from "../people/directory.ts";
import type { Directory } from "../people/types.ts";
import { dutyNow, type DutyNow } from "../roster/duty-now.ts";
import { gapsBetween, gapWords } from "../roster/gaps.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Without an address: those are for whoever looks after people. */
export interface PersonNow {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly active: boolean;
  /** The one that counts now. `until` null: until it is ended; `deputy` null: nobody acts instead. */
  readonly absence: { readonly from: number; readonly until: number | null; readonly deputy: Named | null } | null;
  /** Layers of the roster that they have now. */
  readonly onDuty: readonly { readonly layer: string; readonly label: Text }[];
}

export interface PeopleNow {
  readonly now: number;
  readonly people: readonly PersonNow[];
}

export interface LayerNow extends DutyNow {
  /** When nobody has it within the days ahead, oldest first; of a layer that nobody was ever rostered in: none. */
  readonly gaps: readonly { readonly from: number; readonly until: number; readonly sentence: Text }[];
}

export interface RosterNow {
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
  readonly zoneLabel: Text;
  readonly layers: readonly LayerNow[];
}

/** So far ahead gaps are looked for. */
export const gapDays = 30;
const dayMs = 24 * 60 * 60_000;

/** In the order in which they were added. */
export function peopleNow(directory: Directory, now: number): PeopleNow {
  const duties = dutyNow(directory, now);
  const people = directory.people.map(({ id, name, roles, language, active }) => {
    const absence = absenceAt(directory, id, now);
    const onDuty = duties.filter((duty) => duty.onDuty?.id === id).map(({ layer, label }) => ({ layer, label }));
    return { id, name, roles, language, active, absence: absence && shortly(directory, absence), onDuty };
  });
  return { now, people };
}

function shortly(directory: Directory, { from, until, deputy }: NonNullable<ReturnType<typeof absenceAt>>) {
  return { from, until, deputy: deputy === null ? null : { id: deputy, name: nameOf(directory, deputy) } };
}

export function rosterNow(directory: Directory, now: number, sayTime: SayTime): Pick<RosterNow, "now" | "layers"> {
  const layers = dutyNow(directory, now).map((duty) => {
    const gaps = duty.isRostered ? gapsBetween(directory, duty.layer, now, now + gapDays * dayMs) : [];
    return {
      ...duty,
      gaps: gaps.map((gap) => ({
        from: gap.from,
        until: gap.until,
        sentence: gapWords(directory, gap, sayTime),
      })),
    };
  });
  return { now, layers };
}
