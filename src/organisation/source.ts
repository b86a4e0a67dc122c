/** What the desk asks of the organisation's record. `src/app` joins the two. */
import type { Text } from "../../machines/playbook.ts";
import type { HistoryRange } from "../engine/log.ts";
import type { Directory } from "../directory/types.ts";
import type { DirectorySeen } from "./stream.ts";
import type { CommandOutcome, Prepared } from "../playbook/outcome.ts";
import type { ActCommand } from "../playbook/act-command.ts";
import type { TimelineEntry } from "../playbook/types.ts";

export interface OrganisationSource {
  /** Of the instance in the log. */
  readonly id: string;
  directory(): Directory;
  /** Reads it again where another process has changed it. */
  look(): Promise<DirectorySeen>;
  /** As `look`. */
  refresh(): Promise<Directory>;
  act(type: string, values: unknown, by: string, command: ActCommand): Promise<CommandOutcome>;
  prepare(type: string, values: unknown, by: string, command: ActCommand): Promise<Prepared>;
  /** Why an event cannot be sent now by this person, in words; null when it can be tried. */
  whyNot(type: string, by: string, typed?: object): Text | null;
  history(range?: HistoryRange): Promise<readonly TimelineEntry[]>;
}
