/** What becomes of a command about an incident. */
import type { CommandOutcome, Declined, Ready } from "../playbook/outcome.ts";
import type { Preview } from "./views.ts";

export interface AboutIncident {
  readonly id: string;
  readonly number: number;
}

export type DeskOutcome = CommandOutcome<AboutIncident>;
export type PreparedEvent = Declined | Ready<AboutIncident>;

export interface ReadyOpening extends Ready<AboutIncident> {
  /** What the registration would do; null while the playbook refuses it. */
  readonly preview: () => Preview | null;
}

export type PreparedOpening = Declined | ReadyOpening;
