import type { Drawing, Point } from "./layout.ts";

const gap = 24;
/** A little more than the page of a laptop, which then shows the picture somewhat smaller. */
const comfortableWidth = 1400;

interface Placed {
  readonly drawing: Drawing;
  readonly at: Point;
}

/** Each drawing, in the machine's order, as high up as it fits; of equal heights as far left. */
export function pack(drawings: readonly Drawing[]): Drawing {
  const widthMax = Math.max(comfortableWidth, ...drawings.map((drawing) => drawing.width));
  const placed: Placed[] = [];
  for (const drawing of drawings) placed.push({ drawing, at: placeFor(drawing, placed, widthMax) });
  const moved = placed.map(({ drawing, at }) => move(drawing, at));
  return {
    width: Math.max(...placed.map(({ drawing, at }) => at.x + drawing.width)),
    height: Math.max(...placed.map(({ drawing, at }) => at.y + drawing.height)),
    boxes: moved.flatMap((drawing) => drawing.boxes),
    arrows: moved.flatMap((drawing) => drawing.arrows),
    dots: moved.flatMap((drawing) => drawing.dots),
  };
}

/** Against the left edge or beside one that stands already; below whatever is in its way. */
function placeFor(drawing: Drawing, placed: readonly Placed[], widthMax: number): Point {
  const lefts = [0, ...placed.map((one) => one.at.x + one.drawing.width + gap)];
  const places = lefts
    .filter((x) => x + drawing.width <= widthMax)
    .map((x) => ({ x, y: bottomOf(placed.filter((one) => isOver(one, x, drawing.width))) }));
  return places.reduce((best, one) => (one.y < best.y || (one.y === best.y && one.x < best.x) ? one : best), {
    x: 0,
    y: bottomOf(placed),
  });
}

function isOver({ drawing, at }: Placed, x: number, width: number): boolean {
  return at.x < x + width + gap && x < at.x + drawing.width + gap;
}

function bottomOf(placed: readonly Placed[]): number {
  return Math.max(0, ...placed.map(({ drawing, at }) => at.y + drawing.height + gap));
}

function move(drawing: Drawing, by: Point): Drawing {
  const moved = <Place extends Point>(place: Place): Place => ({ ...place, x: place.x + by.x, y: place.y + by.y });
  return {
    ...drawing,
    boxes: drawing.boxes.map(moved),
    arrows: drawing.arrows.map((arrow) => ({
      ...arrow,
      points: arrow.points.map(moved),
      label: arrow.label && moved(arrow.label),
    })),
    dots: drawing.dots.map(moved),
  };
}
