/** What people can do: open an incident and send it events. */
import type { EventForm, Playbook } from "../../machines/playbook.ts";
import { playbookKey } from "../../machines/playbook.ts";
import type { MachineEvent } from "../engine/types.ts";
import type { Outcome, Refusal } from "../engine/api.ts";
import type { Json } from "../kernel/json.ts";
import { assert } from "../kernel/assert.ts";
import { recordedCommandId } from "../kernel/command-id.ts";
import { SerialQueue } from "../kernel/serial-queue.ts";
import { recordedCommand } from "../playbook/recorded-command.ts";
import { done, prepare, sendOver, sent, type Conflict, type Fitted, type Values } from "../playbook/command-path.ts";
import type { Declined } from "../playbook/outcome.ts";
import { actorsNow } from "./actors-now.ts";
import { isSameCommandContent } from "./conflict.ts";
import { organisedNow, peopleActing } from "./acting.ts";
import { activeVersion, isActive } from "../playbook/active.ts";
import { findPlaybook, type DeskDependencies } from "./desk-dependencies.ts";
import { doubtsOf, misfitOf, referenceOf, sameTitleCode } from "./fit.ts";
import { knownIncidents, type KnownIncident } from "./known-incidents.ts";
import { notAcceptableWords } from "./offers.ts";
import { openingDoubts, openingInput, openingTitle, preview } from "./opening.ts";
import { forbiddenWords, may, roleNotHeld, whoMay } from "./permissions.ts";
import { entriesOf, findIncident, openedInstance, playbookOf } from "./queries.ts";
import { noSuchIncident, refusalWords } from "../playbook/refusals.ts";
import { withNames } from "./named.ts";
import type { Desk } from "./types.ts";
import { TitleTurns } from "./title-turns.ts";
import type { DeskOutcome, PreparedEvent, PreparedOpening } from "./outcome.ts";
import type { ActCommand } from "../playbook/act-command.ts";
import type { FieldErrors } from "../playbook/types.ts";
import type { Person } from "../directory/person.ts";

type Commands = Pick<Desk, "prepareOpening" | "open" | "prepare" | "act">;
type Refused = Extract<Outcome, { outcome: "refused" }>;

/** How often an event is sent again over changes that do not touch it. */
const resendMax = 3;

export function commandsOf(parts: DeskDependencies): Commands {
  const turns = new TitleTurns();
  const references = new SerialQueue();
  const find = knownIncidents((idOrNumber) => findIncident(parts, idOrNumber));
  return {
    prepareOpening: (...asked) => prepareOpening(parts, turns, ...asked),
    open: async (...asked) => sent(await prepareOpening(parts, turns, ...asked)),
    prepare: async (id, ...asked) => prepareEvent(parts, references, await find(id), ...asked),
    act: async (id, ...asked) => sent(await prepareEvent(parts, references, await find(id), ...asked)),
  };
}

function isRecorded(parts: DeskDependencies, { id }: Person, command: ActCommand): Promise<boolean> {
  return parts.storage.incidents.hasCommand(recordedCommandId(id, command));
}

async function prepareOpening(
  parts: DeskDependencies,
  turns: TitleTurns,
  key: string,
  values: unknown,
  actor: Person,
  command: ActCommand,
): Promise<PreparedOpening> {
  const playbook = findPlaybook(parts, key);
  if (!playbook) return { outcome: "refused", code: "unknown-playbook", sentence: refusalWords["unknown-playbook"] };
  const { opening: form } = playbook;
  const at = parts.clock.now();
  const prepared = await prepare(
    {
      form,
      forbidden: async () => (may(actor, form, organisedNow(parts)) ? null : forbidden(parts, form)),
      fit: async (checked) => {
        if (!isActive(parts.playbooks, playbook)) return { ok: false, outcome: notActive(parts, playbook) };
        const named = withNames(form, checked, undefined, parts, actor);
        return named.ok
          ? { ok: true, values: named.values, seq: null }
          : { ok: false, outcome: { outcome: "invalid", errors: named.errors } };
      },
      doubts: (checked) => openingDoubts(parts, playbook, checked, at, actor),
      isRecorded: () => isRecorded(parts, actor, command),
      send: (checked) =>
        turns.run(openingTitle(parts, playbook, checked, at, actor), async () => {
          const doubts = await openingDoubts(parts, playbook, checked, at, actor);
          const unseen = doubts.filter(({ code }) => code === sameTitleCode && !command.confirmed?.includes(code));
          if (unseen.length > 0 && !(await isRecorded(parts, actor, command)))
            return { outcome: "doubtful", doubts: unseen };
          return start(parts, playbook, openingInput(parts, playbook, checked, at, actor.id), actor, command);
        }),
    },
    values,
    at,
    command,
  );
  if (prepared.outcome !== "ready") return prepared;
  const { doubts } = prepared;
  const named = withNames(form, prepared.values, undefined, parts, actor);
  const shown = named.ok ? named.values : prepared.values;
  return { ...prepared, preview: () => preview(parts, playbook, shown, { at, actor, doubts }) };
}

