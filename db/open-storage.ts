import type { ChangeReads, IncidentReadModel, LinkStore, LogReads, QuarantineStore } from "../src/desk/ports.ts";
import type { StatisticsReads } from "../src/desk/statistics-ports.ts";
import type { NotificationStore } from "../src/desk/notification-ports.ts";
import type { AcknowledgeLinkStore, DeliveryStore, KeyStore } from "../src/desk/delivery-ports.ts";
import type { CalendarAddressStore } from "../src/organisation/calendar-ports.ts";
import type { ChannelProofStore } from "../src/organisation/channel-proof-ports.ts";
import type { WebhookStore } from "../src/organisation/webhook-ports.ts";
import type { ErasedText } from "../src/engine/erased-ports.ts";
import type { EngineStorage } from "../src/engine/ports.ts";
import type { Leases } from "../src/engine/leases.ts";
import type { PlaybookTextStore } from "../src/shelf/ports.ts";
import type { RecordStore } from "../src/record/ports.ts";
import type { ReportStore } from "../src/reports/ports.ts";
import type { PublicationIndex } from "../src/statements/ports.ts";
import type { AccountStorage } from "../src/accounts/ports.ts";
import { integerOrNull } from "./columns.ts";
import { unsealed } from "../src/kernel/sealing.ts";
import { sealWebhooks } from "./seal-webhooks.ts";
import { endWhatWasHandedOut } from "./copied-desk.ts";
import type { Execute } from "./forwarding-writer.ts";
import { migrations } from "./migrations/index.ts";
import { openDatabase, type StorageOptions } from "./open-database.ts";
import { gatheringWriter } from "./gathering-writer.ts";
import { logReads } from "./read-models/log-rows.ts";
import { changeReads } from "./read-models/changes.ts";
import { incidentReadModel } from "./read-models/incidents.ts";
import { statisticsReads } from "./read-models/statistics.ts";
import { linkStore } from "./read-models/links.ts";
import { acknowledgeLinkStore } from "./stores/acknowledge-links.ts";
import type { Reader } from "./statement.ts";
import { accountStorage } from "./stores/accounts/account-storage.ts";
import { publicationIndex } from "./stores/publications.ts";
import { reportStore } from "./stores/reports.ts";
import { readBacklog, type Backlog } from "./stores/backlog.ts";
import { calendarAddressStore } from "./stores/calendar-addresses.ts";
import { deliveryStore } from "./stores/deliveries.ts";
import { deskCopies, erasedTexts } from "./stores/erased.ts";
import { engineStorage, type StoreParts } from "./stores/engine-storage.ts";
import { leaseStore } from "./stores/leases.ts";
import { playbookTextStore } from "./stores/playbook-texts.ts";
import { recordStore } from "./stores/record.ts";
import { notificationStore } from "./stores/notifications.ts";
import { channelProofStore } from "./stores/channel-proofs.ts";
import { keyStore, knownKeys, webhookStore } from "./stores/webhooks.ts";

export { isSqliteFile, type ThreadRole, type StorageOptions } from "./open-database.ts";

export interface Storage extends EngineStorage {
  readonly notifications: NotificationStore;
  readonly incidents: IncidentReadModel;
  readonly changes: ChangeReads;
  readonly logRows: LogReads;
  readonly statistics: StatisticsReads;
  readonly links: LinkStore;
  readonly leases: Leases;
  readonly record: RecordStore;
  readonly playbookTexts: PlaybookTextStore;
  readonly accounts: AccountStorage;
  readonly deliveries: DeliveryStore;
  readonly webhooks: WebhookStore;
  readonly channelProofs: ChannelProofStore;
  readonly keys: KeyStore;
  readonly acknowledgeLinks: AcknowledgeLinkStore;
  readonly calendars: CalendarAddressStore;
  readonly publications: PublicationIndex;
  readonly reports: ReportStore;
  readonly quarantine: QuarantineStore;
  /** What people call an incident; null when there is no such row, or it is none. */
  numberOf(id: string): Promise<number | null>;
  /** Every text that was erased, with the row that says so. */
  erasedTexts(): Promise<readonly ErasedText[]>;
  /** Of a `web` thread: who carries out its writes. Only what is asked after this can be written. */
  forwardWrites(execute: Execute): void;
  /** Carries out what the `web` thread wrote. */
  readonly execute: Execute;
  /** Throws what is wrong: the database does not answer, or its schema is not this program's. */
  check(): Promise<void>;
  /** Writes so many bytes to the disk. Throws `StorageUnavailableError` when a command could not be recorded either. */
  checkWrite(bytes: number): Promise<void>;
  backlog(): Promise<Backlog>;
}

/**
 * Opens the desk's storage, migrating it first when it may write. Throws `FileInUseError`, `SchemaError` or
 * `UnfitDatabaseError`, whose sentences say what to do, or `StorageUnavailableError`.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { mode = "write", sealing = unsealed } = options;
  const { parts: opened, ...database } = await openDatabase(options, migrations, async (connection, now) => {
    await endWhatWasHandedOut(connection, now);
    await sealWebhooks(connection, sealing);
  });
  const parts = { ...opened, sealing, copies: deskCopies };
  return {
    ...(mode === "read" ? untouched(stores(parts), parts.reader) : stores(parts)),
    ...database,
    backlog: async () => readBacklog(parts.reader),
  };
}

type Stores = Omit<Storage, "check" | "checkWrite" | "backlog" | "forwardWrites" | "execute" | "close">;

function stores(parts: StoreParts): Stores {
  const { reader, writer, dialect } = parts;
  const together = gatheringWriter(writer);
  return {
    ...engineStorage(parts),
    notifications: notificationStore(reader, dialect, together),
    incidents: incidentReadModel(reader, dialect, parts.quarantine),
    changes: changeReads(parts),
    logRows: logReads(parts),
    statistics: statisticsReads(reader, dialect),
    links: linkStore(reader, dialect, parts.quarantine),
    leases: leaseStore(writer, dialect),
    record: recordStore(reader, writer),
    playbookTexts: playbookTextStore(parts),
    accounts: accountStorage(parts),
    deliveries: deliveryStore(parts, together),
    webhooks: webhookStore(reader, writer, parts.sealing),
    channelProofs: channelProofStore(reader, writer),
    keys: keyStore(reader, writer),
    acknowledgeLinks: acknowledgeLinkStore(reader, together),
    calendars: calendarAddressStore(reader, writer),
    publications: publicationIndex(reader, together),
    reports: reportStore(parts),
    quarantine: parts.quarantine,
    erasedTexts: () => erasedTexts(reader),
    numberOf: async (id) => {
      const [row] = await reader.all("SELECT number FROM instances WHERE id = ? AND number > 0", [id]);
      return row ? integerOrNull(row, "number") : null;
    },
  };
}

/** When somebody was here last is not written down where nothing is. */
function untouched({ accounts, calendars, reports, ...others }: Stores, reader: Reader): Stores {
  const leave = async () => undefined;
  const { sessions, tokens } = accounts;
  return {
    ...others,
    keys: knownKeys(reader),
    keepCheckpoints: leave,
    accounts: { ...accounts, sessions: { ...sessions, seen: leave }, tokens: { ...tokens, used: leave } },
    calendars: { ...calendars, used: leave },
    reports: { ...reports, keyUsed: leave },
  };
}
