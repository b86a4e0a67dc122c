/**
 * Joins everything: the one place that builds, so that everybody else receives. Tests pass other collaborators; what is
 * closed is closed in the reverse order of its opening.
 */
import { join } from "node:path";
import { loadConfig, type Config } from "../config/config.ts";
import type { Environment } from "../config/env.ts";
import { openClock } from "../config/fast-clock.ts";
import type { PolicySchemas } from "../config/policy.ts";
import type { Mailbox } from "../config/types.ts";
import { openStorage, type Storage } from "../db/open-storage.ts";
import { playbookKey, type Playbook } from "../machines/playbook.ts";
import { organisation as organisationStream } from "../machines/organisation/index.ts";
import { playbooks as shippedPlaybooks } from "../machines/registry.ts";
import { openDesk } from "./desk/open-desk.ts";
import { summarise } from "./desk/summarise.ts";
import type { Telling } from "./desk/telling/types.ts";
import type { Desk } from "./desk/types.ts";
import { urgencyOf } from "./desk/urgency.ts";
import { openEngine, type Deliver, type Engine } from "./engine/index.ts";
import type { Clock } from "./kernel/clock.ts";
import { fileTransport } from "./notify/transport-file.ts";
import { smtpTransport } from "./notify/transport-smtp.ts";
import type { Transport } from "./notify/transport.ts";
import { openPost, type Post, type PostParts } from "./open-telling.ts";
import type { Directory } from "./people/types.ts";
import { openPeople } from "./open-people.ts";
import { openRecord, type OpenRecord } from "./organisation-record.ts";
import type { Accounts } from "./people/accounts.ts";

export interface Overrides {
  /** `read` changes nothing and also works beside a running server. */
  readonly mode?: "write" | "read";
  readonly clock?: Clock;
  readonly transport?: Transport;
  readonly playbooks?: readonly Playbook[];
  /** Where this process serves the desk: links in letters, and what a second process is told. */
  readonly servedAt?: string;
  /** Hears of what goes wrong in the background. */
  readonly onProblem?: (problem: unknown) => void;
}

export interface Answerable {
  readonly config: Config;
  readonly playbooks: readonly Playbook[];
  readonly clock: Clock;
  readonly storage: Storage;
  readonly engine: Engine;
  readonly desk: Desk;
  /** Null: opened for reading only. */
  readonly telling: Telling | null;
  /** How people sign in; null where nobody does. */
  readonly accounts: Accounts | null;
  /** Where letters go, for a person. */
  readonly lettersGo: string;
  /** Where links in letters lead. */
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

/** Checks the settings against the playbooks. Throws `ConfigurationError`. */
export function configure(environment: Environment, playbooks: readonly Playbook[] = allPlaybooks()): Config {
  return loadConfig(environment, policySchemas(playbooks));
}

/** Every playbook that this program knows, every version. */
export function allPlaybooks(): readonly Playbook[] {
  return Object.values(shippedPlaybooks);
}

/** The loops stand still until `engine.run()`. */
export async function compose(config: Config, overrides: Overrides = {}): Promise<Answerable> {
  const { mode = "write", servedAt } = overrides;
  const storage = await openStorage({ url: config.databaseUrl, mode, ...(servedAt === undefined ? {} : { servedAt }) });
  try {
    return await composeOn(storage, config, overrides);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function composeOn(storage: Storage, config: Config, overrides: Overrides): Promise<Answerable> {
  const { mode = "write", playbooks = allPlaybooks(), servedAt, onProblem } = overrides;
  const { dataFolder, clockSpeed, settings } = config;
  const { policies } = settings;
  // After the storage: whoever finds it in use shall hear that, and not what its clock would have been.
  const clock = overrides.clock ?? openClock({ dataFolder, speed: clockSpeed, mode });
  const baseUrl = config.baseUrl ?? servedAt ?? `http://127.0.0.1:${config.port}`;
  const transport = overrides.transport ?? transportFor(config);
  // Who a letter is for stands in the record, which the engine keeps: until it is open nothing is delivered.
  let deliver: Deliver = nobodyDelivers;
  const engine = await openEngine({
    storage,
    machines: machinesOf(playbooks),
    clock,
    deliver: (message) => deliver(message),
    summarise: summarise(playbooks),
    urgency: urgencyOf(playbooks),
    ...(onProblem === undefined ? {} : { onProblem }),
  });
  // An example's people work nowhere: with a sign-in, whoever has the set-up code says who does.
  const imports = config.signIn === "off" || !config.settingsAreExample;
  const { record, organisation, people, contacts } = await openRecord({
    engine,
    storage,
    settings,
    playbooks,
    clock,
    mode,
    imports,
  });
  const told = { storage, engine, playbooks, organisation, people, record, transport, baseUrl, clock };
  const post = mode === "read" ? null : await openLetters(config, told);
  if (post !== null) deliver = post.deliver;
  const source = record === null ? {} : { source: record };
  const desk = openDesk({ engine, storage, playbooks, organisation, people, policies, clock, ...source });
  // The engine closes the storage that it was given.
  const close = () => (post?.close() ?? Promise.resolve()).then(() => engine.close());
  const telling = post?.telling(desk, engine) ?? null;
  const accounts = openPeople({ config, storage, record, contacts, organisation, clock, baseUrl });
  return {
    config,
    playbooks,
    clock,
    storage,
    engine,
    desk,
    telling,
    accounts,
    lettersGo: transport.describe,
    baseUrl,
    close,
  };
}

type Told = Omit<PostParts, "directory" | "ownNetworks" | "sendNow"> & Pick<OpenRecord, "record"> & { engine: Engine };

function openLetters({ webhookNetworks }: Config, told: Told): Promise<Post> {
  const { engine, record } = told;
  const directory = () => establishedIn(record);
  return openPost({ ...told, directory, ownNetworks: webhookNetworks, sendNow: () => engine.sendNow() });
}

function establishedIn(record: OpenRecord["record"]): Directory | null {
  const directory = record?.directory();
  return directory?.established ? directory : null;
}

/** Every playbook's, and the organisation's own. */
function machinesOf(playbooks: readonly Playbook[]) {
  const all = [organisationStream, ...playbooks];
  return Object.fromEntries(all.map((one) => [playbookKey(one), one.machine]));
}

const nobodyDelivers: Deliver = async () => {
  throw new Error("the storage was opened for reading, so nothing is delivered");
};

/** One section a playbook, whatever its versions: the newest says what may stand in it. */
function policySchemas(playbooks: readonly Playbook[]): PolicySchemas {
  const oldestFirst = [...playbooks].sort((a, b) => a.version - b.version);
  return Object.fromEntries(oldestFirst.map((playbook) => [playbook.id, playbook.policy]));
}

function transportFor({ smtp, mailFrom, dataFolder, settings }: Config): Transport {
  const { name } = settings.organisation;
  const from: Mailbox = {
    name: mailFrom?.name || `${name.zh} ${name.en}`,
    // A domain that can never exist: a letter in a file goes nowhere.
    address: mailFrom?.address ?? "desk@answerable.invalid",
  };
  return smtp === null ? fileTransport({ folder: join(dataFolder, "letters"), from }) : smtpTransport({ smtp, from });
}
