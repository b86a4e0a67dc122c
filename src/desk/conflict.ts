/**
 * Somebody or something was quicker. When that leaves the meaning of what a person is about to do untouched — clocks that
 * fired, notifications that were sent, a note — asking them to do it again would only cost time. Anything else they must see first.
 */
import type { EventForm, Moment, Playbook } from "../../machines/playbook.ts";
import type { LogRow } from "../engine/log.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import { prefillOf } from "./offers.ts";
import type { Person } from "../directory/person.ts";

export type Sent = {
  readonly row: { readonly id: string };
  readonly playbook: Playbook;
  readonly form: EventForm;
  readonly actor: Person;
  /** What happened since the person looked. */
  readonly since: readonly LogRow[];
  readonly expectedSeq: number | undefined;
};

/** The engine decides afterwards whether the event is still acceptable; this asks only whether it would still mean the same. */
export async function isSameCommandContent(parts: DeskDependencies, sent: Sent): Promise<boolean> {
  const { row, playbook, form, actor, since, expectedSeq } = sent;
  if (!since.some((one) => one.kind === "start" || one.kind === "event")) return since.length > 0;
  if (expectedSeq === undefined || expectedSeq < 0) return false;
  const then = await parts.engine.replay(row.id, { upTo: expectedSeq, by: actor.id });
  const now = await parts.engine.read(row.id, { by: actor.id });
  const at = parts.clock.now();
  return meaning(playbook, form, then, at) === meaning(playbook, form, now, at);
}

/** What a person has before them when they fill in this form, as text: same text, same meaning. */
function meaning(playbook: Playbook, form: EventForm, moment: Moment, at: number): string {
  return JSON.stringify([
    moment.status,
    playbook.headline(moment),
    playbook.facts(moment),
    playbook.clocks(moment).map(({ id, dueAt, stoppedAt, acknowledgedBy }) => [id, dueAt, stoppedAt, acknowledgedBy]),
    prefillOf(form, moment, at),
  ]);
}
