/** Who will have the duty without a channel that is known to reach them. */
import { formatTime } from "../../../playbook/times.ts";
import { unprovenShifts, unprovenWords } from "../../../roster/unproven.ts";
import { formatText } from "../../format.ts";
import type { RosterProps } from "./roster-props.ts";

/** More than these are not read. */
const shiftsMax = 12;
const lookAheadMs = 14 * 24 * 60 * 60_000;

export function UnprovenList({ context, view, proven }: RosterProps) {
  const { roster } = context.words.organisation;
  const { directory, now } = view;
  const shifts = proven === null ? [] : unprovenShifts(directory, proven, now, now + lookAheadMs);
  if (shifts.length === 0) return null;
  const say = (shift: (typeof shifts)[number]) =>
    unprovenWords(directory, shift, (at, language) => formatTime(at, language, context.organisation));
  return (
    <section aria-labelledby="unproven">
      <h2 id="unproven">{roster.unproven}</h2>
      <div class="caution">
        <b>{roster.unprovenIntro}</b>
        <ul class="plain">
          {shifts.slice(0, shiftsMax).map((shift) => (
            <li key={`${shift.layer} ${shift.person}`}>{formatText(context, say(shift))}</li>
          ))}
          {shifts.length > shiftsMax ? <li>{`… + ${shifts.length - shiftsMax}`}</li> : null}
        </ul>
        <p>
          <a href="/channels">{context.words.delivery.channels.title}</a>
        </p>
      </div>
    </section>
  );
}
