/** The drawn statechart of a playbook: on its page, in a replay as it was at that moment, and as a file of its own. */
import { playbookKey, type Language, type Playbook } from "../../machines/playbook.ts";
import { activePaths } from "./active.ts";
import { atOnceLabel, chartOf, type Chart, type ChartState } from "./chart.ts";
import type { Drawing } from "./drawing.ts";
import { layOut } from "./layout.ts";
import { simplified } from "./simplify.ts";
import { svgOf } from "./svg.ts";
import { diagramWords } from "./words.ts";

export interface DrawOptions {
  /** The machine's value, whose states are marked; none when left out. */
  readonly value?: unknown;
  readonly language: Language;
}

interface LaidOut {
  readonly chart: Chart;
  readonly drawing: Drawing;
}

/** By playbook, so that two definitions with the same name (tests, a reload) never share a picture. */
const cache = new WeakMap<Playbook, Map<Language, Promise<LaidOut>>>();

export async function drawPlaybook(playbook: Playbook, { value, language }: DrawOptions): Promise<string> {
  const { chart, drawing } = await laidOut(playbook, language);
  const words = diagramWords[language];
  const active = activePaths(value);
  const states = withDescendants(chart.root);
  const present = states
    .filter((state) => state.children.length === 0 && active.has(state.path))
    .map(({ label }) => label);
  const counted = words.describes(states.length - 1, chart.arrows.length);
  return svgOf({
    drawing,
    active,
    title: `${words.statechart(chart.root.label)} (${playbookKey(playbook)})`,
    description: present.length > 0 ? `${words.now(present)} ${counted}` : counted,
    language,
  });
}

function laidOut(playbook: Playbook, language: Language): Promise<LaidOut> {
  const byLanguage = cache.get(playbook) ?? new Map<Language, Promise<LaidOut>>();
  cache.set(playbook, byLanguage);
  const known = byLanguage.get(language);
  if (known) return known;
  const chart = chartOf(playbook, language);
  const made = layOut(chart, simplified(chart, atOnceLabel(language))).then((drawing) => ({ chart, drawing }));
  byLanguage.set(language, made);
  return made;
}

function withDescendants(state: ChartState): ChartState[] {
  return [state, ...state.children.flatMap(withDescendants)];
}
