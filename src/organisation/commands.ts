/**
 * The organisation's own stream: begun once, set up from the settings file when that names people, and changed through this
 * one door, which asks first whether somebody may and whether the roster allows it.
 */
import { organisation as definition } from "../../machines/organisation/index.ts";
import type { EventOf, EventType } from "../../machines/organisation/changes.ts";
import { systemActor } from "../../machines/organisation/people.ts";
import type { EventForm, Role, Text } from "../../machines/playbook.ts";
import { checkForm } from "../playbook/check-form.ts";
import { timelineOf } from "../playbook/timeline.ts";
import type { FieldErrors, TimelineEntry } from "../playbook/types.ts";
import type { MachineEvent } from "../engine/types.ts";
import type { HistoryRange } from "../engine/log.ts";
import type { Engine, Outcome } from "../engine/api.ts";
import type { Clock } from "../kernel/clock.ts";
import { recordedCommandId } from "../kernel/command-id.ts";
import type { NewId } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import { rosterRefusal } from "../roster/checks.ts";
import { actingAs, directoryOf, rolesAt } from "../directory/directory.ts";
import { importedSettings, type SettingsImport } from "./import-settings.ts";
import { openStream, type OrganisationStream } from "./stream.ts";
import type { Directory } from "../directory/types.ts";
import type { PersonRecord } from "../directory/entries.ts";

export interface OrganisationParts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Null: nothing is imported, and the first set-up comes from a person. */
  readonly settings: SettingsImport | null;
  /** Why a playbook's section of limits will not do, in words; null when it will. */
  readonly policyProblem?: (playbook: string, section: unknown, directory: Directory) => Text | null;
}

export type OrganisationOutcome =
  | { readonly outcome: "done"; readonly seq: number; /** Sent before under the same id. */ readonly again: boolean }
  | { readonly outcome: "invalid"; readonly errors: FieldErrors }
  | { readonly outcome: "forbidden"; readonly sentence: Text; readonly who: readonly PersonRecord[] }
  | { readonly outcome: "refused"; readonly code: string; readonly sentence: Text }
  /** Something else has changed since the row that the sender had seen. */
  | { readonly outcome: "conflict"; readonly seq: number };

export interface OrganisationCommand {
  readonly commandId: string;
  readonly expectedSeq?: number;
  /** The id is made here, and no sender can take it. */
  readonly isDesksOwn?: true;
}

export interface Organisation extends OrganisationStream {
  /** `by`: a person's id, or `system`. Values are as a form or the API sends them. */
  act(type: string, values: unknown, by: string, command: OrganisationCommand): Promise<OrganisationOutcome>;
  /** Why an event cannot be sent now by this person, in words; null when it can be tried. */
  whyNot(type: string, by: string, typed?: object): Text | null;
  /** Why this very event would be refused, with everything filled in as its form parses it; null when it would be taken. */
  problem(type: string, by: string, values: object): Text | null;
  /** Its rows of the log in words, oldest first. */
  history(range?: HistoryRange): Promise<readonly TimelineEntry[]>;
  /** As it was after a row of the log. */
  replay(upTo: number): Promise<Directory>;
}

/** How often an event is decided anew because something else was changed meanwhile. */
const triesMax = 5;

/** Starts the stream if nobody has yet: the same command whoever sends it, so it can be sent at every start. */
export async function openOrganisation(parts: OrganisationParts): Promise<Organisation> {
  const stream = await openStream(parts.engine, parts.newId);
  const door: Door = { ...parts, stream };
  const opened: Organisation = {
    ...stream,
    act: (type, values, by, command) => act(door, type, values, by, command),
    whyNot: (type, by, typed) => machineReason(stream.directory(), type, by, typed, parts.clock.now()),
    problem: (type, by, values) => reasonAgainst(door, stream.directory(), { ...(values as JsonObject), type }, by),
    history: (range) => history(door, range),
    replay: async (upTo) => directoryOf((await parts.engine.replay(stream.id, { upTo })).context),
  };
  if (parts.settings !== null && !stream.directory().established) await importSettings(opened, parts.settings);
  return opened;
}

async function importSettings(opened: Organisation, settings: SettingsImport): Promise<void> {
  const command = { commandId: "organisation-import", isDesksOwn: true } as const;
  const set = await opened.act("ORGANISATION_SET_UP", importedSettings(settings), systemActor, command);
  // Of two processes that start together one is late, and finds it done.
  if (set.outcome !== "done" && !(await opened.refresh()).established)
    throw new Error(`The people of the settings file cannot be taken over: ${JSON.stringify(set)}.`);
}

type Door = OrganisationParts & { readonly stream: OrganisationStream };

async function history({ engine, stream }: Door, range?: HistoryRange): Promise<readonly TimelineEntry[]> {
  const rows = await engine.history(stream.id, range);
  const { people } = await stream.refresh();
  return timelineOf(rows, { playbook: definition, people });
}

