/** What people can do: open an incident and send it events. The checks come in the order in which a person can mend them. */
import type { EventForm, Playbook } from "../../machines/playbook.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { begin } from "../engine/decide/decide.ts";
import { define, type Definition } from "../engine/decide/definition.ts";
import type { MachineEvent, Outcome, Refusal } from "../engine/types.ts";
import { assert } from "../kernel/assert.ts";
import { recordedCommandId } from "../kernel/command-id.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { checkForm } from "./check-form.ts";
import { meansTheSame } from "./conflict.ts";
import { peopleActing } from "./acting.ts";
import { findPlaybook, policyFor, type DeskParts } from "./desk-parts.ts";
import { labelOf, subjectOf } from "./letters-view.ts";
import { knownIncidents, type KnownIncident } from "./known-incidents.ts";
import { notAcceptableWords } from "./offers.ts";
import { forbiddenWords, may, roleNotHeld, whoMay } from "./permissions.ts";
import { entriesOf, findIncident, playbookOf } from "./queries.ts";
import { noSuchIncident, refusalWords } from "./refusals.ts";
import { receiversOf } from "./receivers.ts";
import { wrongSomebody } from "./somebody.ts";
import type { ActCommand, Desk, DeskOutcome, Person, Preview } from "./types.ts";

type Commands = Pick<Desk, "preview" | "open" | "act">;
type Refused = Extract<Outcome, { outcome: "refused" }>;
type Conflict = Extract<Outcome, { outcome: "conflict" }>;

/** How often an event is sent again over changes that do not touch it. */
const resendMax = 3;

export function commandsOf(parts: DeskParts): Commands {
  const find = knownIncidents((idOrNumber) => findIncident(parts, idOrNumber));
  return {
    preview: async (playbook, values, actor) => preview(parts, playbook, values, actor),
    open: (playbook, values, actor, command) => open(parts, playbook, values, actor, command),
    act: async (id, ...asked) => act(parts, await find(id), ...asked),
  };
}

/** The engine's own first decision, which nobody commits: what it plans is exactly what would happen. */
function preview(parts: DeskParts, key: string, values: unknown, actor: Person): Preview | null {
  const playbook = findPlaybook(parts, key);
  if (!playbook) return null;
  const at = parts.clock.now();
  const checked = checkForm(playbook.opening, values, at);
  if (!checked.ok) return null;
  const input = openingInput(parts, playbook, checked.values, at, actor.id);
  const begun = begin(definitionOf(playbook), input, { at, by: actor.id, seq: 0 });
  if (begun.outcome !== "stepped") return null;
  const letters = begun.messages.map((message) => ({
    label: labelOf(playbook, message.type),
    subject: subjectOf(playbook, message, parts),
    to: receiversOf(message.params, parts),
  }));
  return { clocks: playbook.clocks(begun.state), letters };
}

const definitions = new WeakMap<Playbook, Definition>();

/** Looking a machine over takes longer than a step, and a preview may be asked for with every change of a form. */
function definitionOf(playbook: Playbook): Definition {
  const before = definitions.get(playbook);
  if (before) return before;
  const definition = define(playbookKey(playbook), playbook.machine);
  definitions.set(playbook, definition);
  return definition;
}

async function open(
  parts: DeskParts,
  key: string,
  values: unknown,
  actor: Person,
  command: ActCommand,
): Promise<DeskOutcome> {
  const playbook = findPlaybook(parts, key);
  if (!playbook) return { outcome: "refused", code: "unknown-playbook", sentence: refusalWords["unknown-playbook"] };
  if (!may(actor, playbook.opening)) return forbidden(parts, playbook.opening);
  const at = parts.clock.now();
  const checked = checkForm(playbook.opening, values, at);
  if (!checked.ok) return { outcome: "invalid", errors: checked.errors };
  const input = openingInput(parts, playbook, checked.values, at, actor.id);
  const commandId = recordedCommandId(actor.id, command);
  const outcome = await parts.engine.start(playbookKey(playbook), input, { by: actor.id, commandId });
  switch (outcome.outcome) {
    case "accepted":
    case "duplicate":
      return done(parts, outcome, actor);
    case "refused":
      return refusal(outcome.reason);
    case "conflict":
      throw new Error("a start expects nothing, so nothing can conflict with it");
  }
}

/**
 * The engine stamps `at` and `by` itself. They are left out here, so that the same form sent twice is the same command
 * although the second comes later.
 */
function openingInput(parts: DeskParts, playbook: Playbook, values: unknown, at: number, by: string): Json {
  const input = playbook.input(values as never, policyFor(parts, playbook) as never, at, by) as JsonObject;
  const { at: _at, by: _by, ...rest } = input;
  return rest;
}

