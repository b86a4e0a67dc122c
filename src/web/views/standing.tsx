/** Where an incident stands: the phase that people speak of, and what goes on beside it. */
import { activePaths, stateLabel } from "../../playbook/states.ts";
import type { IncidentView } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";

interface StandingProps {
  readonly context: PageContext;
  readonly view: Pick<IncidentView, "playbook" | "instance" | "headline">;
}

export function Phase({ context, view }: StandingProps) {
  return <span class="chip">{formatText(context, stateLabel(view.playbook, view.headline.phase))}</span>;
}

/** Every part that runs at the same time, with its present state. */
export function Standing({ context, view }: StandingProps) {
  return (
    <dl class="standing">
      {activePaths(view.instance.value).map((path) => {
        const region = path.split(".")[0] ?? path;
        return (
          <div key={path}>
            {region === path ? null : <dt>{formatText(context, stateLabel(view.playbook, region))}</dt>}
            <dd>{formatText(context, stateLabel(view.playbook, path))}</dd>
          </div>
        );
      })}
    </dl>
  );
}
