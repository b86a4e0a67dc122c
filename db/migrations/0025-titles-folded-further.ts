import { foldPresentTitles } from "./0016-folded-titles.ts";
import type { Migration } from "./migration.ts";

/** Letters without a decomposition (ø, ł, đ) and digits of every script are compared as their plain ones as well. */
export const titlesFoldedFurther: Migration = {
  version: 25,
  name: "titles folded further",
  sqlite: [],
  postgres: [],
  fill: foldPresentTitles,
};
