/** Reports from outside over the storage and the record, and the look that erases what is kept for long enough. */
import type { Config } from "../../config/config.ts";
import type { Storage, ThreadRole } from "../../db/open-storage.ts";
import type { Clock } from "../kernel/clock.ts";
import { systemNewId } from "../kernel/ids.ts";
import { Loop } from "../kernel/loop.ts";
import type { OpenParts } from "../kernel/open-parts.ts";
import { systemNewSecret } from "../kernel/secret.ts";
import type { Organisation } from "../organisation/commands.ts";
import { openReportsDesk, type ReportsDesk } from "../reports/reports-desk.ts";

interface Parts {
  readonly role: ThreadRole;
  readonly mode: "write" | "read";
  readonly config: Pick<Config, "settings">;
  readonly storage: Pick<Storage, "reports">;
  readonly record: Organisation | null;
  readonly clock: Clock;
  readonly open: Pick<OpenParts, "add">;
  readonly onProblem: ((problem: unknown) => void) | undefined;
}

export interface OpenReports extends ReportsDesk {
  /** Contacts that are kept for long enough are erased from now on. */
  run(): void;
}

const everyMs = 3_600_000;

/** Null: nobody asks this thread, or nothing is written. */
export function openReportsOn({
  role,
  mode,
  config,
  storage,
  record,
  clock,
  open,
  onProblem,
}: Parts): OpenReports | null {
  if (role === "engine" || mode === "read" || record === null) return null;
  const { contactDays } = config.settings.reports;
  const kept = { store: storage.reports, source: record, contactDays };
  const desk = openReportsDesk({ ...kept, clock, newId: systemNewId, newSecret: systemNewSecret });
  const problem = onProblem ?? (() => undefined);
  const loop = new Loop({ clock, look: () => desk.eraseOldContacts(), pauseMaxMs: everyMs, onProblem: problem });
  open.add("erasure of contacts", () => loop.stop());
  return { ...desk, run: () => loop.run() };
}
