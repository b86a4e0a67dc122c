/** Checks a playbook before it is used, as far as that can be computed. One line a check, with what is wrong below it. */
import { actorText, type Playbook } from "../../machines/playbook.ts";
import { mayByRole } from "../directory/actors.ts";
import type { Person } from "../directory/person.ts";
import type { Explorer } from "../playbook/explorer.ts";
import { delayNames, effectNames, eventTypes, statePaths, unreachableStates } from "./playbook-structure.ts";
import { approvedEnding, savedEnding, walkPlaybook, type FindingKind, type Sightings } from "./playbook-walk.ts";

export interface Check {
  readonly what: string;
  /** What is wrong, one sentence each; none when it holds. */
  readonly wrong: readonly string[];
}

export interface CheckOptions {
  readonly playbook: Playbook;
  /** The playbook's section of the limits. */
  readonly policy: unknown;
  readonly people: readonly Person[];
  readonly explorer: Explorer;
  readonly walks: number;
}

export function checkPlaybook(options: CheckOptions): readonly Check[] {
  const { playbook, people, explorer } = options;
  const admissible = { what: "The engine accepts the machine.", wrong: explorer.objections(playbook) };
  // A machine that the engine does not take cannot be walked through.
  if (admissible.wrong.length > 0) return [admissible];
  const seen = walkPlaybook(options);
  const paths = statePaths(playbook);
  return [
    admissible,
    {
      what: `Every state can be reached (${paths.length} states; ${paths.filter((path) => seen.visited.has(path)).length} of them seen in ${options.walks} random walks of ${seen.steps} steps).`,
      wrong: unreachableStates(playbook).map((path) => `Nothing leads to ${path}.`),
    },
    {
      what: "Every state has words in both languages.",
      wrong: paths.filter((path) => !Object.hasOwn(playbook.states, path)).map((path) => `${path} has no label.`),
    },
    {
      what: "Every delay has words in both languages.",
      wrong: delayNames(playbook)
        .filter((name) => !Object.hasOwn(playbook.delays, name))
        .map((name) => `The delay "${name}" has no words.`),
    },
    { what: "Every form belongs to an event of the machine.", wrong: formsWithoutEvent(playbook) },
    {
      what: "Every step is assigned to a role that someone holds.",
      wrong: [...nobodyMay(playbook, people), ...about(seen, "turn")],
    },
    ownDraft(playbook, seen),
    {
      what: "Every effect has a notification that renders.",
      wrong: [...withoutNotification(playbook, seen), ...about(seen, "notification")],
    },
    { what: "The machine never fails.", wrong: about(seen, "machine") },
    { what: "Every text of the opening lies apart from the log.", wrong: about(seen, "text") },
  ];
}

function ownDraft({ events }: Playbook, seen: Sightings): Check {
  const hasApproval = [savedEnding, approvedEnding].every((ending) => events.some(({ type }) => type.endsWith(ending)));
  if (!hasApproval) return { what: "No one approves their own draft (this playbook has no approval).", wrong: [] };
  const untried = "No walk came as far as an approval, so it could not be tried; ask for more --walks.";
  const wrong = about(seen, "own-draft");
  return {
    what: `No one approves their own draft (tried ${seen.ownDrafts} times).`,
    wrong: wrong.length === 0 && seen.ownDrafts === 0 ? [untried] : wrong,
  };
}

function formsWithoutEvent(playbook: Playbook): readonly string[] {
  const known = eventTypes(playbook);
  return playbook.events
    .filter(({ type }) => !known.includes(type))
    .map(({ type }) => `There is a form for ${type}, but no state accepts it.`);
}

function nobodyMay(playbook: Playbook, people: readonly Person[]): readonly string[] {
  // What the system records by itself is nobody's to send.
  const events = playbook.events.filter(({ by }) => by.length > 0);
  const forms = [{ type: "opening an incident", by: playbook.opening.by }, ...events];
  return forms
    .filter(({ by }) => !people.some((person) => mayByRole(person, by)))
    .map(
      ({ type, by }) => `${type} is for ${by.map(actorText).join(", ") || "no role"}, and no one here has that role.`,
    );
}

function withoutNotification(playbook: Playbook, { effects }: Sightings): readonly string[] {
  return [...new Set([...effectNames(playbook), ...effects])]
    .filter((name) => !Object.hasOwn({ ...playbook.notifications, ...playbook.links }, name))
    .map((name) => `The effect "${name}" has no notification, and is no link.`);
}

function about({ problems }: Sightings, kind: FindingKind): readonly string[] {
  return [...problems]
    .filter(([, finding]) => finding.kind === kind)
    .map(([sentence, { way }]) => `${sentence} (${way}).`);
}
