/** What the public page asks of storage: which instances have anything to do with it. */
export interface PublicationIndex {
  /** Before anything of it is written. Asked again, it changes nothing. `at` in ms. */
  note(instance: string, at: number): Promise<void>;
  /** In the order in which they were noted. */
  all(): Promise<readonly string[]>;
}
