/** What a registration would do and what is unusual about it, before anything is recorded. */
import type { Doubt, Playbook } from "../../machines/playbook.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { begin } from "../engine/decide/decide.ts";
import { define, type Definition } from "../engine/decide/definition.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import { policyFor } from "../organisation/policy.ts";
import { doubtsOf, sameTitle } from "./fit.ts";
import { frozenCalendar } from "../playbook/frozen-calendar.ts";
import { subjectOf } from "./notifications-view.ts";
import { labelOf } from "../playbook/notifications.ts";
import { receiversOf } from "./receivers.ts";
import type { Preview } from "./views.ts";
import type { Person } from "../directory/person.ts";

interface PreviewRequest {
  /** When (ms) and by whom the form was sent. */
  readonly at: number;
  readonly actor: Person;
  readonly doubts: readonly Doubt[];
}

/** The engine's own first decision, which nobody commits: what it plans is exactly what would happen. */
export function preview(
  parts: DeskDependencies,
  playbook: Playbook,
  values: Readonly<Record<string, unknown>>,
  { at, actor, doubts }: PreviewRequest,
): Preview | null {
  const begun = firstStep(parts, playbook, values, at, actor);
  if (begun.outcome !== "stepped") return null;
  const notifications = begun.messages.map((message) => ({
    label: labelOf(playbook, message.type),
    subject: subjectOf(playbook, { ...message, at }, { ...parts, number: null }),
    to: receiversOf(message.params, parts),
  }));
  return { clocks: playbook.clocks(begun.state), notifications, doubts };
}

function firstStep(parts: DeskDependencies, playbook: Playbook, values: unknown, at: number, { id }: Person) {
  return begin(definitionOf(playbook), openingInput(parts, playbook, values, at, id), { at, by: id, seq: 0 });
}

export async function openingDoubts(
  parts: DeskDependencies,
  playbook: Playbook,
  values: Readonly<Record<string, unknown>>,
  at: number,
  actor: Person,
): Promise<readonly Doubt[]> {
  const begun = firstStep(parts, playbook, values, at, actor);
  const same = begun.outcome === "stepped" ? await sameTitle(parts, playbook, begun.state) : [];
  return [...doubtsOf(playbook.opening, values, at), ...same];
}

/** What it would be called; null when the playbook would not begin so. */
export function openingTitle(
  parts: DeskDependencies,
  playbook: Playbook,
  values: Readonly<Record<string, unknown>>,
  at: number,
  actor: Person,
): string | null {
  const begun = firstStep(parts, playbook, values, at, actor);
  return begun.outcome === "stepped" ? playbook.headline(begun.state).title : null;
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

/**
 * The engine stamps `at` and `by` itself. They are left out here, so that the same form sent twice is the same command
 * although the second comes later.
 */
export function openingInput(
  parts: DeskDependencies,
  playbook: Playbook,
  values: unknown,
  at: number,
  by: string,
): Json {
  const { zone } = parts.organisation;
  const holidays = (parts.source?.directory().holidays ?? []).map(({ date }) => date);
  const calendar = frozenCalendar({ zone, holidays }, at);
  const input = playbook.input(values, policyFor(parts, playbook), at, by, calendar) as JsonObject;
  const { at: _at, by: _by, ...rest } = input;
  return rest;
}
