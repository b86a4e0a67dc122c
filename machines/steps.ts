/** Which states of a machine take an event by themselves, and how a refusal says so. */
import type { AnyStateNode } from "xstate";
import type { Text } from "./playbook.ts";

/** The children of a state whose own transitions take the event. */
export function stepsThatTake(within: AnyStateNode, type: string): readonly string[] {
  return Object.entries(within.states).flatMap(([key, state]) =>
    state.ownEvents.some((own: string) => own === type) ? [key] : [],
  );
}

export function notAtThisStep(now: Text, steps: readonly Text[]): Text {
  return {
    zh: `现在是“${now.zh}”；这一步要到“${steps.map(({ zh }) => zh).join("”或“")}”时才能做。`,
    en: `It stands at “${now.en}”; this belongs to “${steps.map(({ en }) => en).join("” or “")}”.`,
  };
}
