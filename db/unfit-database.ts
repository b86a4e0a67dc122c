/** What is in the place of the database is not what the desk may go on writing. The sentence says why and what to do. */
export type Unfit =
  /** Pages do not hold together. */
  | { readonly what: "damaged" }
  /** Less has been recorded in it than the desk had, or something else. */
  | { readonly what: "older"; readonly recorded: number; readonly reached: number; readonly lastAt: number | null }
  /** It is not the log that was signed: rows were changed, added or taken away. */
  | { readonly what: "altered" }
  /** There is none, and there was one. */
  | { readonly what: "missing" }
  /** A restore was cut short. */
  | { readonly what: "unfinished" };

export class UnfitDatabaseError extends Error {
  override name = "UnfitDatabaseError";
  readonly unfit: Unfit;

  constructor(unfit: Unfit, sentence: string) {
    super(sentence);
    this.unfit = unfit;
  }
}