async function act(
  parts: DeskParts,
  row: KnownIncident | null,
  type: string,
  values: unknown,
  actor: Person,
  command: ActCommand,
): Promise<DeskOutcome> {
  if (!row) return { outcome: "not-found", sentence: noSuchIncident };
  const playbook = playbookOf(parts, row);
  const form = playbook.events.find((one) => one.type === type);
  if (!form) return { outcome: "refused", code: "unknown-event", sentence: refusalWords["unknown-event"] };
  if (!may(actor, form)) return forbidden(parts, form);
  const checked = checkForm(form, values, parts.clock.now());
  if (!checked.ok) return { outcome: "invalid", errors: checked.errors };
  const role = roleNotHeld(actor, form, checked.values);
  if (role !== null) return forbidden(parts, { by: [role] });
  const wrong = wrongSomebody(form, checked.values, parts, actor);
  if (wrong) return { outcome: "invalid", errors: wrong };
  // What the form parses to is JSON, and the engine looks again.
  const event = { ...checked.values, type } as MachineEvent;
  return send(parts, { row, playbook, form, event, actor, command });
}

function forbidden(parts: DeskParts, form: Pick<EventForm, "by">): DeskOutcome {
  const who = whoMay(peopleActing(parts), form);
  return { outcome: "forbidden", sentence: forbiddenWords(form, who), who };
}

type Sending = {
  readonly row: KnownIncident;
  readonly playbook: Playbook;
  readonly form: EventForm;
  readonly event: MachineEvent;
  readonly actor: Person;
  readonly command: ActCommand;
};

async function send(parts: DeskParts, sending: Sending): Promise<DeskOutcome> {
  const { row, event, actor, command } = sending;
  const sent = { by: actor.id, commandId: recordedCommandId(actor.id, command) };
  const { expectedSeq } = command;
  let outcome = await parts.engine.send(row.id, event, expectedSeq === undefined ? sent : { ...sent, expectedSeq });
  let first: Conflict | null = null;
  for (let tries = 0; outcome.outcome === "conflict" && tries < resendMax; tries += 1) {
    first ??= outcome;
    if (!(await meansTheSame(parts, { ...sending, since: outcome.since, expectedSeq }))) break;
    outcome = await parts.engine.send(row.id, event, { ...sent, expectedSeq: outcome.seq });
  }
  switch (outcome.outcome) {
    case "accepted":
    case "duplicate":
      return done(parts, outcome, actor, row);
    case "conflict":
      return conflict(parts, row, outcome);
    case "refused":
      // It became impossible because of what happened since the person looked: that is what they need to see.
      return first ? conflict(parts, row, first) : refused(parts, sending, outcome);
  }
}

async function done(
  parts: DeskParts,
  { outcome, id, seq }: Exclude<Outcome, Refused | Conflict>,
  actor: Person,
  known?: KnownIncident,
): Promise<DeskOutcome> {
  const again = outcome === "duplicate";
  // Two people who happen to use the same command id have each done something of their own.
  if (again && (await senderOf(parts, id, seq)) !== actor.id)
    return { outcome: "refused", code: "command-id-reused", sentence: refusalWords["command-id-reused"] };
  // An incident keeps its number, so one that was looked up before is not looked up again.
  const row = known ?? (await parts.storage.incidents.byId(id));
  assert(row, `incident ${id} was committed and is not listed: is summarise given to the engine?`);
  return { outcome: "done", id, number: row.number, seq, again };
}

async function senderOf(parts: DeskParts, id: string, seq: number): Promise<string | null> {
  const [row] = await parts.engine.history(id, { after: seq - 1, upTo: seq });
  return row?.by ?? null;
}

function conflict(parts: DeskParts, row: KnownIncident, { seq, since }: Conflict): DeskOutcome {
  return { outcome: "conflict", seq, since: entriesOf(parts, row, since) };
}

async function refused(parts: DeskParts, sending: Sending, { reason }: Refused): Promise<DeskOutcome> {
  const { row, playbook, form, event, actor } = sending;
  if (reason.code !== "not-acceptable" && reason.code !== "same-person") return refusal(reason);
  const instance = await parts.engine.read(row.id, { by: actor.id });
  if (reason.code === "same-person") {
    // The machine had let it pass; the playbook may still have better words.
    const own = playbook.whyNot(instance, form.type, actor.id, event);
    return own ? { outcome: "refused", code: reason.code, sentence: own, reason: reason.sentence } : refusal(reason);
  }
  const sentence = notAcceptableWords(playbook, instance, form.type, actor.id);
  return { outcome: "refused", code: reason.code, sentence };
}

function refusal({ code, sentence }: Refusal): DeskOutcome {
  return { outcome: "refused", code, sentence: refusalWords[code], reason: sentence };
}
