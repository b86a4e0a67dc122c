/** A statechart in words: the same as the drawing, for reading aloud and for searching. */
import type { Chart as ChartModel, ChartState } from "../../diagram/chart.ts";
import type { PageContext } from "../page-context.ts";

interface ChartProps {
  readonly context: PageContext;
  readonly chart: ChartModel;
}

export function AsText({ context, chart }: ChartProps) {
  const { words } = context;
  return (
    <section aria-labelledby="text">
      <h2 id="text">{words.playbook.asText}</h2>
      <p class="quiet">{words.playbook.asTextIntro}</p>
      <ul class="outline">
        <Outline context={context} chart={chart} state={chart.root} labels={labelsOf(chart.root)} />
      </ul>
    </section>
  );
}

interface OutlineProps extends ChartProps {
  readonly state: ChartState;
  readonly labels: ReadonlyMap<string, string>;
}

function Outline({ context, chart, state, labels }: OutlineProps) {
  const { words } = context;
  const arrows = chart.arrows.filter((arrow) => arrow.from === state.path);
  const notes = [
    chart.initial.includes(state.path) ? words.playbook.initial : "",
    state.kind === "final" ? words.playbook.final : "",
    state.kind === "parallel" ? words.playbook.parallel : "",
  ].filter((note) => note !== "");
  return (
    <li>
      <b>{state.label}</b>
      {notes.length > 0 ? <span class="quiet">{words.remark(words.list(notes))}</span> : null}
      <ul>
        {arrows.flatMap((arrow) =>
          arrow.labels.map((label) => (
            <li key={`${arrow.to} ${label}`} class="step">
              {words.playbook.leadsTo(label, labels.get(arrow.to) ?? arrow.to)}
            </li>
          )),
        )}
        {state.stays.map((label) => (
          <li key={label} class="step">
            {words.playbook.stays(label.replace(/^↻ /, ""))}
          </li>
        ))}
        {state.children.map((child) => (
          <Outline key={child.path} context={context} chart={chart} state={child} labels={labels} />
        ))}
      </ul>
    </li>
  );
}

/** By path. */
export function labelsOf(state: ChartState): ReadonlyMap<string, string> {
  return new Map([[state.path, state.label], ...state.children.flatMap((child) => [...labelsOf(child)])] as [
    string,
    string,
  ][]);
}
