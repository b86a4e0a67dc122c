import { personById } from "../../../directory/directory.ts";
import { cannotHave } from "../../../roster/can-have.ts";
import { onDutyNow, type OnDuty } from "../../../roster/duty-now.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText, formatInstant } from "../../format.ts";
import type { RosterProps } from "./roster-props.ts";
import { isolate } from "../../../kernel/isolate.ts";

/** Who has the duty, until when, who comes; and the button for whoever has to step in at once. */
export function NowAndNext({ context, view }: RosterProps) {
  const { roster } = context.words.organisation;
  return (
    <section aria-labelledby="now-next">
      <h2 id="now-next">{roster.now}</h2>
      <ul class="clocks duty-cards">
        {onDutyNow(view.directory, view.now).map((duty) => (
          <DutyCard key={duty.layer} context={context} view={view} duty={duty} />
        ))}
      </ul>
    </section>
  );
}

interface DutyCardProps extends Pick<RosterProps, "view"> {
  readonly context: PageContext;
  readonly duty: OnDuty;
}

function DutyCard({ context, view, duty }: DutyCardProps) {
  const { roster, frame } = context.words.organisation;
  const isMissing = duty.onDuty === null && duty.isRostered;
  return (
    <li class={isMissing ? "clock is-overdue" : "clock is-calm"}>
      <h3>{formatText(context, duty.label)}</h3>
      <p class="duty-name">
        {duty.onDuty ? (
          <b>
            <bdi>{duty.onDuty.name}</bdi>
          </b>
        ) : (
          <b class={isMissing ? "state" : "quiet"}>
            {isMissing ? (
              <span class="shape" aria-hidden="true">
                ▲
              </span>
            ) : null}
            {duty.isRostered ? frame.nobody(formatText(context, duty.label)) : frame.notRostered}
          </b>
        )}{" "}
        {duty.insteadOf === null ? null : <span class="quiet">{frame.actingFor(isolate(duty.insteadOf.name))}</span>}
      </p>
      {duty.requires?.post ? (
        <p class="quiet">{roster.requiredPost(isolate(formatText(context, duty.requires.name)))}</p>
      ) : null}
      {duty.skipped === null ? null : <p class="quiet">{formatText(context, duty.skipped.why)}</p>}
      {duty.until === null ? null : (
        <p class="quiet">
          {frame.until(formatInstant(context, duty.until))} ·{" "}
          {duty.next ? frame.next(isolate(duty.next.name)) : frame.nobodyNext}
        </p>
      )}
      {canTakeOver(context, view, duty) ? (
        <p class="buttons">
          <a
            class={isMissing ? "button primary" : "button"}
            href={`/administration/DUTY_TAKEN_OVER?layer=${duty.layer}`}
          >
            {roster.takeOver}
          </a>
        </p>
      ) : null}
    </li>
  );
}

/** Only whoever would be let have it: with the role, and not absent. */
function canTakeOver(context: PageContext, { directory, now }: RosterProps["view"], duty: OnDuty): boolean {
  const me = context.person && personById(directory, context.person.id);
  if (!me || duty.onDuty?.id === me.id) return false;
  return cannotHave(directory, duty.layer, me.id, { from: now, until: now + 1 }, me.id) === null;
}
