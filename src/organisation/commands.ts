/**
 * The organisation's own stream: begun once, set up from the settings file when that names people, and changed through this
 * one door, which asks first whether somebody may and whether the roster allows it.
 */
import { organisation as definition } from "../../machines/organisation/index.ts";
import { changeOf } from "../../machines/organisation/changes.ts";
import { systemActor } from "../../machines/organisation/people.ts";
import type { EventForm, Text } from "../../machines/playbook.ts";
import { recordedCommand } from "../playbook/recorded-command.ts";
import { prepare, sendOver, sent, type Values } from "../playbook/command-path.ts";
import type { CommandOutcome, Declined, Prepared } from "../playbook/outcome.ts";
import { refusalWords } from "../playbook/refusals.ts";
import { timelineOf } from "../playbook/timeline.ts";
import type { ActCommand } from "../playbook/act-command.ts";
import type { TimelineEntry } from "../playbook/types.ts";
import type { MachineEvent } from "../engine/types.ts";
import type { HistoryRange } from "../engine/log.ts";
import type { Engine } from "../engine/api.ts";
import type { Clock } from "../kernel/clock.ts";
import { recordedCommandId } from "../kernel/command-id.ts";
import type { NewId } from "../kernel/ids.ts";
import { concernsSameEntity } from "./conflict.ts";
import { rosterOf } from "../roster/roster.ts";
import { entitledBy, isEntitled } from "../directory/actors.ts";
import { actingAs, directoryOf, rolesAt } from "../directory/directory.ts";
import { importedSettings, type SettingsImport } from "./import-settings.ts";
import { openStream, type OrganisationStream } from "./stream.ts";
import type { Directory } from "../directory/types.ts";

export interface OrganisationParts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Null: nothing is imported, and the first set-up comes from a person. */
  readonly settings: SettingsImport | null;
  /** Why a playbook's section of limits will not do, in words; null when it will. */
  readonly policyProblem?: (playbook: string, section: unknown, directory: Directory) => Text | null;
}

export interface Organisation extends OrganisationStream {
  /** `by`: a person's id, or `system`. Values are as a form or the API sends them. */
  act(type: string, values: unknown, by: string, command: ActCommand): Promise<CommandOutcome>;
  /** Looks at it once: what stands against it, or how it is sent. */
  prepare(type: string, values: unknown, by: string, command: ActCommand): Promise<Prepared>;
  /** Why an event cannot be sent now by this person, in words; null when it can be tried. */
  whyNot(type: string, by: string, typed?: object): Text | null;
  /** Its rows of the log in words, oldest first. */
  history(range?: HistoryRange): Promise<readonly TimelineEntry[]>;
  /** As it was after a row of the log. */
  replay(upTo: number): Promise<Directory>;
}

/** How often a change is decided anew over others that have nothing to do with it. */
const resendMax = 10;

