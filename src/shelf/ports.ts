/** What the shelf of playbooks asks of the storage. */

export interface PlaybookTextStore {
  /** Null: no such text is kept. */
  read(digest: string): Promise<string | null>;
  /** One that is there already stays. */
  add(digest: string, text: string, at: number): Promise<void>;
  count(): Promise<number>;
}
