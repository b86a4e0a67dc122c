/**
 * A laid-out chart as SVG. Colours are presentation attributes that read on white, so that the file works by itself; a
 * style sheet may override them by class. No style element and no style attribute: a strict content policy forbids both.
 */
import type { Arrow, Box, Drawing, Point } from "./drawing.ts";
import { escapeMarkup } from "../kernel/markup.ts";
import { arrowFont, lineHeight, stateFont, titleFont } from "./layout.ts";

export interface Picture {
  readonly drawing: Drawing;
  readonly active: ReadonlySet<string>;
  readonly title: string;
  readonly description: string;
  readonly language: string;
}

const margin = 12;
const ink = "#1b2733";
const quiet = "#526170";
const edge = "#8a97a5";
const fonts =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

export function svgOf({ drawing, active, title, description, language }: Picture): string {
  const width = Math.ceil(drawing.width + 2 * margin);
  const height = Math.ceil(drawing.height + 2 * margin);
  const parents = drawing.boxes.filter((box) => box.state.children.length > 0);
  const leaves = drawing.boxes.filter((box) => box.state.children.length === 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" xml:lang="${language}" lang="${language}"`,
    ` aria-labelledby="chart-title chart-description" width="${width}" height="${height}"`,
    ` viewBox="${-margin} ${-margin} ${width} ${height}" font-family="${fonts}">`,
    `<title id="chart-title">${escape(title)}</title><desc id="chart-description">${escape(description)}</desc>`,
    `<defs><marker id="chart-head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">`,
    `<path class="chart-head" d="M0 0.5 8 4 0 7.5Z" fill="${quiet}"/></marker></defs>`,
    `<rect class="chart-paper" x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parents.map((box) => parentBox(box, active.has(box.state.path))),
    ...drawing.arrows.map(arrowLine),
    ...drawing.dots.map((at) => `<circle class="chart-dot" cx="${n(at.x)}" cy="${n(at.y)}" r="5" fill="${ink}"/>`),
    ...leaves.map((box) => leafBox(box, active.has(box.state.path))),
    ...drawing.arrows.map(arrowWords),
    "</svg>",
  ].join("");
}

function parentBox(box: Box, isActive: boolean): string {
  const title = `${isActive ? "● " : ""}${box.lines.join(" ")}`;
  const dashes = box.state.kind === "parallel" ? ` stroke-dasharray="6 4"` : "";
  return (
    `<g class="chart-parent${isActive ? " is-active" : ""}">` +
    rect(box, {
      rx: 10,
      fill: "#f6f8fa",
      stroke: isActive ? quiet : "#c3ccd5",
      width: isActive ? 1.75 : 1,
      more: dashes,
    }) +
    words([title], { x: box.x + 14, y: box.y + 24 }, { size: titleFont, fill: quiet, anchor: "start", weight: 600 }) +
    "</g>"
  );
}

function leafBox(box: Box, isActive: boolean): string {
  if (box.state.kind === "choice") return choice(box);
  const isFinal = box.state.kind === "final";
  const middle = box.x + box.width / 2;
  const labelHeight = box.lines.length * stateFont * lineHeight;
  const inside = box.stays.length > 0 ? 8 + box.stays.length * arrowFont * lineHeight : 0;
  const top = box.y + (box.height - labelHeight - inside) / 2;
  const lines = box.lines.map((line, index) => (isActive && index === 0 ? `● ${line}` : line));
  const ring = isFinal ? rect(inset(box, 3), { rx: 6, fill: "none", stroke: edge, width: 1, more: "" }) : "";
  const stayTop = top + labelHeight + 8;
  return (
    `<g class="chart-state${isActive ? " is-active" : ""}">` +
    rect(box, {
      rx: 9,
      fill: isActive ? "#d9ecfb" : "#ffffff",
      stroke: isActive ? "#0b5a94" : edge,
      width: isActive ? 3 : 1.25,
      more: "",
    }) +
    ring +
    words(
      box.state.kind === "history" ? ["H"] : lines,
      { x: middle, y: top + stateFont },
      { size: stateFont, fill: ink, anchor: "middle", weight: isActive ? 700 : 500 },
    ) +
    words(
      box.stays,
      { x: middle, y: stayTop + arrowFont },
      { size: arrowFont, fill: quiet, anchor: "middle", weight: 400 },
    ) +
    "</g>"
  );
}

/** The diamond of a place where nothing rests; its name is for those who point at it or have it read out. */
function choice({ state, x, y, width, height }: Box): string {
  const middle = { x: x + width / 2, y: y + height / 2 };
  const corners = `M${n(middle.x)} ${n(y)}L${n(x + width)} ${n(middle.y)} ${n(middle.x)} ${n(y + height)} ${n(x)} ${n(middle.y)}Z`;
  return `<g class="chart-choice"><title>${escape(state.label)}</title><path d="${corners}" fill="#ffffff" stroke="${edge}" stroke-width="1.25"/></g>`;
}

function inset(box: Box, by: number): Box {
  return { ...box, x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by };
}

interface RectLook {
  readonly rx: number;
  readonly fill: string;
  readonly stroke: string;
  readonly width: number;
  readonly more: string;
}

function rect(box: Box, look: RectLook): string {
  return (
    `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${look.rx}"` +
    ` fill="${look.fill}" stroke="${look.stroke}" stroke-width="${look.width}"${look.more}/>`
  );
}

function arrowLine(arrow: Arrow): string {
  if (arrow.points.length < 2) return "";
  const start = arrow.isBothWays ? ` marker-start="url(#chart-head)"` : "";
  return `<path class="chart-arrow" d="${rounded(arrow.points)}" fill="none" stroke="${quiet}" stroke-width="1.25" marker-end="url(#chart-head)"${start}/>`;
}

/** Corners are cut by a small curve: a line that bends reads as one line. */
function rounded(points: readonly Point[]): string {
  const parts = points.map((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before) return `M${n(point.x)} ${n(point.y)}`;
    if (!after) return `L${n(point.x)} ${n(point.y)}`;
    const start = towards(point, before, 6);
    const end = towards(point, after, 6);
    return `L${n(start.x)} ${n(start.y)}Q${n(point.x)} ${n(point.y)} ${n(end.x)} ${n(end.y)}`;
  });
  return parts.join("");
}

function towards(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(by, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function arrowWords({ label }: Arrow): string {
  if (!label || label.lines.every((line) => line === "")) return "";
  const at = { x: label.x + label.width / 2, y: label.y + arrowFont + 1 };
  const height = n(label.lines.length * arrowFont * lineHeight + 2);
  return (
    `<g class="chart-words"><rect class="chart-behind" x="${n(label.x)}" y="${n(label.y)}" width="${n(label.width)}" height="${height}" rx="3" fill="#ffffff" fill-opacity="0.8"/>` +
    words(label.lines, at, { size: arrowFont, fill: quiet, anchor: "middle", weight: 400 }) +
    "</g>"
  );
}

interface WordsLook {
  readonly size: number;
  readonly fill: string;
  readonly anchor: "start" | "middle";
  readonly weight: number;
}

function words(lines: readonly string[], at: Point, look: WordsLook): string {
  return lines
    .map(
      (line, index) =>
        `<text x="${n(at.x)}" y="${n(at.y + index * look.size * lineHeight)}" font-size="${look.size}" font-weight="${look.weight}"` +
        ` text-anchor="${look.anchor}" fill="${look.fill}">${escape(line)}</text>`,
    )
    .join("");
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

// XML knows no way to write most control characters, not even escaped.
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escape(text: string): string {
  return escapeMarkup(text.replace(unspeakable, "�"));
}