/** Starts the stream if nobody has yet: the same command whoever sends it, so it can be sent at every start. */
export async function openOrganisation(parts: OrganisationParts): Promise<Organisation> {
  const stream = await openStream(parts);
  const door: CommandParts = { ...parts, stream };
  const opened: Organisation = {
    ...stream,
    prepare: (...asked) => prepareChange(door, ...asked),
    act: async (...asked) => sent(await prepareChange(door, ...asked)),
    whyNot: (type, by, typed) => machineReason(stream.directory(), type, by, typed, parts.clock.now()),
    history: (range) => history(door, range),
    replay: async (upTo) => {
      const { context } = await parts.engine.replay(stream.id, { upTo });
      return directoryOf(await parts.engine.opened(stream.id, context));
    },
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

type CommandParts = OrganisationParts & { readonly stream: OrganisationStream };

async function history({ engine, stream }: CommandParts, range?: HistoryRange): Promise<readonly TimelineEntry[]> {
  const rows = await engine.opened(stream.id, await engine.history(stream.id, range));
  const { people } = await stream.refresh();
  return timelineOf(rows, { playbook: definition, people });
}

async function prepareChange(
  door: CommandParts,
  type: string,
  values: unknown,
  by: string,
  command: ActCommand,
): Promise<Prepared> {
  const form = definition.events.find((one) => one.type === type);
  if (!form) return refused("unknown-event", unknownEvent);
  const now = door.clock.now();
  const eventOf = (checked: Values) => ({ ...checked, type }) as MachineEvent;
  return prepare(
    {
      form,
      forbidden: async () => whoMayInstead(await door.stream.refresh(), form, by, now),
      fit: async (checked) => {
        const { directory, seq } = await door.stream.look();
        const reason = reasonAgainst(door, directory, eventOf(checked), by);
        if (reason === null) return { ok: true, values: checked, seq };
        return { ok: false, outcome: refused("not-acceptable", reason) };
      },
      doubts: async () => [],
      isRecorded: (checked) => isRecorded(door, eventOf(checked), by, command),
      // What the form parses to is JSON, and the engine looks again.
      send: (checked, expectedSeq) => send(door, eventOf(checked), by, command, expectedSeq),
    },
    values,
    now,
    command,
  );
}

function whoMayInstead(directory: Directory, { by: actors }: EventForm, by: string, at: number): Declined | null {
  if (by === systemActor) return null;
  if (isEntitled({ id: by, roles: rolesAt(directory, by, at) }, entitledBy(directory, actors, at))) return null;
  const who = [...new Set(actors.flatMap((actor) => actingAs(directory, actor, at)))];
  return { outcome: "forbidden", sentence: forbiddenWords(who.map((person) => person.name)), who };
}

/** No log grows so long. */
const neverSeq = Number.MAX_SAFE_INTEGER;

/** The engine knows the command, or refuses it; what it does not know it cannot take, because it expects what cannot be. */
async function isRecorded({ engine, stream }: CommandParts, event: MachineEvent, by: string, command: ActCommand) {
  const commandId = recordedCommandId(by, command);
  const before = await engine.send(stream.id, event, { by, commandId, expectedSeq: neverSeq });
  return before.outcome !== "conflict";
}

async function send(
  door: CommandParts,
  event: MachineEvent,
  by: string,
  command: ActCommand,
  expectedSeq: number | undefined,
): Promise<CommandOutcome> {
  const { engine, stream } = door;
  const roles = by === systemActor ? null : rolesAt(stream.directory(), by, door.clock.now());
  const own =
    roles === null ? { by, commandId: recordedCommandId(by, command) } : recordedCommand({ id: by }, roles, command);
  const outcome = await sendOver(engine, {
    instance: stream.id,
    event,
    command: expectedSeq === undefined ? own : { ...own, expectedSeq },
    resendMax,
    again: (_, isLast) => decideAnew(door, event, by, command, isLast),
    refused: async ({ reason: { code } }) => {
      if (code === "command-id-reused") return refused(code, refusalWords[code]);
      return refused(code, reasonAgainst(door, await stream.refresh(), event, by) ?? notNow);
    },
    about: async () => ({}),
  });
  await stream.refresh();
  return outcome;
}

/** Something else has been changed: on what is there now, the row to send the event for, or what to answer. */
async function decideAnew(
  door: CommandParts,
  event: MachineEvent,
  by: string,
  { expectedSeq }: ActCommand,
  isLast: boolean,
): Promise<number | CommandOutcome> {
  const { directory, seq } = await door.stream.look();
  const happened = expectedSeq === undefined ? [] : await history(door, { after: expectedSeq, upTo: seq });
  // The rest of the record is not for everybody who may send a form of their own.
  const since = happened.filter((entry) => concernsSameEntity(event, entry.row.event));
  if (isLast || since.length > 0) return { outcome: "conflict", seq, since };
  const reason = reasonAgainst(door, directory, event, by);
  return reason === null ? seq : refused("not-acceptable", reason);
}

/** What the machine would refuse too comes first: its words are the better ones. */
function reasonAgainst(
  { clock, policyProblem }: CommandParts,
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
  return changeOf(event.type)?.refuseByRoster?.(directory, { ...event, at, by }, rosterOf(directory)) ?? null;
}

function machineReason(directory: Directory, type: string, by: string, typed: object | undefined, at: number) {
  const moment = { context: directory, value: null, status: "active" } as const;
  return definition.whyNot(moment, type, by, typed, at);
}

const refused = (code: string, sentence: Text): Declined => ({ outcome: "refused", code, sentence });

const unknownEvent: Text = { zh: "没有该操作。", en: "Unknown action." };
const notNow: Text = { zh: "现在不能进行此操作。", en: "This action is not available now." };

function forbiddenWords(names: readonly string[]): Text {
  if (names.length === 0) return { zh: "该操作仅由系统执行。", en: "Only the system can do this." };
  return {
    zh: `您无此权限，可联系：${names.join("、")}。`,
    en: `You cannot do this. These people can: ${names.join(", ")}.`,
  };
}
