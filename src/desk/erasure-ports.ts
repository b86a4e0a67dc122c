/** Erasing texts, as doors, storage and the files outside the database see it. */
import type { ErasureProposal } from "../../machines/organisation/context.ts";
import type { Text } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";
import type { ErasedText } from "../engine/erased-ports.ts";

export interface ErasableText {
  readonly ref: string;
  /** Of the row that brought it. */
  readonly seq: number;
  readonly at: number;
  /** What happened then. */
  readonly entry: Text;
  readonly label: Text;
  /** Its words; where it was erased, who did so and why. Null: the viewer reads no incidents. */
  readonly text: string | null;
  /** By which row; null: it is there. */
  readonly erased: number | null;
  readonly isPublished: boolean;
  /** Somebody has asked for its erasure, and nobody has decided yet. */
  readonly isAsked: boolean;
}

export interface ErasureView {
  readonly proposal: ErasureProposal;
  /** Null: the viewer reads no incidents, or it is the organisation's own record. */
  readonly title: string | null;
  readonly texts: readonly ErasableText[];
  /** Nothing of it is left. */
  readonly isDone: boolean;
}

export interface ErasableTexts {
  /** Number of the incident, or `organisation`. */
  readonly incident: string;
  /** Null: the viewer reads no incidents, or it is the organisation's own record. */
  readonly title: string | null;
  readonly texts: readonly ErasableText[];
}

export interface ErasureDesk {
  /** Every text of an incident, or of the organisation's own record; null: there is none such. */
  erasableTexts(incident: string, viewer: Person): Promise<ErasableTexts | null>;
  /** What was asked for, newest first, with what became of it. */
  erasures(viewer: Person): Promise<readonly ErasureView[]>;
  /** Carries out what was approved and is not done: somebody was interrupted. */
  finishErasures(): Promise<void>;
  /** How long a text may still stand in backups (days); null: nobody has said. */
  readonly backupDays: number | null;
  /** Erasures are also kept outside the database. */
  readonly isKeptOutside: boolean;
}

/** Outside the database, so that no restored copy brings a text back. */
export interface ErasureLedger {
  /** On disk when it returns. Those that stand there already are left out. */
  append(erased: readonly ErasedText[]): Promise<void>;
  read(): Promise<readonly ErasedText[]>;
}
