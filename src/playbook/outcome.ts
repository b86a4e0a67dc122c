/** What became of something that a person asked for: of an incident or of the organisation, alike for every door. */
import type { Doubt, Text } from "../../machines/playbook.ts";
import type { FieldErrors, TimelineEntry } from "./types.ts";

/** Nothing was recorded, and the same command would be answered so again. */
export type Declined =
  | { readonly outcome: "invalid"; readonly errors: FieldErrors }
  | {
      readonly outcome: "forbidden";
      readonly sentence: Text;
      readonly who: readonly { readonly id: string; readonly name: string }[];
    }
  | {
      readonly outcome: "refused";
      readonly code: string;
      readonly sentence: Text;
      /** The engine's own words, for the one who mends it. */ readonly reason?: string;
    }
  | { readonly outcome: "not-found"; readonly sentence: Text };

/** `About` is what one is told of the thing beside the row that was written. */
export type CommandOutcome<About extends object = object> =
  | (About & {
      readonly outcome: "done";
      readonly seq: number;
      /** Sent before under the same command id. */ readonly again: boolean;
    })
  | Declined
  | {
      /** The values are good and unusual: it counts once these are confirmed by their codes. */
      readonly outcome: "doubtful";
      readonly doubts: readonly Doubt[];
    }
  | { readonly outcome: "conflict"; readonly seq: number; readonly since: readonly TimelineEntry[] };

/** A command whose sender and form have been looked at. */
export interface Ready<About extends object = object> {
  readonly outcome: "ready";
  /** As the form parses them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What is unusual, confirmed or not. */
  readonly doubts: readonly Doubt[];
  /** It does not fit any more because it was recorded before: sent, it is answered as it was then. */
  readonly isRecorded: boolean;
  readonly send: () => Promise<CommandOutcome<About>>;
}

export type Prepared<About extends object = object> = Declined | Ready<About>;
