/** What the desk asks of the organisation's record. `src/app` joins the two. */
import type { Text } from "../../machines/playbook.ts";
import type { HistoryRange } from "../engine/log.ts";
import type { Directory } from "../directory/types.ts";
import type { ActCommand, FieldErrors, TimelineEntry } from "../playbook/types.ts";

export interface OrganisationSource {
  /** Of the instance in the log. */
  readonly id: string;
  directory(): Directory;
  /** Reads it again: another process may have changed it. */
  refresh(): Promise<Directory>;
  act(type: string, values: unknown, by: string, command: ActCommand): Promise<SourceOutcome>;
  /** Why an event cannot be sent now by this person, in words; null when it can be tried. */
  whyNot(type: string, by: string, typed?: object): Text | null;
  /** Why this very event would be refused, with everything filled in as its form parses it; null when it would be taken. */
  problem(type: string, by: string, values: object): Text | null;
  history(range?: HistoryRange): Promise<readonly TimelineEntry[]>;
}

export type SourceOutcome =
  | { readonly outcome: "done"; readonly seq: number; readonly again: boolean }
  | { readonly outcome: "invalid"; readonly errors: FieldErrors }
  | { readonly outcome: "forbidden"; readonly sentence: Text }
  | { readonly outcome: "refused"; readonly code: string; readonly sentence: Text }
  /** Something else has changed since the row that the sender had seen. */
  | { readonly outcome: "conflict"; readonly seq: number };
