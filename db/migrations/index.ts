import { letters } from "./0002-letters.ts";
import { accounts } from "./0005-accounts.ts";
import { deliveries } from "./0006-deliveries.ts";
import { calendarAddresses } from "./0007-calendar-addresses.ts";
import { noTypedFailures } from "./0009-no-typed-failures.ts";
import { acknowledgeLinks } from "./0011-acknowledge-links.ts";
import { waysIn } from "./0013-ways-in.ts";
import { copies } from "./0014-copies.ts";
import { notifications } from "./0021-notifications.ts";
import { deliveryWords } from "./0024-delivery-words.ts";
import { serviceSecrets } from "./0034-service-secrets.ts";
import { playbookTexts } from "./0035-playbook-texts.ts";
import { publications } from "./0038-publications.ts";
import { reports } from "./0050-reports.ts";
import { channelProofs } from "./0045-channel-proofs.ts";
import { engineMigrations } from "./engine.ts";
import type { Migration } from "./migration.ts";

/** What the desk keeps beside the engine's tables. */
const deskMigrations: readonly Migration[] = [
  letters,
  accounts,
  deliveries,
  calendarAddresses,
  noTypedFailures,
  acknowledgeLinks,
  waysIn,
  copies,
  notifications,
  deliveryWords,
  serviceSecrets,
  playbookTexts,
  publications,
  reports,
  channelProofs,
];

/** In the order in which they are applied. Add at the end, to the engine's or the desk's; never change what was released. */
export const migrations: readonly Migration[] = [...engineMigrations, ...deskMigrations].sort(
  (a, b) => a.version - b.version,
);

/** What this program works with. */
export const schemaVersion = migrations.at(-1)?.version ?? 0;
