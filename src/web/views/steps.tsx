/** Where an incident stands, in one line that opens the drawing. */
import type { IncidentView } from "../../desk/views.ts";
import { stepsOf, type StepState } from "../steps.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { Chart } from "./chart.tsx";
import { Standing } from "./standing.tsx";

const shapes: Readonly<Record<StepState, string>> = { done: "✓", now: "●", skipped: "–", later: "○" };

interface StepsProps {
  readonly context: PageContext;
  readonly view: IncidentView;
  readonly chart: string | null;
}

export function Steps({ context, view, chart }: StepsProps) {
  const { words } = context;
  return (
    <section aria-labelledby="chart">
      <h2 id="chart" class="away">
        {words.incident.chart}
      </h2>
      <details class="steps">
        <summary>
          {stepsOf(view).map((step) => (
            <span key={step.path} class={`step is-${step.state}${step.distance > 1 ? " is-far" : ""}`}>
              <span aria-hidden="true">{shapes[step.state]}</span> {formatText(context, step.label)}
              <span class="away">{words.remark(words.incident.steps[step.state])}</span>
            </span>
          ))}
          <span class="steps-open">{words.incident.drawing}</span>
        </summary>
        <Standing context={context} view={view} />
        <Chart context={context} svg={chart} />
      </details>
    </section>
  );
}
