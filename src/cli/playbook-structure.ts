/** What a playbook's statechart looks like without running it: which states can be entered, which effects it names. */
import type { Playbook } from "../../machines/playbook.ts";

type Node = Playbook["machine"]["root"];

/** Paths below the root of every state, in the order of the definition. History states are none: nobody stays in one. */
export function statePaths(playbook: Playbook): readonly string[] {
  return everyNode(playbook.machine.root)
    .filter((node) => node.type !== "history" && node.parent !== undefined)
    .map(pathOf);
}

/** Those among them that no sequence of events, timers and guards could ever enter. */
export function unreachableStates(playbook: Playbook): readonly string[] {
  const entered = new Set<Node>();
  enter(playbook.machine.root, entered);
  for (let before = 0; before < entered.size;) {
    before = entered.size;
    for (const node of [...entered]) for (const target of targetsOf(node)) enter(target, entered);
  }
  const paths = new Set([...entered].map(pathOf));
  return statePaths(playbook).filter((path) => !paths.has(path));
}

/** Names of effects: actions that the machine declares and leaves to others. What it does itself are XState's own (assign …). */
export function effectNames(playbook: Playbook): readonly string[] {
  const declared = playbook.machine.implementations.actions as Readonly<Record<string, unknown>>;
  const names = everyNode(playbook.machine.root).flatMap((node) =>
    [...node.entry, ...node.exit, ...transitionsOf(node).flatMap(({ actions }) => [...actions])].flatMap(nameOf),
  );
  return [...new Set(names)].filter((name) => !isOwn(declared[name]));
}

/** XState marks its own actions by a type. */
function isOwn(action: unknown): boolean {
  return typeof action === "function" && "type" in action && String(action.type).startsWith("xstate.");
}

/** Names of the delays that the machine declares. */
export function delayNames({ machine }: Playbook): readonly string[] {
  return Object.keys(machine.implementations.delays);
}

/** Event types that the machine knows. */
export function eventTypes(playbook: Playbook): readonly string[] {
  return (playbook.machine.events as readonly string[]).filter((type) => !type.startsWith("xstate."));
}

function everyNode(node: Node): readonly Node[] {
  return [node, ...Object.values(node.states).flatMap((child) => everyNode(child))];
}

function pathOf(node: Node): string {
  return node.path.join(".");
}

function transitionsOf(node: Node) {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

function targetsOf(node: Node): readonly Node[] {
  return transitionsOf(node).flatMap(({ target }) => [...(target ?? [])] as Node[]);
}

/** Enters a state with everything that comes along: its parents, their other regions, its initial states. */
function enter(node: Node, entered: Set<Node>): void {
  if (entered.has(node)) return;
  entered.add(node);
  const parent = node.parent;
  if (parent !== undefined) {
    enter(parent, entered);
    if (parent.type === "parallel") for (const region of Object.values(parent.states)) enter(region, entered);
  }
  if (node.type === "parallel") for (const region of Object.values(node.states)) enter(region, entered);
  if (node.type === "compound") for (const first of [...node.initial.target]) enter(first, entered);
}

function nameOf(action: unknown): string[] {
  if (typeof action === "string") return [action];
  if (typeof action !== "object" || action === null || !("type" in action)) return [];
  return typeof action.type === "string" && !action.type.startsWith("xstate.") ? [action.type] : [];
}
