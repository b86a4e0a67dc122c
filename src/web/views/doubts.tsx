/** What is unusual about good values: each is asked once, and ticked before anything is recorded. */
import type { Doubt } from "../../../machines/playbook.ts";
import { say, type Scene } from "../scene.ts";

interface DoubtsProps {
  readonly scene: Scene;
  readonly doubts: readonly Doubt[];
  /** Codes that were ticked. */
  readonly confirmed: readonly string[];
  /** It was sent with some of them not ticked. */
  readonly isRefused: boolean;
}

export function Doubts({ scene, doubts, confirmed, isRefused }: DoubtsProps) {
  const { words } = scene;
  if (doubts.length === 0) return null;
  return (
    <fieldset class={isRefused ? "errors" : "note"}>
      <legend>{isRefused ? words.form.doubtsOpen : words.form.doubts}</legend>
      {doubts.map(({ code, text }) => (
        <label key={code} class="tick">
          <input type="checkbox" name="confirm" value={code} checked={confirmed.includes(code)} />{" "}
          <span>{say(scene, text)}</span>
        </label>
      ))}
    </fieldset>
  );
}
