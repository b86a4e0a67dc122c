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

export interface Drawings {
  readonly draw: (playbook: Playbook, options: DrawOptions) => Promise<string>;
  /** The same, or null when that would take a while: then it is on its way. */
  readonly drawIfReady: (playbook: Playbook, options: DrawOptions) => Promise<string | null>;
}

/** By playbook, so that two definitions with the same name (tests, a reload) never share a picture. */
type Cache = WeakMap<Playbook, Map<Language, Promise<LaidOut>>>;

/** `lay` may work somewhere else: what it is given and what it returns is plain data. */
export function drawnElsewhere(lay: typeof layOut): Drawings {
  const cache: Cache = new WeakMap();
  const ready = new WeakSet<Promise<LaidOut>>();
  const asked = (playbook: Playbook, language: Language) => {
    const made = laidOut(cache, lay, playbook, language);
    // What went wrong is heard by whoever waits for it.
    made.then(() => ready.add(made)).catch(() => undefined);
    return made;
  };
  return {
    draw: async (playbook, options) => draw(playbook, await asked(playbook, options.language), options),
    drawIfReady: async (playbook, options) => {
      const made = asked(playbook, options.language);
      return ready.has(made) ? draw(playbook, await made, options) : null;
    },
  };
}

const here = drawnElsewhere(layOut);

export const drawPlaybook = here.draw;

/** In this thread. */
export const drawnHere: Drawings = { draw: drawPlaybook, drawIfReady: drawPlaybook };

function draw(playbook: Playbook, { chart, drawing }: LaidOut, { value, language }: DrawOptions): string {
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

function laidOut(cache: Cache, lay: typeof layOut, playbook: Playbook, language: Language): Promise<LaidOut> {
  const byLanguage = cache.get(playbook) ?? new Map<Language, Promise<LaidOut>>();
  cache.set(playbook, byLanguage);
  const known = byLanguage.get(language);
  if (known) return known;
  const chart = chartOf(playbook, language);
  const made = lay(chart, simplified(chart, atOnceLabel(language))).then((drawing) => ({ chart, drawing }));
  byLanguage.set(language, made);
  // Whoever asks next tries again.
  made.catch(() => byLanguage.delete(language));
  return made;
}

function withDescendants(state: ChartState): ChartState[] {
  return [state, ...state.children.flatMap(withDescendants)];
}