async function start(
  parts: DeskDependencies,
  playbook: Playbook,
  input: Json,
  actor: Person,
  command: ActCommand,
): Promise<DeskOutcome> {
  const { id: by } = actor;
  const outcome = await parts.engine.start(playbookKey(playbook), input, recordedCommand(actor, actor.roles, command));
  if (outcome.outcome === "refused") return refusal(outcome.reason);
  assert(outcome.outcome !== "conflict", "A start expects nothing, so nothing can conflict with it.");
  return done(parts.engine, outcome, by, async () => {
    const row = await parts.storage.incidents.byId(outcome.id);
    assert(row, `incident ${outcome.id} was committed and is not listed: is summarise given to the engine?`);
    return { id: row.id, number: row.number };
  });
}

async function prepareEvent(
  parts: DeskDependencies,
  references: SerialQueue,
  row: KnownIncident | null,
  type: string,
  values: unknown,
  actor: Person,
  command: ActCommand,
): Promise<PreparedEvent> {
  if (!row) return { outcome: "not-found", sentence: noSuchIncident };
  const playbook = playbookOf(parts, row);
  const form = playbook.events.find((one) => one.type === type);
  if (!form) return { outcome: "refused", code: "unknown-event", sentence: refusalWords["unknown-event"] };
  const now = parts.clock.now();
  return prepare(
    {
      form,
      forbidden: () => forbiddenNow(parts, { row, form, actor, command }),
      fit: (checked) => fitting(parts, { row, form, values: checked, actor }),
      doubts: async (checked) => doubtsOf(form, checked, now),
      isRecorded: () => isRecorded(parts, actor, command),
      send: (fitted, expectedSeq) => {
        // What the form parses to is JSON, and the engine looks again.
        const event = { ...fitted, type } as MachineEvent;
        const sendIt = () => send(parts, { row, playbook, form, event, actor, expectedSeq, command });
        if (form.otherIncident === undefined) return sendIt();
        // Two incidents that are sent to each other at the same instant: the second looks once more.
        return references.run(async () => {
          const reference = await referenceOf(parts, form, fitted, row, actor);
          return reference.ok || (await isRecorded(parts, actor, command))
            ? sendIt()
            : { outcome: "invalid", errors: reference.errors };
        });
      },
    },
    values,
    now,
    command,
  );
}

interface Asking {
  readonly row: KnownIncident;
  readonly form: EventForm;
  readonly actor: Person;
  readonly command: ActCommand;
}

/** By the roles and posts that count in this incident; what was recorded before they changed is answered again all the same. */
async function forbiddenNow(parts: DeskDependencies, { row, form, actor, command }: Asking): Promise<Declined | null> {
  const now = await asOfNow(parts, row, form);
  const organised = organisedNow(parts);
  if (may(actor, form, organised) && (may(actor, now, organised) || (await isRecorded(parts, actor, command))))
    return null;
  return forbidden(parts, now);
}

/** A form with the roles that count in this incident. */
async function asOfNow(
  parts: DeskDependencies,
  { id }: KnownIncident,
  form: EventForm,
): Promise<Pick<EventForm, "by">> {
  return form.byNow ? { by: actorsNow(form, (await openedInstance(parts, id)).context) } : form;
}

type Fitting = {
  readonly row: KnownIncident;
  readonly form: EventForm;
  readonly values: Values;
  readonly actor: Person;
};

