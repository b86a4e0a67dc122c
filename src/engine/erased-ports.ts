/** A text that a row of the log has taken away. */
export interface ErasedText {
  readonly instance: string;
  readonly ref: string;
  /** The row that erased it. */
  readonly seq: number;
  readonly reason: string;
}
