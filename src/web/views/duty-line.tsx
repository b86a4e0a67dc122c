/** On every page: who has the duty now, until when, and who comes next; and an alarm when nobody can be woken. */
import type { OnDuty } from "../../roster/duty-now.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText } from "../format.ts";
import { formatShort } from "../short-time.ts";
import { isolate } from "../../kernel/isolate.ts";

export function DutyLine({ context }: { readonly context: PageContext }) {
  const { duty } = context;
  const { frame } = context.words.organisation;
  if (duty === null || duty.layers.length === 0) return null;
  const missing = duty.layers.filter((one) => one.isRostered && one.onDuty === null);
  return (
    <>
      <aside class="duty-line" aria-label={frame.onDuty}>
        <a href="/roster">{frame.onDuty}</a>
        <ul>
          {duty.layers.map((one) => (
            <Layer key={one.layer} context={context} duty={one} />
          ))}
        </ul>
      </aside>
      {missing.length === 0 && !duty.isNobodyReachable ? null : (
        <div class="alarm" role="alert">
          {missing.map((one) => (
            <p key={one.layer}>
              <span class="shape" aria-hidden="true">
                ▲
              </span>
              <b>{frame.nobody(formatText(context, one.label))}</b>{" "}
              {one.until === null ? null : frame.until(formatShort(context, one.until, context.now))}{" "}
              <a href="/roster">{frame.roster}</a>
            </p>
          ))}
          {duty.isNobodyReachable ? <p>{frame.nobodyReachable}</p> : null}
        </div>
      )}
    </>
  );
}

function Layer({ context, duty }: { readonly context: PageContext; readonly duty: OnDuty }) {
  const { frame } = context.words.organisation;
  return (
    <li>
      <span class="duty-layer">{formatText(context, duty.label)}</span>{" "}
      {duty.onDuty ? (
        <b>
          <bdi>{duty.onDuty.name}</bdi>
        </b>
      ) : (
        <span>{duty.isRostered ? `▲ ${context.words.organisation.roster.nobody}` : frame.notRostered}</span>
      )}{" "}
      {duty.until === null ? null : (
        <span>
          <time dateTime={isoTime(duty.until)}>{frame.until(formatShort(context, duty.until, context.now))}</time>
          {" · "}
          {duty.next ? frame.next(isolate(duty.next.name)) : frame.nobodyNext}
        </span>
      )}
    </li>
  );
}
