/** What people can do: open an incident and send it events. The checks come in the order in which a person can mend them. */
import type { Doubt, EventForm, Playbook } from "../../machines/playbook.ts";
import { playbookKey } from "../../machines/playbook.ts";
import type { MachineEvent } from "../engine/types.ts";
import type { Outcome, Refusal } from "../engine/api.ts";
import { assert } from "../kernel/assert.ts";
import { recordedCommandId } from "../kernel/command-id.ts";
import { checkForm } from "../playbook/check-form.ts";
import { meansTheSame } from "./conflict.ts";
import { peopleActing } from "./acting.ts";
import { findPlaybook, type DeskParts } from "./desk-parts.ts";
import { doubtsOf, misfitOf, referenceOf } from "./fit.ts";
import { knownIncidents, type KnownIncident } from "./known-incidents.ts";
import { notAcceptableWords } from "./offers.ts";
import { openingDoubts, openingInput, preview } from "./opening.ts";
import { forbiddenWords, may, roleNotHeld, whoMay } from "./permissions.ts";
import { entriesOf, findIncident, playbookOf } from "./queries.ts";
import { noSuchIncident, refusalWords } from "../playbook/refusals.ts";
import { rolesNow } from "./roles-now.ts";
import { wrongSomebody } from "./somebody.ts";
import type { Desk } from "./types.ts";
import type { Considered, DeskOutcome } from "./outcome.ts";
import type { ActCommand, FieldErrors } from "../playbook/types.ts";
import type { Person } from "../directory/person.ts";

type Commands = Pick<Desk, "preview" | "open" | "act" | "consider">;
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
    consider: async (id, ...asked) => consider(parts, await find(id), ...asked),
  };
}

function isRecorded(parts: DeskParts, { id }: Person, command: ActCommand): Promise<boolean> {
  return parts.storage.incidents.hasCommand(recordedCommandId(id, command));
}

/** Null: nothing is in doubt any more. What was recorded under this command id before is answered as it was then. */
async function inDoubt(
  parts: DeskParts,
  doubts: readonly Doubt[],
  actor: Person,
  command: ActCommand,
): Promise<DeskOutcome | null> {
  const open = doubts.filter(({ code }) => command.confirmed?.includes(code) !== true);
  if (open.length === 0 || (await isRecorded(parts, actor, command))) return null;
  return { outcome: "doubtful", doubts: open };
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
  const doubtful = await inDoubt(
    parts,
    await openingDoubts(parts, playbook, checked.values, at, actor),
    actor,
    command,
  );
  if (doubtful) return doubtful;
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
  if (!may(actor, form)) return forbidden(parts, await asOfNow(parts, row, form));
  const now = parts.clock.now();
  const checked = checkForm(form, values, now);
  if (!checked.ok) return { outcome: "invalid", errors: checked.errors };
  const role = roleNotHeld(actor, form, checked.values);
  if (role !== null) return forbidden(parts, { by: [role] });
  const fitted = await fitting(parts, { row, form, values: checked.values, actor });
  if (!fitted.ok && !(await isRecorded(parts, actor, command))) return fitted.outcome;
  const doubtful = await inDoubt(parts, doubtsOf(form, checked.values, now), actor, command);
  if (doubtful) return doubtful;
  // What the form parses to is JSON, and the engine looks again.
  const event = { ...(fitted.ok ? fitted.values : checked.values), type } as MachineEvent;
  const expected = fitted.ok && fitted.seq !== null ? { expectedSeq: fitted.seq, ...command } : command;
  return send(parts, { row, playbook, form, event, actor, command: expected });
}

/** A form with the roles that count in this incident. */
async function asOfNow(parts: DeskParts, { id }: KnownIncident, form: EventForm): Promise<Pick<EventForm, "by">> {
  return form.byNow ? { by: rolesNow(form, (await parts.engine.read(id)).context) } : form;
}

type Fitting = {
  readonly row: KnownIncident;
  readonly form: EventForm;
  readonly values: Readonly<Record<string, unknown>>;
  readonly actor: Person;
};

type Fitted =
  | {
      readonly ok: true;
      readonly values: Fitting["values"];
      /** Of the state that was looked at. */ readonly seq: number | null;
    }
  | { readonly ok: false; readonly outcome: DeskOutcome };

/** Holds checked values against the incident as it stands, and against the others. Most forms need neither. */
async function fitting(parts: DeskParts, { row, form, values, actor }: Fitting): Promise<Fitted> {
  const invalid = (errors: FieldErrors): Fitted => ({ ok: false, outcome: { outcome: "invalid", errors } });
  const wrong = wrongSomebody(form, values, parts, actor);
  if (wrong) return invalid(wrong);
  const reference = await referenceOf(parts, form, values, row, actor);
  if (!reference.ok) return invalid(reference.errors);
  if (!form.misfit && !form.byNow) return { ok: true, values: reference.values, seq: null };
  const instance = await parts.engine.read(row.id, { by: actor.id });
  const by = rolesNow(form, instance.context);
  if (!may(actor, { by })) return { ok: false, outcome: forbidden(parts, { by }) };
  const misfit = misfitOf(form, instance, values);
  // Sent for the very state that was looked at: whoever changes it meanwhile has it looked at again.
  return misfit ? invalid(misfit) : { ok: true, values: reference.values, seq: form.misfit ? instance.seq : null };
}

/** The same looks without sending anything: before a page asks for the last word. */
async function consider(
  parts: DeskParts,
  row: KnownIncident | null,
  type: string,
  values: unknown,
  actor: Person,
): Promise<Considered | null> {
  const form = row && playbookOf(parts, row).events.find((one) => one.type === type);
  if (!row || !form) return null;
  const now = parts.clock.now();
  const checked = checkForm(form, values, now);
  if (!checked.ok) return { errors: checked.errors, doubts: [] };
  const fitted = await fitting(parts, { row, form, values: checked.values, actor });
  const errors = !fitted.ok && fitted.outcome.outcome === "invalid" ? fitted.outcome.errors : {};
  return { errors, doubts: doubtsOf(form, checked.values, now) };
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
  const sentence = notAcceptableWords(playbook, instance, form.type, actor.id, event);
  return { outcome: "refused", code: reason.code, sentence };
}

function refusal({ code, sentence }: Refusal): DeskOutcome {
  return { outcome: "refused", code, sentence: refusalWords[code], reason: sentence };
}