/** Holds checked values against the incident as it stands, and against the others. Most forms need neither. */
async function fitting(parts: DeskDependencies, { row, form, values, actor }: Fitting): Promise<Fitted> {
  const invalid = (errors: FieldErrors): Fitted => ({ ok: false, outcome: { outcome: "invalid", errors } });
  const role = roleNotHeld(actor, form, values);
  if (role !== null) return { ok: false, outcome: forbidden(parts, { by: [role] }) };
  const context = form.personField?.amongNow ? (await openedInstance(parts, row.id)).context : undefined;
  const named = withNames(form, values, context, parts, actor);
  if (!named.ok) return invalid(named.errors);
  const reference = await referenceOf(parts, form, named.values, row, actor);
  if (!reference.ok) return invalid(reference.errors);
  if (!form.misfit && !form.byNow) return { ok: true, values: reference.values, seq: null };
  const instance = await openedInstance(parts, row.id, actor);
  const by = actorsNow(form, instance.context);
  if (!may(actor, { by }, organisedNow(parts))) return { ok: false, outcome: forbidden(parts, { by }) };
  const misfit = misfitOf(form, instance, values);
  // Sent for the very state that was looked at: whoever changes it meanwhile has it looked at again.
  return misfit ? invalid(misfit) : { ok: true, values: reference.values, seq: form.misfit ? instance.seq : null };
}

function forbidden(parts: DeskDependencies, form: Pick<EventForm, "by">): Declined {
  const organised = organisedNow(parts);
  const who = whoMay(peopleActing(parts), form, organised);
  return { outcome: "forbidden", sentence: forbiddenWords(form, who, organised), who };
}

type Sending = {
  readonly row: KnownIncident;
  readonly playbook: Playbook;
  readonly form: EventForm;
  readonly event: MachineEvent;
  readonly actor: Person;
  readonly expectedSeq: number | undefined;
  readonly command: ActCommand;
};

async function send(parts: DeskDependencies, sending: Sending): Promise<DeskOutcome> {
  const { row, event, actor, command, expectedSeq } = sending;
  const own = recordedCommand(actor, actor.roles, command);
  return sendOver(parts.engine, {
    instance: row.id,
    event,
    command: expectedSeq === undefined ? own : { ...own, expectedSeq },
    resendMax,
    again: async (conflict, isLast) => {
      const isUntouched = !isLast && (await isSameCommandContent(parts, { ...sending, since: conflict.since }));
      return isUntouched ? conflict.seq : conflictOf(parts, row, conflict);
    },
    // It became impossible because of what happened since the person looked: that is what they need to see.
    refused: async (outcome, first) => (first ? conflictOf(parts, row, first) : refused(parts, sending, outcome)),
    // An incident keeps its number, so it is not looked up again.
    about: async () => ({ id: row.id, number: row.number }),
  });
}

async function conflictOf(parts: DeskDependencies, row: KnownIncident, { seq, since }: Conflict): Promise<DeskOutcome> {
  return { outcome: "conflict", seq, since: await entriesOf(parts, row, since) };
}

async function refused(parts: DeskDependencies, sending: Sending, { reason }: Refused): Promise<DeskOutcome> {
  const { row, playbook, form, event, actor } = sending;
  if (reason.code !== "not-acceptable" && reason.code !== "same-person") return refusal(reason);
  const instance = await openedInstance(parts, row.id, actor);
  if (reason.code === "same-person") {
    // The machine had let it pass; the playbook may still have better words.
    const own = playbook.whyNot(instance, form.type, actor.id, event);
    return own ? { outcome: "refused", code: reason.code, sentence: own, reason: reason.sentence } : refusal(reason);
  }
  const sentence = notAcceptableWords(playbook, instance, form.type, actor.id, event);
  return { outcome: "refused", code: reason.code, sentence };
}

function refusal({ code, sentence }: Refusal): Declined {
  return { outcome: "refused", code, sentence: refusalWords[code], reason: sentence };
}

/** Open incidents stay on their version; new ones take the active one. */
function notActive({ playbooks }: DeskDependencies, playbook: Playbook): Declined {
  const active = activeVersion(playbooks, playbook.id);
  const [was, is] = [playbookKey(playbook), active === null ? playbook.id : playbookKey(active)];
  return {
    outcome: "refused",
    code: "not-acceptable",
    sentence: {
      zh: `${was} 已不用于新登记，请改用 ${is}。`,
      en: `New incidents no longer begin with ${was}. Use ${is}.`,
    },
  };
}
