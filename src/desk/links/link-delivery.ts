/**
 * Carries out what one incident asks of another: it leaves by the outbox, at least once, and is done by the engine's ordinary
 * door under the message's own id, so that a second delivery finds it done.
 */
import type { LinkRequest, OpenRequest, EndRequest, ReportRequest } from "../../../machines/playbook.ts";
import { linkActor } from "../../../machines/organisation/people.ts";
import type { Outcome } from "../../engine/api.ts";
import { UndeliverableError } from "../../engine/failures.ts";
import { recordedCommandId } from "../../kernel/command-id.ts";
import type { Json } from "../../kernel/json.ts";
import { deskDependencies, type DeskDependencies, type DeskOptions } from "../desk-dependencies.ts";
import { linkOf } from "../../playbook/links.ts";
import { playbookOf } from "../queries.ts";
import type { MessageView } from "../views.ts";
import { eventFor, openingFor } from "./handed-over.ts";

type Message = Omit<MessageView["message"], "state" | "tries" | "nextTryAt" | "lastError" | "settledAt">;

/** A chain of incidents, each opened from the one before, ends here. */
const depthMax = 5;
/** So many are opened from one incident. */
const childrenMax = 200;

export interface LinkDelivery {
  /** Whether a message is for another incident, and for nobody to read. */
  isLink(message: Pick<Message, "machine" | "type">): boolean;
  deliver(message: Message): Promise<Json>;
}

export function linkDelivery(options: DeskOptions): LinkDelivery {
  const parts = deskDependencies(options);
  return {
    isLink: ({ machine, type }) => linkOf(parts.byKey.get(machine) ?? {}, type) !== null,
    deliver: async (message) => {
      // Texts of this incident become texts of the other: each of them is erased where it stands.
      const request = (await parts.engine.opened(message.instance, message.params)) as unknown as LinkRequest;
      switch (request.does) {
        case "open":
          return open(parts, message, request);
        case "report":
          return report(parts, message, request);
        case "end":
          return end(parts, message, request);
      }
    },
  };
}

async function open(parts: DeskDependencies, message: Message, request: OpenRequest): Promise<Json> {
  const { links } = parts.storage;
  const parent = { incident: message.instance, ...request.parent };
  const opened = () => links.childOf(parent.incident, parent.link, parent.item);
  const before = await opened();
  if (before !== null) return named(parts, before);
  await requireRoom(parts, parent);
  const input = openingFor(parts, message, request, parent);
  const outcome = await parts.engine.start(request.playbook, input, commandOf(message.id));
  if (outcome.outcome !== "refused") return named(parts, outcome.id);
  // The settings have changed since it was opened by a delivery of which nobody heard.
  const other = await opened();
  if (other !== null) return named(parts, other);
  throw refusedBy(request.playbook, outcome);
}

async function requireRoom({ storage }: DeskDependencies, parent: { incident: string; depth: number }): Promise<void> {
  if (parent.depth > depthMax)
    throw new UndeliverableError(`Incidents are opened from one another ${depthMax} deep at the most.`);
  const present = await storage.links.ofParent(parent.incident);
  if (present.length >= childrenMax)
    throw new UndeliverableError(`${childrenMax} incidents are opened from one at the most.`);
}

async function report(parts: DeskDependencies, message: Message, request: ReportRequest): Promise<Json> {
  const row = await parts.storage.incidents.byId(request.to);
  if (!row) throw new UndeliverableError("The incident that it was opened from is not there.");
  const event = eventFor(parts, message, { playbook: playbookOf(parts, row), type: request.event }, [
    request.values,
    { item: String(request.item) },
  ]);
  const outcome = await parts.engine.send(row.id, event, commandOf(message.id));
  if (isTaken(outcome)) return named(parts, row.id);
  const refusal = refusedBy(`#${row.number}`, outcome);
  // It has ended, and with it what it asked: that is written down, and asks nobody to look.
  if (!row.summary.open && refusal instanceof UndeliverableError)
    return { incident: row.id, number: row.number, refused: refusal.message };
  throw refusal;
}

/** To each that is still open: one that refuses keeps none of the others from it. */
async function end(
  parts: DeskDependencies,
  message: Message,
  { link, event: type, values }: EndRequest,
): Promise<Json> {
  await requireAllOpened(parts, message);
  const children = await parts.storage.links.ofParent(message.instance);
  const [sent, refusals]: [Json[], Error[]] = [[], []];
  for (const row of children.filter((one) => one.link === link && one.summary.open)) {
    const event = eventFor(parts, message, { playbook: playbookOf(parts, row), type }, [values]);
    const outcome = await parts.engine.send(row.id, event, commandOf(`${message.id} ${row.id}`));
    if (isTaken(outcome)) sent.push({ incident: row.id, number: row.number });
    else refusals.push(refusedBy(`#${row.number}`, outcome));
  }
  if (refusals.length === 0) return { sent };
  const sentence = refusals.map((error) => error.message).join(" ");
  const isForGood = refusals.every((error) => error instanceof UndeliverableError);
  throw isForGood ? new UndeliverableError(sentence) : new Error(sentence);
}

/** One that is opened after this would go on for ever. */
async function requireAllOpened(
  { engine, byKey }: DeskDependencies,
  { id, instance, machine }: Message,
): Promise<void> {
  const playbook = byKey.get(machine) ?? {};
  const unsettled = await engine.messages(instance, { isUnsettled: true, before: id });
  const isOpening = unsettled.some(({ type, state, params }) => {
    return state === "waiting" && linkOf(playbook, type) !== null && (params as unknown as LinkRequest).does === "open";
  });
  if (isOpening) throw new Error("Another incident is still being opened from this one.");
}

const commandOf = (commandId: string) => ({ by: linkActor, commandId: recordedCommandId(linkActor, { commandId }) });

type Refused = Exclude<Outcome, { readonly outcome: "accepted" | "duplicate" }>;

/** Nobody else uses these ids: what was recorded under one is this, in the words of that moment. */
function isTaken(outcome: Outcome): outcome is Exclude<Outcome, Refused> {
  if (outcome.outcome === "refused") return outcome.reason.code === "command-id-reused";
  return outcome.outcome !== "conflict";
}

/** What another program's version may still take is tried again; anything else is for a person to see. */
function refusedBy(whom: string, outcome: Outcome): Error {
  if (outcome.outcome !== "refused") return new Error(`${whom} has changed meanwhile.`);
  const { code, sentence } = outcome.reason;
  const said = `${whom} did not take it: ${sentence}`;
  return code === "definition-changed" || code === "unknown-machine" ? new Error(said) : new UndeliverableError(said);
}

async function named({ storage }: DeskDependencies, incident: string): Promise<Json> {
  const row = await storage.incidents.byId(incident);
  return { incident, number: row?.number ?? null };
}
