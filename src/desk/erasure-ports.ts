/** Where it is kept outside the database which texts were erased, so that no restored copy brings one back. */
export interface ErasedText {
  readonly instance: string;
  readonly ref: string;
  /** The row that erased it. */
  readonly seq: number;
  readonly reason: string;
}

export interface ErasureLedger {
  /** On disk when it returns. Those that stand there already are left out. */
  append(erased: readonly ErasedText[]): Promise<void>;
  read(): Promise<readonly ErasedText[]>;
}
