/** Positions for a chart, worked out by the Eclipse Layout Kernel. Slow (about 50 ms) and always the same: cache it. */
import type { ELK, ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import type { Chart, ChartState } from "./chart.ts";
import type { Arrow, Box, Drawing, Point } from "./drawing.ts";
import { textWidth, wrap } from "./measure.ts";
import { pack } from "./pack.ts";
import type { DrawnArrow } from "./simplify.ts";

export const stateFont = 14;
export const titleFont = 13;
export const arrowFont = 12;
export const lineHeight = 1.35;

const stateTextMax = 190;
const arrowTextMax = 170;

/** Nested boxes do not inherit: every one is told. */
const layerOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.spacing.nodeNodeBetweenLayers": "26",
  "elk.spacing.nodeNode": "26",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.edgeLabel": "5",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
};

const rootOptions = {
  ...layerOptions,
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.padding": "[top=2,left=2,bottom=2,right=2]",
};

/** Regions that no arrow joins are laid out one by one and packed: a parallel chart would be too wide. */
export async function layOut(chart: Chart, arrows: readonly DrawnArrow[]): Promise<Drawing> {
  const { root } = chart;
  const isPacked = root.kind === "parallel" && arrows.every((arrow) => regionOf(arrow.from) === regionOf(arrow.to));
  const parts = isPacked ? root.children : [{ ...root }];
  const drawings: Drawing[] = [];
  for (const part of parts) drawings.push(await layOutPart(part, arrows, chart.initial));
  return pack(drawings);
}

function regionOf(path: string): string {
  return path.split(".")[0] ?? "";
}

async function layOutPart(part: ChartState, all: readonly DrawnArrow[], firsts: readonly string[]): Promise<Drawing> {
  const inside = (path: string): boolean => part.path === "" || path === part.path || path.startsWith(`${part.path}.`);
  const arrows = all.filter((arrow) => inside(arrow.from) && inside(arrow.to));
  const states = part.path === "" && part.kind === "compound" ? part.children : [part];
  const initial = firsts.filter((path) => inside(path));
  const graph: ElkNode = {
    id: "graph",
    layoutOptions: rootOptions,
    children: states.map((state) => elkState(state, initial)),
    edges: [...arrows.map((arrow, index) => elkArrow(arrow, index)), ...initial.map(elkInitial)],
  };
  if (part.path === "" && part.kind === "compound") graph.children?.push(...initialDots(part, initial));
  return positioned(await (await kernel()).layout(graph), states, arrows);
}

/** Loaded when first needed: it is a megabyte of code that the command line seldom wants. */
let known: Promise<ELK> | null = null;

async function kernel(): Promise<ELK> {
  known ??= import("elkjs/lib/elk.bundled.js").then(({ default: elk }) => new elk.default());
  return known;
}

function elkState(state: ChartState, initial: readonly string[]): ElkNode {
  if (state.children.length === 0) return { id: state.path, ...leafSize(state) };
  const title = textWidth(state.label, titleFont) + 40;
  return {
    id: state.path,
    layoutOptions: {
      ...layerOptions,
      "elk.padding": "[top=40,left=16,bottom=16,right=16]",
      "elk.nodeSize.constraints": "MINIMUM_SIZE",
      "elk.nodeSize.minimum": `(${title}, 60)`,
    },
    children: [...initialDots(state, initial), ...state.children.map((child) => elkState(child, initial))],
  };
}

function initialDots(parent: ChartState, initial: readonly string[]): ElkNode[] {
  return parent.children
    .filter((child) => initial.includes(child.path))
    .map((child) => ({ id: `dot:${child.path}`, width: 10, height: 10 }));
}

function elkInitial(path: string): ElkExtendedEdge {
  return { id: `first:${path}`, sources: [`dot:${path}`], targets: [path] };
}

