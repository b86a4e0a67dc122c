/** What every route is given. */
import type { Request, Response } from "express";
import type { ReadOnly } from "../desk/read-only.ts";
import type { NotificationDesk } from "../desk/delivery/types.ts";
import type { Drawings } from "../diagram/draw.ts";
import type { Desk } from "../desk/types.ts";
import type { ClockStep } from "../kernel/clock-watch.ts";
import type { ReportsDesk } from "../reports/reports-desk.ts";
import type { ShelfDesk } from "../shelf/shelf-desk.ts";
import type { Assets } from "./assets.ts";
import type { Live } from "./live.ts";
import type { SignInService } from "./sign-in-service.ts";

export interface Web {
  readonly desk: Desk;
  /** Null: whoever comes says who they are. */
  readonly signInService: SignInService | null;
  /** Null: nobody is told anything from here. */
  readonly notificationDesk: NotificationDesk | null;
  readonly drawings: Drawings;
  /** Null: there is no record to keep playbooks in. */
  readonly shelf: ShelfDesk | null;
  /** Null: nothing is reported here. */
  readonly reports: ReportsDesk | null;
  readonly assets: Assets;
  /** Where people open the desk; null: where it listens. */
  readonly baseUrl: string | null;
  readonly commandId: () => string;
  readonly version: string;
  readonly onProblem: (problem: unknown, reference: string) => void;
  readonly clockSteps: () => readonly ClockStep[];
  /** When the last good backup was made (ms); null: none has been made here. */
  readonly lastBackupAt: () => number | null;
  /** Why nothing is recorded; null: everything is. */
  readonly readOnly: ReadOnly | null;
  /** Tells open pages what is new; null: nobody does. */
  readonly live: Live | null;
  /** Answers a request that has become another one: the form that a sign-in interrupted. */
  readonly answer: (request: Request, response: Response) => void;
}
