/** Which actions a person finds, and why they do not find the others. */
import type { IncidentView, OfferedEvent } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { formatNames, formatText } from "../format.ts";
import { isolate } from "../../kernel/isolate.ts";

export function isOpenTo(offered: OfferedEvent): boolean {
  return offered.acceptable && offered.permitted;
}

/** The form that stands open: what is due, when this person can do it. */
export function mainOffer(view: Pick<IncidentView, "duty" | "offered">): OfferedEvent | null {
  return view.offered.find((offered) => offered.form.type === view.duty.event && isOpenTo(offered)) ?? null;
}

export function otherActions(view: Pick<IncidentView, "duty" | "offered">): readonly OfferedEvent[] {
  const main = mainOffer(view);
  return view.offered.filter((offered) => isOpenTo(offered) && offered !== main);
}

export function NotNow({
  context,
  view,
}: {
  readonly context: PageContext;
  readonly view: Pick<IncidentView, "offered">;
}) {
  const { words } = context;
  const others = view.offered.filter((offered) => !isOpenTo(offered));
  if (others.length === 0) return null;
  return (
    <details class="not-now">
      <summary>{words.incident.notNow(others.length)}</summary>
      <dl class="sheet">
        {others.map((offered) => (
          <div key={offered.form.type}>
            <dt>{formatText(context, offered.form.label)}</dt>
            <dd>
              {offered.whyNot === null ? words.form.cannot : formatText(context, offered.whyNot)}{" "}
              {offered.acceptable && offered.who.length > 0 ? (
                <span class="quiet">
                  {words.incident.who}
                  {words.colon}
                  {formatNames(
                    context,
                    offered.who.map((person) => isolate(person.name)),
                  )}
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