function leafSize(state: ChartState): { width: number; height: number } {
  if (state.kind === "history" || state.kind === "choice") return { width: 28, height: 28 };
  const lines = wrap(state.label, stateFont, stateTextMax);
  const stays = staysOf(state);
  const widest = Math.max(
    // Bold while it is active, and then with a mark before it.
    ...lines.map((line) => textWidth(`● ${line}`, stateFont) * 1.08),
    ...stays.map((line) => textWidth(line, arrowFont)),
  );
  const height = (lines.length * stateFont + stays.length * arrowFont) * lineHeight + (stays.length > 0 ? 8 : 0);
  return { width: Math.max(84, widest + 26), height: Math.ceil(height + 20) };
}

function staysOf(state: ChartState): string[] {
  return state.stays.flatMap((label) => wrap(label, arrowFont, stateTextMax));
}

function elkArrow(arrow: DrawnArrow, index: number): ElkExtendedEdge {
  const ends = { id: `arrow:${index}`, sources: [arrow.from], targets: [arrow.to] };
  if (arrow.labels.length === 0) return ends;
  const lines = arrow.labels.flatMap((label) => wrap(label, arrowFont, arrowTextMax));
  const width = Math.max(...lines.map((line) => textWidth(line, arrowFont))) + 6;
  return {
    ...ends,
    labels: [{ text: lines.join("\n"), width, height: Math.ceil(lines.length * arrowFont * lineHeight) + 4 }],
  };
}

function positioned(graph: ElkNode, states: readonly ChartState[], arrows: readonly DrawnArrow[]): Drawing {
  const origins = new Map<string, Point>();
  const sizes = new Map<string, { width: number; height: number }>();
  const place = (node: ElkNode, at: Point): void => {
    const origin = { x: at.x + (node.x ?? 0), y: at.y + (node.y ?? 0) };
    origins.set(node.id, origin);
    sizes.set(node.id, { width: node.width ?? 0, height: node.height ?? 0 });
    for (const child of node.children ?? []) place(child, origin);
  };
  place(graph, { x: 0, y: 0 });
  const all = states.flatMap(withDescendants);
  const boxes = all.map((state): Box => ({
    state,
    ...(origins.get(state.path) ?? { x: 0, y: 0 }),
    ...(sizes.get(state.path) ?? { width: 0, height: 0 }),
    lines: state.children.length > 0 ? [state.label] : wrap(state.label, stateFont, stateTextMax),
    stays: staysOf(state),
  }));
  const dots = [...origins].filter(([id]) => id.startsWith("dot:")).map(([, at]) => ({ x: at.x + 5, y: at.y + 5 }));
  const drawn = (graph.edges ?? []).map((edge) => drawnArrow(edge, origins, arrows));
  return { width: graph.width ?? 0, height: graph.height ?? 0, boxes, arrows: drawn, dots };
}

function withDescendants(state: ChartState): ChartState[] {
  return [state, ...state.children.flatMap(withDescendants)];
}

/** Coordinates of an edge count from the box that contains it; `container` names that box. */
function drawnArrow(edge: ElkExtendedEdge, origins: ReadonlyMap<string, Point>, arrows: readonly DrawnArrow[]): Arrow {
  const origin = origins.get(edge.container ?? "graph") ?? { x: 0, y: 0 };
  const section = edge.sections?.[0];
  const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
  const label = edge.labels?.[0];
  const isNamed = arrows.length > 0 && edge.id.startsWith("arrow:") && label !== undefined;
  return {
    points: points.map((point) => ({ x: point.x + origin.x, y: point.y + origin.y })),
    isBothWays: arrows[Number(edge.id.replace("arrow:", ""))]?.isBothWays ?? false,
    label: isNamed
      ? {
          x: (label.x ?? 0) + origin.x,
          y: (label.y ?? 0) + origin.y,
          width: label.width ?? 0,
          lines: (label.text ?? "").split("\n"),
        }
      : null,
  };
}
