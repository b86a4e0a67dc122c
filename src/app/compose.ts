/**
 * Joins everything: the one place that builds, so that everybody else receives. Tests pass other collaborators; what is
 * closed is closed in the reverse order of its opening.
 */
import { existsSync } from "node:fs";
import { loadConfig, type Config } from "../../config/config.ts";
import type { Environment } from "../../config/env.ts";
import { openClock } from "../../config/fast-clock.ts";
import { ConfigurationError } from "../../config/problems.ts";
import { isSqliteFile, openStorage, type ThreadRole, type Storage } from "../../db/open-storage.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { playbooks as playbooksInCode } from "../../machines/registry.ts";
import { pace } from "../kernel/pace.ts";
import { paceOfPerson, pacedEngine } from "../desk/paced-engine.ts";
import { shippedPlaybooks } from "../playbook-files/shipped-playbooks.ts";
import type { NotificationDesk } from "../desk/delivery/types.ts";
import { linkDelivery } from "../desk/links/link-delivery.ts";
import type { Desk } from "../desk/types.ts";
import {
  openEngine,
  type Deliver,
  type Engine,
  type Message,
  type EngineParts,
  type Observe,
  type Sharing,
} from "../engine/index.ts";
import type { Clock } from "../kernel/clock.ts";
import { OpenParts } from "../kernel/open-parts.ts";
import type { Preset } from "../channels/preset.ts";
import type { Transport } from "../notify/transport.ts";
import { readAside } from "./open-readers.ts";
import type { Drawings } from "../diagram/draw.ts";
import { openEngineThread } from "./open-engine-thread.ts";
import { continuedIn } from "./continued.ts";
import { checkpointFooter, followed, openSigning, requireOwnRecord } from "./log-record.ts";
import type { StartCheck } from "../record/start-check.ts";
import type { CheckpointParts } from "../record/checkpoints.ts";
import { knowledgeOf, policySchemas } from "./playbook-knowledge.ts";
import { openSealing } from "./channel-key.ts";
import { openNotifications, type Post } from "./open-notify.ts";
import type { PeopleParts } from "./open-accounts.ts";
import { onPage } from "./open-public-page.ts";
import { openDeskHeld } from "./open-desk-held.ts";
import { lookAgain, openRecord, type OrganisationStore } from "./open-organisation.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { SendNotice } from "../accounts/notices.ts";
import { unreadableIn, unreadableInFile } from "../roster/settings-check.ts";
import type { OnSignIn } from "../accounts/sign-in-watch.ts";
import { delivering } from "./delivering.ts";
import { openReportsOn, type OpenReports } from "./open-reports.ts";
import { openShelfDeskOn } from "./open-shelf-desk.ts";
import { openShelfOn } from "./open-shelf.ts";
import type { ShelfDesk } from "../shelf/shelf-desk.ts";
import type { Shelf } from "../shelf/shelf.ts";
import { sharingOf } from "./sharing-of.ts";
import { restWithin } from "./rest-within.ts";
import { exportingOf } from "./zip-record.ts";
import { transportFor } from "./transport-for.ts";

export interface Overrides {
  /** `read` changes nothing and also works beside a running server. */
  readonly mode?: "write" | "read";
  readonly clock?: Clock;
  readonly transport?: Transport;
  /** Services whose addresses are recognised. */
  readonly services?: readonly Preset[];
  readonly playbooks?: readonly Playbook[];
  /**
   * An SQLite file may be served by two threads: the `web` thread answers people, and starts the thread in which the `engine` thread
   * decides, writes and delivers. Then clock, transport and playbooks are those of the configuration.
   */
  readonly role?: ThreadRole;
  /** Where this process serves the desk: links in notifications, and what a second process is told. */
  readonly servedAt?: string;
  /** Hears of what goes wrong in the background. */
  readonly onProblem?: (problem: unknown) => void;
  /** Hears what the engine does, for metrics and logs. */
  readonly observe?: Observe;
  /** Hears who signed in, and which tries were refused. */
  readonly onSignIn?: OnSignIn;
  /** Hears of each part that has been closed. */
  readonly onClosed?: (part: string) => void;
}

