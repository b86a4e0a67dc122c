/** When the last good backup was made: a desk without one says so before its disk does. */
import { formatDuration } from "../../../playbook/times.ts";
import { formatInstant } from "../../format.ts";
import type { PageContext } from "../../page-context.ts";

const hourMs = 60 * 60_000;
/** A daily backup that has failed once. */
const oldMs = 36 * hourMs;

interface LastBackupProps {
  readonly context: PageContext;
  /** ms; null: none. */
  readonly at: number | null;
}

export function LastBackup({ context, at }: LastBackupProps) {
  const { backup } = context.words.organisation.administration;
  const ageMs = at === null ? null : Math.max(0, context.now - at);
  const isOld = ageMs === null || ageMs > oldMs;
  return (
    <section class={isOld ? "panel is-overdue" : "panel"} aria-labelledby="backup">
      <h2 id="backup">{backup.title}</h2>
      <p>
        {at === null || ageMs === null
          ? backup.none
          : backup.made(formatInstant(context, at), formatDuration(wholeMs(ageMs), context.language))}
      </p>
      {isOld ? <p class="help">{backup.todo}</p> : null}
    </section>
  );
}

/** Seconds say nothing here, and neither do minutes after a day. */
function wholeMs(ageMs: number): number {
  const unit = ageMs > 24 * hourMs ? hourMs : 60_000;
  return Math.floor(ageMs / unit) * unit;
}
