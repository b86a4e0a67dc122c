/**
 * Takes from the outbox what people have released, puts it on the public page and says so through the engine: once, with the
 * evidence. Whatever stops it is tried again by the outbox; until the event is there, nothing counts.
 */
import { createHash } from "node:crypto";
import { playbookKey, type Playbook, type PublicRelease, type PublicStatement } from "../../machines/playbook.ts";
import type { Engine } from "../engine/api.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Deliver } from "../engine/ports.ts";
import type { Clock } from "../kernel/clock.ts";
import { formatFileError } from "../kernel/file-error.ts";
import { messageOfProblem } from "../kernel/problem.ts";
import { SerialQueue } from "../kernel/serial-queue.ts";
import { collect, statementsOf } from "./collect.ts";
import { pagePath, type SiteParts } from "./paths.ts";
import type { PublicationIndex } from "./ports.ts";
import { goneOf, siteOf, type Site } from "./site.ts";
import { siteStatement, type SiteStatement } from "./site-statement.ts";
import { writeSite } from "./write-site.ts";

type Message = Parameters<Deliver>[0];

export interface PublishParts {
  readonly engine: Pick<Engine, "read" | "opened" | "send">;
  readonly playbooks: readonly Playbook[];
  readonly index: PublicationIndex;
  readonly clock: Clock;
  readonly folder: string;
  readonly site: () => SiteParts;
  /** Signs the record as it is and puts that outside. Throws why it cannot be done. */
  readonly checkpoint: () => Promise<unknown>;
}

export interface Publishing {
  readonly deliver: Deliver;
  /** Whether a message is for the public page, not for people. */
  publishes(message: Pick<Message, "machine" | "type">): boolean;
}

export function openPublishing(parts: PublishParts): Publishing {
  // One after the other: each writes the archive and the feeds with all that is out.
  const turns = new SerialQueue();
  return {
    deliver: (message) => turns.run(() => publish(parts, message)),
    publishes: (message) => confirmationOf(parts, message) !== null,
  };
}

/** The type of the event that says that it is out; null: the message tells people. */
function confirmationOf(
  { playbooks }: PublishParts,
  { machine, type }: Pick<Message, "machine" | "type">,
): string | null {
  const notifications = playbooks.find((one) => playbookKey(one) === machine)?.notifications ?? {};
  return (Object.hasOwn(notifications, type) ? notifications[type]?.publishes : undefined) ?? null;
}

async function publish(parts: PublishParts, message: Message) {
  const { engine, index, clock } = parts;
  const { instance } = message;
  const statements = await statementsOf(engine, parts.playbooks, instance, (id) => engine.read(id));
  const { statement, release } = releaseOf(statements, message);
  const isConfirmed = release.publishedAt !== null;
  if (!isConfirmed && !release.isApproved) throw new UndeliverableError(notApproved);
  const publishedAt = release.publishedAt ?? clock.now();
  const out = {
    ...statement,
    releases: statement.releases.map((one) => (one === release ? { ...one, publishedAt } : one)),
  };
  const all = statements.map((one) => (one === statement ? out : one));
  await index.note(instance, publishedAt);
  const others = await collect(engine, parts.playbooks, await index.all(), (id) => engine.read(id), {
    instance,
    statements: all,
  });
  const settings = parts.site();
  const site = siteOf(others, settings);
  await covered(parts, "Nothing was published");
  inWords(() => writeSite(parts.folder, site, goneOf(others)));
  const shown = siteStatement(instance, out, all);
  if (shown === null)
    throw new UndeliverableError("There is nothing to withdraw: the statement was never on the page.");
  const evidence = evidenceOf(shown, site, settings);
  if (!isConfirmed)
    await confirm(parts, message, {
      release: String(release.number),
      as: release.isReply ? "reply" : "page",
      publishedAt,
      ...release.confirms,
      ...evidence,
    });
  await covered(parts, "It is on the page");
  return { channel: "public page", ...evidence };
}

/** What the public reads is never later protected than the public could see it: not even for the five minutes of other rows. */
async function covered({ checkpoint }: PublishParts, sofar: string): Promise<void> {
  try {
    await checkpoint();
  } catch (error) {
    const why = formatFileError(error) ?? messageOfProblem(error);
    throw new Error(`${sofar}; the record's checkpoint could not be made or put outside: ${why}`, { cause: error });
  }
}

/** What the disk says, for whoever looks after it. */
function inWords(write: () => unknown): void {
  try {
    write();
  } catch (error) {
    throw new Error(formatFileError(error) ?? messageOfProblem(error), { cause: error });
  }
}

const notApproved =
  "The statement is not approved any more: its approval became void after it was given to the page. Nothing was published.";

interface Found {
  readonly statement: PublicStatement;
  readonly release: PublicRelease;
}

function releaseOf(statements: readonly PublicStatement[], { id, params }: Message): Found {
  const number = (params as { readonly release?: unknown }).release;
  for (const statement of statements) {
    const release = statement.releases.find((one) => one.number === number);
    if (release) return { statement, release };
  }
  throw new UndeliverableError(`There is no release ${String(number)} for the message ${id}.`);
}

interface Evidence {
  readonly address: string;
  readonly textDigest: string;
  readonly pageDigest: string;
}

function evidenceOf(statement: SiteStatement, site: Site, { baseUrl, organisation }: SiteParts): Evidence {
  const [language = "zh"] = organisation.languages;
  const pages = [...site]
    .filter(([path]) => path.includes(`/${statement.path}`))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const digest = createHash("sha256");
  for (const [path, text] of pages) digest.update(`${sha256(text)}  ${path}\n`);
  return {
    address: `${baseUrl}/${pagePath(statement, language)}`,
    textDigest: statement.versions.at(-1)?.digest ?? "",
    pageDigest: digest.digest("hex"),
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The same message says it under the same id: sent again it is the same event. */
async function confirm(
  parts: PublishParts,
  message: Message,
  evidence: Evidence & { readonly release: string; readonly as: "reply" | "page" } & PublicRelease["confirms"],
): Promise<void> {
  const type = confirmationOf(parts, message);
  if (type === null) throw new UndeliverableError(`"${message.type}" publishes nothing.`);
  const command = { by: "outbox", commandId: `${message.id} published` };
  const outcome = await parts.engine.send(message.instance, { type, ...evidence }, command);
  if (outcome.outcome === "accepted" || outcome.outcome === "duplicate") return;
  const why = outcome.outcome === "refused" ? outcome.reason.sentence : "the incident has changed";
  throw new Error(`It is on the page, and could not be recorded: ${why}`);
}
