/** One thing that the doctor looked at. */
export interface Finding {
  readonly check: string;
  readonly level: "ok" | "warn" | "fail";
  readonly sentence: string;
  /** How to mend it. */
  readonly todo?: string;
}
