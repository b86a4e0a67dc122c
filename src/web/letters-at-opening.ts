import type { LetterForm, Playbook } from "../../machines/playbook.ts";

type Node = Playbook["machine"]["root"];

/** The letters that a registration asks for by itself: those of the states that the machine begins in. */
export function lettersAtOpening(playbook: Playbook): readonly LetterForm[] {
  const names = new Set(entered(playbook.machine.root).flatMap((node) => node.entry.map(nameOf)));
  return Object.entries(playbook.letters)
    .filter(([name]) => names.has(name))
    .map(([, letter]) => letter);
}

function entered(node: Node): Node[] {
  const below =
    node.type === "parallel" ? Object.values(node.states) : node.type === "compound" ? node.initial.target : [];
  return [node, ...below.flatMap(entered)];
}

/** A machine may name an action by a word or by an object. */
function nameOf(action: unknown): string {
  if (typeof action === "string") return action;
  return typeof action === "object" && action !== null && "type" in action ? String(action.type) : "";
}
