/** How a refusal says at which steps an event belongs. */
import type { Text } from "../playbook.ts";

export function notAtThisStep(now: Text, steps: readonly Text[]): Text {
  return {
    zh: `现在是“${now.zh}”；这一步要到“${steps.map(({ zh }) => zh).join("”或“")}”时才能做。`,
    en: `The current step is “${now.en}”; this action is available in “${steps.map(({ en }) => en).join("” or “")}”.`,
  };
}
