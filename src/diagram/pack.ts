import type { Drawing, Point } from "./drawing.ts";

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

/** Corners: the edges, and beside or below what stands already. The free one that is highest wins, then the leftmost. */
function placeFor(drawing: Drawing, placed: readonly Placed[], widthMax: number): Point {
  const lefts = [0, ...placed.map((one) => one.at.x + one.drawing.width + gap)];
  const tops = [0, ...placed.map((one) => one.at.y + one.drawing.height + gap)];
  const free = tops
    .flatMap((y) => lefts.map((x) => ({ x, y })))
    .filter(({ x }) => x + drawing.width <= widthMax)
    .filter((at) => !placed.some((one) => touch(one, { drawing, at })));
  const [first] = free.sort((a, b) => a.y - b.y || a.x - b.x);
  return first ?? { x: 0, y: Math.max(...tops) };
}

function touch(a: Placed, b: Placed): boolean {
  const apart = (p: number, pSize: number, q: number, qSize: number): boolean =>
    p + pSize + gap <= q || q + qSize + gap <= p;
  return !(
    apart(a.at.x, a.drawing.width, b.at.x, b.drawing.width) || apart(a.at.y, a.drawing.height, b.at.y, b.drawing.height)
  );
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
