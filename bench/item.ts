/** What a measurement of the bench is. */
import type { Result } from "./report.ts";

export interface ItemOptions {
  /** Empty, and removed afterwards. */
  readonly folder: string;
  /** Smaller and shorter: to see that it works, not for figures. */
  readonly quick: boolean;
}

export interface Item {
  readonly name: string;
  readonly title: string;
  readonly run: (options: ItemOptions) => Promise<Result>;
}
