/** On every page: who has the duty now, until when, and who comes next; and an alarm when nobody can be woken. */
import { Fragment } from "preact";
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
        {/* Narrow pages open the whole line by this; wide ones show it at all times. */}
        <details class="duty-fold">
          <summary>
            <Names context={context} layers={duty.layers} />
          </summary>
        </details>
        <div class="duty-content">
          <a href="/roster">{frame.onDuty}</a>
          <ul>
            {duty.layers.map((one) => (
              <Layer key={one.layer} context={context} duty={one} />
            ))}
          </ul>
        </div>
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

interface NamesProps {
  readonly context: PageContext;
  readonly layers: readonly OnDuty[];
}

/** In one line: who has the duty now. A layer that is not rostered has nobody to name. */
function Names({ context, layers }: NamesProps) {
  const { frame, roster } = context.words.organisation;
  const rostered = layers.filter((one) => one.isRostered);
  if (rostered.length === 0) return <>{frame.onDuty}</>;
  return (
    <>
      {frame.onDuty}
      {context.words.colon}
      {rostered.map(({ layer, onDuty }, index) => (
        <Fragment key={layer}>
          {index === 0 ? null : " · "}
          <b>{onDuty === null ? `▲ ${roster.nobody}` : <bdi>{onDuty.name}</bdi>}</b>
        </Fragment>
      ))}
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
