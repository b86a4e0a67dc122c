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
import { openPost } from "./open-telling.ts";

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
  const { organisation, people, policies } = settings;
  // After the storage: whoever finds it in use shall hear that, and not what its clock would have been.
  const clock = overrides.clock ?? openClock({ dataFolder, speed: clockSpeed, mode });
  const baseUrl = config.baseUrl ?? servedAt ?? `http://127.0.0.1:${config.port}`;
  const transport = overrides.transport ?? transportFor(config);
  // Letters that get through again send for the others.
  let deliver: Deliver = nobodyDelivers;
  const engine = await openEngine({
    storage,
    machines: Object.fromEntries(playbooks.map((playbook) => [playbookKey(playbook), playbook.machine])),
    clock,
    deliver: (message) => deliver(message),
    summarise: summarise(playbooks),
    urgency: urgencyOf(playbooks),
    ...(onProblem === undefined ? {} : { onProblem }),
  });
  const post =
    mode === "read"
      ? null
      : await openPost({
          storage,
          playbooks,
          organisation,
          people,
          directory: () => null,
          transport,
          baseUrl,
          clock,
          ownNetworks: [],
          sendNow: () => engine.sendNow(),
        });
  if (post !== null) deliver = post.deliver;
  const desk = openDesk({ engine, storage, playbooks, organisation, people, policies, clock });
  // The engine closes the storage that it was given.
  const close = async (): Promise<void> => {
    await post?.close();
    await engine.close();
  };
  const telling = post?.telling(desk, engine) ?? null;
  return { config, playbooks, clock, storage, engine, desk, telling, lettersGo: transport.describe, baseUrl, close };
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
