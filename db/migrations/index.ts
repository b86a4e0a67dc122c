import { engineTables } from "./0001-engine-tables.ts";
import { letters } from "./0002-letters.ts";
import { leases } from "./0003-leases.ts";
import { parkedMessages } from "./0004-parked-messages.ts";
import { accounts } from "./0005-accounts.ts";
import { deliveries } from "./0006-deliveries.ts";
import { calendarAddresses } from "./0007-calendar-addresses.ts";
import { hands } from "./0008-hands.ts";
import { noTypedFailures } from "./0009-no-typed-failures.ts";
import { acknowledgeLinks } from "./0011-acknowledge-links.ts";
import { waysIn } from "./0013-ways-in.ts";
import { copies } from "./0014-copies.ts";
import { foldedTitles } from "./0016-folded-titles.ts";
import { timersThatFail } from "./0018-timers-that-fail.ts";
import { writeChecks } from "./0019-write-checks.ts";
import { quarantine } from "./0020-quarantine.ts";
import type { Migration } from "./migration.ts";

/** In the order in which they are applied. Add at the end; never change what was released. */
export const migrations: readonly Migration[] = [
  engineTables,
  letters,
  leases,
  parkedMessages,
  accounts,
  deliveries,
  calendarAddresses,
  hands,
  noTypedFailures,
  acknowledgeLinks,
  waysIn,
  copies,
  foldedTitles,
  timersThatFail,
  writeChecks,
  quarantine,
];

/** What this program works with. */
export const schemaVersion = migrations.at(-1)?.version ?? 0;