async function act(
  door: Door,
  type: string,
  values: unknown,
  by: string,
  command: OrganisationCommand,
): Promise<OrganisationOutcome> {
  const form = definition.events.find((one) => one.type === type);
  if (!form) return refused("unknown-event", unknownEvent);
  const now = door.clock.now();
  const forbidden = whoMayInstead(await door.stream.refresh(), form, by, now);
  if (forbidden) return forbidden;
  const checked = checkForm(form, values, now);
  if (!checked.ok) return { outcome: "invalid", errors: checked.errors };
  // What the form parses to is JSON, and the engine looks again.
  return decide(door, { ...(checked.values as JsonObject), type }, by, command);
}

function whoMayInstead(
  directory: Directory,
  { by: roles }: EventForm,
  by: string,
  at: number,
): OrganisationOutcome | null {
  if (by === systemActor) return null;
  const held: readonly Role[] = rolesAt(directory, by, at);
  if (roles.some((role) => held.includes(role))) return null;
  const who = [...new Set(roles.flatMap((role) => actingAs(directory, role, at)))];
  return { outcome: "forbidden", sentence: forbiddenWords(who.map((person) => person.name)), who };
}

/** No log grows so long. */
const neverSeq = Number.MAX_SAFE_INTEGER;

/** Decides on the very state that the event is then sent to; when that has moved on, decides again. */
async function decide(
  door: Door,
  event: MachineEvent,
  by: string,
  command: OrganisationCommand,
): Promise<OrganisationOutcome> {
  const { engine, stream } = door;
  const { expectedSeq } = command;
  const commandId = recordedCommandId(by, command);
  for (let tries = 1; ; tries += 1) {
    const view = await engine.read(stream.id);
    const reason = reasonAgainst(door, directoryOf(view.context), event, by);
    // Expects what cannot be: answers only whether the same command was accepted before.
    const expected = reason === null ? (expectedSeq ?? view.seq) : neverSeq;
    const outcome = await engine.send(stream.id, event, { by, commandId, expectedSeq: expected });
    await stream.refresh();
    if (outcome.outcome !== "conflict") return answer(door, outcome, event, by);
    if (reason !== null) return refused("not-acceptable", reason);
    if (expectedSeq !== undefined || tries === triesMax) return { outcome: "conflict", seq: outcome.seq };
  }
}

/** What the machine would refuse too comes first: its words are the better ones. */
function reasonAgainst(
  { clock, policyProblem }: Door,
  directory: Directory,
  event: MachineEvent,
  by: string,
): Text | null {
  const at = clock.now();
  const own = machineReason(directory, event.type, by, event, at);
  if (own) return own;
  const { playbook, section } = event;
  if (event.type === "POLICY_CHANGED" && typeof playbook === "string" && typeof section === "string")
    return policyProblem?.(playbook, JSON.parse(section), directory) ?? null;
  // The form has been checked, so it is what its type says.
  return rosterRefusal(directory, { ...event, at, by } as unknown as EventOf<EventType>);
}

async function answer(
  door: Door,
  outcome: Exclude<Outcome, { outcome: "conflict" }>,
  event: MachineEvent,
  by: string,
): Promise<OrganisationOutcome> {
  switch (outcome.outcome) {
    case "accepted":
      return { outcome: "done", seq: outcome.seq, again: false };
    case "duplicate": {
      // Two people who happen to use the same command id have each done something of their own.
      const [row] = await door.engine.history(outcome.id, { after: outcome.seq - 1, upTo: outcome.seq });
      if (row?.by !== by) return refused("command-id-reused", reusedWords);
      return { outcome: "done", seq: outcome.seq, again: true };
    }
    case "refused":
      if (outcome.reason.code === "command-id-reused") return refused("command-id-reused", reusedWords);
      return refused(outcome.reason.code, reasonAgainst(door, door.stream.directory(), event, by) ?? notNow);
  }
}

function machineReason(directory: Directory, type: string, by: string, typed: object | undefined, at: number) {
  const moment = { context: directory, value: null, status: "active" } as const;
  return definition.whyNot(moment, type, by, typed, at);
}

const refused = (code: string, sentence: Text): OrganisationOutcome => ({ outcome: "refused", code, sentence });

const unknownEvent: Text = { zh: "没有这种操作。", en: "There is no such action." };
const reusedWords: Text = {
  zh: "这一操作编号已用于别的操作。",
  en: "This command id was used for something else before.",
};
const notNow: Text = { zh: "现在不能进行此操作。", en: "This cannot be done now." };

function forbiddenWords(names: readonly string[]): Text {
  if (names.length === 0) return { zh: "只有系统可以这样做。", en: "Only the system does this." };
  return {
    zh: `您没有此权限；可以找：${names.join("、")}。`,
    en: `You may not do this; these people may: ${names.join(", ")}.`,
  };
}
