/** What is unusual about good values: each is asked once, and ticked before anything is recorded. */
import type { Doubt } from "../../../machines/playbook.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";

interface DoubtsProps {
  readonly context: PageContext;
  readonly doubts: readonly Doubt[];
  /** Codes that were ticked. */
  readonly confirmed: readonly string[];
  /** It was sent with some of them not ticked. */
  readonly isRefused: boolean;
}

export function Doubts({ context, doubts, confirmed, isRefused }: DoubtsProps) {
  const { words } = context;
  if (doubts.length === 0) return null;
  return (
    <div class={isRefused ? "errors" : "note"} role="group" aria-labelledby="doubts-title">
      <h2 id="doubts-title">{isRefused ? words.form.doubtsOpen : words.form.doubts}</h2>
      {doubts.map(({ code, text }) => (
        <label key={code} class="option">
          <input type="checkbox" name="confirm" value={code} checked={confirmed.includes(code)} />
          <span>{formatText(context, text)}</span>
        </label>
      ))}
    </div>
  );
}
