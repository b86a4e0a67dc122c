/** A playbook's statechart as boxes and arrows with words on them: what is to be drawn, without any positions. */
import { delayWords, type EventForm, type Language, type Playbook } from "../../machines/playbook.ts";
import { diagramWords } from "./words.ts";

export interface ChartState {
  /** Below the root, joined by dots; "" is the root itself. */
  readonly path: string;
  readonly label: string;
  /** `choice`: nothing ever rests there; it sends on at once. */
  readonly kind: "atomic" | "compound" | "parallel" | "final" | "history" | "choice";
  readonly children: readonly ChartState[];
  /** What happens here without leaving. */
  readonly stays: readonly string[];
}

export interface ChartArrow {
  readonly from: string;
  readonly to: string;
  /** One a line; an arrow without words happens by itself, at once. */
  readonly labels: readonly string[];
}

export interface Chart {
  readonly root: ChartState;
  readonly arrows: readonly ChartArrow[];
  /** Paths of the states that are entered first in their parents. */
  readonly initial: readonly string[];
}

type Node = Playbook["machine"]["root"];

/** Reads the machine; the same machine and language give the same chart. */
export function chartOf(playbook: Playbook, language: Language): Chart {
  const nodes = withDescendants(playbook.machine.root);
  const speak = speaker(playbook, language);
  const arrows = new Map<string, { from: string; to: string; labels: string[] }>();
  for (const node of nodes) {
    for (const { target, label } of leaving(node, speak)) {
      const key = `${pathOf(node)}→${pathOf(target)}`;
      const arrow = arrows.get(key) ?? { from: pathOf(node), to: pathOf(target), labels: [] };
      if (!arrow.labels.includes(label)) arrow.labels.push(label);
      arrows.set(key, arrow);
    }
  }
  return {
    root: stateOf(playbook.machine.root, playbook, language, speak),
    arrows: [...arrows.values()],
    initial: nodes.flatMap((node) => initialOf(node)),
  };
}

function withDescendants(node: Node): Node[] {
  return [node, ...childrenOf(node).flatMap(withDescendants)];
}

function childrenOf(node: Node): Node[] {
  return Object.values(node.states);
}

function pathOf(node: Node): string {
  return node.path.join(".");
}

function initialOf(node: Node): string[] {
  const first = node.type === "compound" ? node.initial.target[0] : undefined;
  return first ? [pathOf(first)] : [];
}

function stateOf(node: Node, playbook: Playbook, language: Language, speak: Speaker): ChartState {
  const path = pathOf(node);
  return {
    path,
    label: path === "" ? playbook.title[language] : (playbook.states[path]?.label[language] ?? node.key),
    kind: isChoice(node) ? "choice" : node.type,
    children: childrenOf(node).map((child) => stateOf(child, playbook, language, speak)),
    stays: node.type === "atomic" ? staying(node, speak) : [],
  };
}

/** Its last way out asks nothing, so that one of them is always taken. */
function isChoice(node: Node): boolean {
  const last = node.always?.at(-1);
  return node.type === "atomic" && last !== undefined && last.guard === undefined;
}

type Speaker = (eventType: string, isDelayed: boolean) => string;

/** What an arrow says that needs neither a person nor a clock. */
export function atOnceLabel(language: Language): string {
  return `↯ ${diagramWords[language].atOnce}`;
}

/** The words on an arrow: the event's own label; a clock sign where time does it. */
function speaker(playbook: Playbook, language: Language): Speaker {
  const words = diagramWords[language];
  const labels = new Map(playbook.events.map((form: EventForm) => [form.type, form.label[language]]));
  return (eventType, isDelayed) => {
    if (isDelayed) return `◷ ${delayWords(playbook, eventType)?.[language] ?? words.whenDue}`;
    if (eventType === "") return atOnceLabel(language);
    if (eventType.startsWith("xstate.done")) return words.whenDone;
    return labels.get(eventType) ?? eventType;
  };
}

interface Leaving {
  readonly target: Node;
  readonly label: string;
}

interface Step {
  readonly targets: readonly Node[];
  readonly label: string;
}

interface Transition {
  readonly eventType: string;
  readonly target?: readonly Node[] | undefined;
}

function stepsOf(node: Node, speak: Speaker): Step[] {
  // The machine's types say `any` for what a playbook's machine may be.
  const after: readonly Transition[] = node.after;
  const sent: readonly Transition[] = [...node.transitions.values()].flat();
  const delayed = new Set(after.map((transition) => transition.eventType));
  const steps = sent.map((transition) => ({
    targets: transition.target ?? [],
    label: speak(transition.eventType, delayed.has(transition.eventType)),
  }));
  const always = (node.always ?? []).map((transition) => ({
    targets: transition.target ?? [],
    label: speak("", false),
  }));
  return [...steps, ...always];
}

function leaving(node: Node, speak: Speaker): Leaving[] {
  return stepsOf(node, speak).flatMap(({ targets, label }) =>
    targets.filter((target) => target !== node).map((target) => ({ target, label })),
  );
}

function staying(node: Node, speak: Speaker): string[] {
  const labels = stepsOf(node, speak)
    .filter(({ targets }) => targets.length === 0 || targets.every((target) => target === node))
    .map(({ label }) => `↻ ${label}`);
  return [...new Set(labels)];
}
