/** The phases of an incident as one line: which are behind it, which is the present one, which may still come. */
import type { Text } from "../../machines/playbook.ts";
import type { IncidentView } from "../desk/views.ts";
import { stateLabel } from "../playbook/states.ts";

/** `skipped`: stands before the present one, but the incident never went on from there. */
export type StepState = "done" | "now" | "skipped" | "later";

export interface Step {
  readonly path: string;
  readonly label: Text;
  readonly state: StepState;
  /** How many steps from the present one. */
  readonly distance: number;
}

type Walked = Pick<IncidentView, "playbook" | "headline" | "timeline">;
type Node = Walked["playbook"]["machine"]["root"];

/** In the machine's order; none when the phase is not one of its states. */
export function stepsOf({ playbook, headline: { phase }, timeline }: Walked): readonly Step[] {
  const nodes = siblingsOf(playbook.machine.root, phase);
  const present = nodes.findIndex((node) => isOn(node, phase));
  if (present < 0) return [];
  const happened = new Set(timeline.map(({ row }) => row.event.type));
  return nodes.map((node, index) => {
    const path = node.path.join(".");
    const before = leaves(node, happened) ? "done" : "skipped";
    const state = index === present ? "now" : index > present ? "later" : before;
    return { path, label: stateLabel(playbook, path), state, distance: Math.abs(index - present) };
  });
}

/** The states among which the phase is one: those of its region, without points that are only passed through. */
function siblingsOf(root: Node, phase: string): readonly Node[] {
  const region = root.type === "parallel" ? Object.values(root.states).find((node) => isOn(node, phase)) : root;
  return Object.values(region?.states ?? {}).filter((node) => node.type !== "history" && !isPassedThrough(node));
}

function isOn(node: Node, phase: string): boolean {
  const path = node.path.join(".");
  return phase === path || phase.startsWith(`${path}.`);
}

function isPassedThrough(node: Node): boolean {
  const last = node.always?.at(-1);
  return node.type === "atomic" && last !== undefined && last.guard === undefined;
}

/** Something has happened that leads out of it. */
function leaves(node: Node, happened: ReadonlySet<string>): boolean {
  return [...node.transitions].some(
    ([type, ways]) => happened.has(type) && ways.some(({ target }) => target?.some((one) => one !== node) === true),
  );
}
