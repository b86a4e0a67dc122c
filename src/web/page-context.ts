/** What every page needs to know before it says a word: who looks, in which language, and what time it is. */
import type { Language } from "../../machines/playbook.ts";
import type { QuarantinedRow } from "../kernel/unreadable-row.ts";
import type { Organised } from "../desk/permissions.ts";
import type { ReadOnly } from "../desk/read-only.ts";
import type { UnreachableIncident } from "../desk/delivery/types.ts";
import type { Organisation, Person } from "../directory/person.ts";
import type { ClockStep } from "../kernel/clock-watch.ts";
import type { OnDuty } from "../roster/duty-now.ts";
import type { Assets } from "./assets.ts";
import type { Trouble } from "./trouble.ts";
import type { Words } from "./words/index.ts";

export interface PageContext {
  readonly language: Language;
  readonly words: Words;
  readonly organisation: Organisation;
  /** Who acts; null before somebody has been chosen. */
  readonly person: Person | null;
  /** For posts: who may act in one. */
  readonly organised: Organised;
  /** Some playbook lets this person register an incident. */
  readonly mayRegister: boolean;
  /** Who has the duty; null for somebody who is not known. */
  readonly duty: ContextDuty | null;
  /** Incidents of which a notification reached nobody, and nobody has been told since. */
  readonly unreachable: readonly UnreachableIncident[];
  /** Whose channel takes nothing until somebody puts it right, as far as it concerns this person. */
  readonly brokenChannels: readonly { readonly id: string; readonly name: string }[];
  /** What keeps the desk from its work; null: nothing. */
  readonly trouble: Trouble | null;
  /** Stored rows that are passed over until somebody has mended them. */
  readonly quarantined: readonly QuarantinedRow[];
  /** Found by a look through everything stored. */
  readonly unfitRows: readonly QuarantinedRow[];
  /** The server's clock when the page was made (ms). */
  readonly now: number;
  readonly clockSteps: readonly ClockStep[];
  /** Why nothing is recorded; null: everything is. */
  readonly readOnly: ReadOnly | null;
  /** This page's own address, to come back to. */
  readonly here: string;
  /** Addresses of the style sheet and the icon, each with its content's hash. */
  readonly assets: Assets;
  /** For pages that stay open: where the log stood before the page was made; null: nobody tells them anything. */
  readonly livePosition: number | null;
  /** People sign in here; otherwise whoever comes says who they are. */
  readonly signsIn: boolean;
  /** The page shows a form again that a sign-in interrupted: nothing of it has been recorded. */
  readonly isResumed: boolean;
}

export interface ContextDuty {
  readonly layers: readonly OnDuty[];
  readonly isNobodyReachable: boolean;
}
