/** What became of something that a person asked for. */
import type { Doubt, Text } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";
import type { FieldErrors, TimelineEntry } from "../playbook/types.ts";

/** What became of something that a person asked for. Every door shows each of these. */
export type DeskOutcome =
  | {
      readonly outcome: "done";
      readonly id: string;
      readonly number: number;
      readonly seq: number;
      /** Sent before under the same command id. */ readonly again: boolean;
    }
  | { readonly outcome: "invalid"; readonly errors: FieldErrors }
  | { readonly outcome: "forbidden"; readonly sentence: Text; readonly who: readonly Person[] }
  | {
      readonly outcome: "refused";
      readonly code: string;
      readonly sentence: Text;
      /** The engine's own words, for the one who mends it. */ readonly reason?: string;
    }
  | {
      /** The values are good and unusual: it counts once these are confirmed by their codes. */
      readonly outcome: "doubtful";
      readonly doubts: readonly Doubt[];
    }
  | { readonly outcome: "conflict"; readonly seq: number; readonly since: readonly TimelineEntry[] }
  | { readonly outcome: "not-found"; readonly sentence: Text };

/** What stands against values before they are sent, as far as it can be told. */
export interface Considered {
  readonly errors: FieldErrors;
  readonly doubts: readonly Doubt[];
}