export interface Answerable {
  readonly config: Config;
  readonly playbooks: readonly Playbook[];
  readonly clock: Clock;
  readonly storage: Storage;
  readonly engine: Engine;
  readonly desk: Desk;
  readonly drawings: Drawings;
  readonly shelf: Shelf;
  /** Null: there is no record to keep playbooks in. */
  readonly shelfDesk: ShelfDesk | null;
  /** Null: opened for reading only, or nobody asks this thread. */
  readonly reports: OpenReports | null;
  /** Null: opened for reading only. */
  readonly notificationDesk: NotificationDesk | null;
  /** How people sign in; null where nobody does. */
  readonly accounts: Accounts | null;
  /** How notices about accounts leave; null: opened for reading only. */
  readonly sendNotice: SendNotice | null;
  /** Where notifications go, for a person. */
  readonly notificationsGo: string;
  /** What was found when the record was compared with its checkpoints outside; null: it was not. */
  readonly recordCheck: StartCheck | null;
  /** Where links in notifications lead. */
  readonly baseUrl: string;
  /**
   * Begins nothing more by itself: no timer fires, no notification is sent. What is on its way may take so long (ms), and its outcome
   * is written down; the rest leaves after the next start. Commands are still taken.
   */
  readonly rest: (withinMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Checks the settings against the playbooks. Throws `ConfigurationError`. */
export function configure(environment: Environment, playbooks: readonly Playbook[] = allPlaybooks()): Config {
  const config = loadConfig(environment, policySchemas(playbooks));
  const wrong = unreadableInFile(config.settings, playbooks);
  if (wrong.length > 0) throw new ConfigurationError(wrong.map((sentence) => `${config.settings.file}: ${sentence}`));
  return config;
}

/** The clock that the data folder lives by. */
export function clockOf({ dataFolder, clockSpeed }: Config, mode: "write" | "read", isUsed = false): Clock {
  return openClock({ dataFolder, isUsed, speed: clockSpeed, mode });
}

/** Whether there were records before this start; of a database server that is not known. */
function isUsed({ databaseUrl }: Config): boolean {
  return databaseUrl.startsWith("sqlite:") && existsSync(databaseUrl.slice("sqlite:".length));
}

/** Every playbook that this program knows, every version: those in code, then those in files. */
export function allPlaybooks(): readonly Playbook[] {
  return [...Object.values(playbooksInCode), ...shippedPlaybooks()];
}

/** A server has two threads where it can: over an SQLite file, in compiled code, and with nothing that only this thread has. */
export function roleOfServer(config: Config, { clock, transport, playbooks, mode }: Overrides): ThreadRole {
  const own = clock ?? transport ?? playbooks ?? mode;
  const isCompiled = import.meta.url.endsWith(".js");
  return own === undefined && isCompiled && isSqliteFile(config.databaseUrl) ? "web" : "both";
}

/** The loops stand still until `engine.run()`. What was opened before a failure is closed again. */
export async function compose(config: Config, overrides: Overrides = {}): Promise<Answerable> {
  const { mode = "write", servedAt, role = "both", onProblem, onClosed } = overrides;
  const open = new OpenParts((part) => onClosed?.(`${partOf[role]}: ${part}`));
  const used = isUsed(config);
  const storage = await openStorage({
    url: config.databaseUrl,
    mode,
    role,
    sealing: openSealing(config, mode),
    ...(servedAt === undefined ? {} : { servedAt }),
    ...(onProblem === undefined ? {} : { onProblem }),
  });
  open.add("storage", () => storage.close());
  try {
    // After the storage: whoever finds it in use shall hear that, and not what its clock would have been.
    const clock = overrides.clock ?? clockOf(config, mode, used);
    const signing = mode === "write" ? openSigning(config, clock, overrides, open) : null;
    // Before anything is recorded; the thread of the engine begins when that is done.
    const recordCheck = signing === null || role === "engine" ? null : await requireOwnRecord(storage.record, signing);
    return await composeOn(storage, config, { ...overrides, clock, signing, recordCheck }, open);
  } catch (error) {
    await open.close();
    throw error;
  }
}

type Clocked = Overrides & {
  readonly clock: Clock;
  /** Null: nothing is signed. */
  readonly signing: CheckpointParts | null;
  readonly recordCheck: StartCheck | null;
};

async function composeOn(whole: Storage, config: Config, overrides: Clocked, open: OpenParts): Promise<Answerable> {
  const { clock, mode = "write", servedAt, onProblem, role = "both", signing } = overrides;
  const shelf = await openShelfOn(whole, overrides.playbooks ?? allPlaybooks(), onProblem);
  const { playbooks } = shelf;
  const { storage, ...aside } = readAside(role, whole, { config, playbooks, open, onProblem });
  const sharing = mode === "write" ? sharingOf(config, storage) : null;
  const baseUrl = config.baseUrl ?? servedAt ?? `http://127.0.0.1:${config.port}`;
  const transport = overrides.transport ?? transportFor(config);
  // Who a notification is for stands in the record, which the engine keeps: until it is open nothing is delivered.
  let deliver: Deliver = nobodyDelivers;
  const parts: Omit<EngineParts, "storage" | "deliver"> & { readonly clock: Clock } = {
    ...{ ...knowledgeOf(playbooks), bring: shelf.bring },
    ...hearing(overrides, sharing),
    clock,
  };
  const own = { ...parts, storage, deliver: (message: Message) => deliver(message) };
  const opening =
    role === "web"
      ? hostEngine(parts, storage, config, overrides)
      : openEngine({ ...own, ...followed(storage.record, parts, overrides) });
  const engine = withPace(aside.engine(await opening), config, clock, role);
  open.add("engine", () => engine.close());
  const given = { imports: importsOf(config), continued: continuedIn(config, signing?.signer) };
  const opened = await openRecord({ engine, storage, settings: config.settings, playbooks, clock, mode, ...given });
  const { record, organisation, people, everybody, contacts } = opened;
  const footer = checkpointFooter(storage.record);
  const here = { storage, engine, playbooks, organisation, people, everybody };
  const told = { ...here, ...sourceOf(record), record, transport, baseUrl, clock, signing };
  const post = mode === "read" ? null : openNotifications(config, told, footer, overrides);
  const links = linkDelivery({ ...told, policies: config.settings.policies });
  if (post && role !== "web") deliver = onPage(config, told, delivering({ post, links, opened, footer, shelf }));
  if (post !== null) open.add("notifications", () => post.close());
  if (sharing !== null) open.add("look at other nodes", lookAgain(opened, onProblem));
  if (role !== "web") tellOfUnreadable(config, playbooks, record, onProblem);
  const exporting = exportingOf(storage, shelf, signing, aside.exportRecord);
  const desk = await openDeskHeld({ ...told, ...exporting }, config, mode === "write" && role !== "engine");
  const shelfDesk = await openShelfDeskOn({ role, mode, config, shelf, storage, record, clock, open, onProblem });
  const reports = openReportsOn({ role, mode, config, storage, record, clock, open, onProblem });
  const accounts =
    role === "engine" ? null : await openAccounts({ ...told, contacts, config, ...hearingOf(overrides, post) });
  if (accounts !== null) open.add("notices to people", () => accounts.notices.close());
  return {
    ...{ config, playbooks, clock, storage, engine, desk, shelf, shelfDesk, reports },
    drawings: aside.drawings,
    notificationDesk: post?.notificationDesk(desk, engine) ?? null,
    accounts,
    sendNotice: post?.sendAccountNotice ?? null,
    notificationsGo: transport.describe,
    recordCheck: overrides.recordCheck,
    baseUrl,
    rest: (withinMs) => restWithin(withinMs, engine, post),
    close: () => open.close(),
  };
}

type Hearing = Pick<EngineParts, "onProblem" | "observe" | "sharing">;

function hearing({ onProblem, observe }: Pick<Overrides, "onProblem" | "observe">, sharing: Sharing | null): Hearing {
  return { ...(onProblem && { onProblem }), ...(observe && { observe }), ...(sharing && { sharing }) };
}

function hostEngine(
  engine: Omit<EngineParts, "storage" | "deliver">,
  storage: Storage,
  config: Config,
  { servedAt = null, onClosed }: { readonly servedAt?: string | null } & Pick<Overrides, "onClosed">,
): Promise<Engine> {
  return openEngineThread({ engine, storage, thread: { config, servedAt }, onClosed });
}

/** Roles change while the desk runs, so this ends no start: such a level is skipped when it is reached. */
function tellOfUnreadable(
  { settings }: Config,
  playbooks: readonly Playbook[],
  record: OrganisationStore["record"],
  onProblem: Overrides["onProblem"],
): void {
  if (!record?.directory().established) return;
  for (const sentence of unreadableIn(settings.policies, playbooks, record.directory()))
    onProblem?.(new ConfigurationError([`${settings.file}: ${sentence}`]));
}

/** The engine's own thread does what it is handed: its other side has looked at the pace. */
function withPace(engine: Engine, { entriesPerMinute }: Config, clock: Clock, role: ThreadRole): Engine {
  return role === "engine" ? engine : pacedEngine(engine, pace(paceOfPerson(entriesPerMinute), clock));
}

/** An example's people work nowhere: with a sign-in, whoever has the set-up code says who does. */
const importsOf = ({ signIn, settingsAreExample }: Config): boolean => signIn === "off" || !settingsAreExample;

const sourceOf = (record: OrganisationStore["record"]) => (record === null ? {} : { source: record });

/** For whoever reads which part of which thread was closed. */
const partOf: Readonly<Record<ThreadRole, string>> = { web: "web thread", engine: "engine thread", both: "process" };

function hearingOf({ onProblem, onSignIn }: Overrides, post: Post | null) {
  return { onProblem, onSignIn, sendNotice: post?.sendAccountNotice };
}

/** What signing in needs is loaded where somebody can: it takes a tenth of the memory. */
async function openAccounts(parts: PeopleParts): Promise<Accounts | null> {
  const { openPeople } = await import("./open-accounts.ts");
  return openPeople(parts);
}

const nobodyDelivers: Deliver = async () => {
  throw new Error("whoever only reads the storage delivers nothing");
};
