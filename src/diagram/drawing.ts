/** A chart with positions: everything that the pencil needs. */
import type { ChartState } from "./chart.ts";

export interface Box {
  readonly state: ChartState;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  readonly stays: readonly string[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Arrow {
  readonly points: readonly Point[];
  readonly isBothWays: boolean;
  readonly label: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly lines: readonly string[];
  } | null;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Parents before their children. */
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly dots: readonly Point[];
}
